"""广西新闻网."""

from crawler.pages.families.gxnews import ARTICLE_URL, LIST_URL, GxnewsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="gxnews",
    name="广西新闻网",
    province="广西",
    domains=("www.gxnews.com.cn", "gxnews.com.cn", ".gxnews.com.cn"),
    lists=("http://www.gxnews.com.cn/", "http://news.gxnews.com.cn/staticmores/168/33168-1.shtml"),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(GxnewsArticlePage,),
    references=(
        Reference(
            year=2019,
            source=("public spiders: .article h1, .article-info, .article-content, td#artContent; a list"),
        ),
    ),
)
