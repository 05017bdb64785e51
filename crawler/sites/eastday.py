"""东方网, the portal of Shanghai; its pages for telephones stand on 021east.com."""

from crawler.pages.families.eastday import EastdayArticlePage
from crawler.pages.lists.json_list import JsonList, Paging
from crawler.pages.lists.posted import Post
from crawler.site import Reference, Site

SITE = Site(
    id="eastday",
    name="东方网",
    province="上海",
    domains=("www.eastday.com", ".eastday.com", ".021east.com"),
    lists=(
        "http://www.eastday.com/",
        "https://apin.eastday.com/apiplus/special/specialnewslistbyurl?specialUrl=1632798465040016&skipCount=0&limitCount=20",
        "https://apin.eastday.com/api/news/Portrait?currentPage=1&pageSize=20",
    ),
    article_url=r"/\d{4,8}/\w*\d+\.s?html?$|^/p/\d+$",
    json_lists=(
        JsonList(
            endpoint=r"/api/news/Portrait(?:\?|$)",
            post=Post(body='{"currentPage": {currentPage}, "pageSize": {pageSize}}'),
            items="list",
            address="url",
            title="title",
            time="time",
            page=Paging(parameter="currentPage", most=5),
        ),
    ),
    article_pages=(EastdayArticlePage,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: #biaoti, #zw, #pubtime_baidu, #editor_baidu"),
        Reference(year=2024, source="saved pages: #ivs_title, #ivs_date, #ivs_content, meta contentid"),
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): lists as JSON at apin.eastday.com, url, "
                "one by POST; .article .detail"
            ),
        ),
    ),
)
