"""蚌埠新闻网: cjyun's software outside Hubei, in a layout of its own. Who serves it is not known."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="bbnews",
    name="蚌埠新闻网",
    province="安徽",
    city="蚌埠",
    domains=("www.bbnews.cn", "bbnews.cn"),
    lists=("http://www.bbnews.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    references=(
        Reference(
            year=2019,
            source="rule sets of 2018-19: bbnews.cn/{catalogue}/p/{id}.html, .header_details_tit, .Rich_text",
        ),
    ),
)
