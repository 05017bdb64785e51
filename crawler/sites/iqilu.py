"""齐鲁网."""

from crawler.pages.families.cmstop import CmsTopArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class IqiluArticle(CmsTopArticlePage):
    layouts = (Layout(title="h1", body=".article-main", published=".info p.time"), *CmsTopArticlePage.layouts)
    furniture = "h1, p.contact"


SITE = Site(
    id="iqilu",
    name="齐鲁网",
    province="山东",
    city="济南",
    domains=("www.iqilu.com", "iqilu.com", ".iqilu.com"),
    lists=("http://www.iqilu.com/",),
    article_url=r"/\d{4}/\d{4}/\d+\.s?html?$",
    article_pages=(IqiluArticle,),
    references=(
        Reference(
            year=2019, source=("public spiders: h1, .info p.time, p.resource span, .article-main, p.contact")
        ),
    ),
)
