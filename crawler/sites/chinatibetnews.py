"""西藏日报, the newspaper page by page."""

from crawler.pages.families.founder import FounderPaperPage
from crawler.site import Reference, Site

SITE = Site(
    id="chinatibetnews",
    name="西藏日报",
    province="西藏",
    domains=("epaper.chinatibetnews.com",),
    lists=("http://epaper.chinatibetnews.com/xzrb/index.html",),
    article_url=r"^/xzrb/\d{6}/\d{2}/content_\d+\.html$",
    list_url=r"^/xzrb/\d{6}/\d{2}/node_\w+\.html$",
    article_pages=(FounderPaperPage,),
    references=(
        Reference(
            year=2022,
            source=("a saved page: Founder's e-paper, #Title, #PreTitle, #SubTitle, #ozoom, enpproperty"),
        ),
    ),
)
