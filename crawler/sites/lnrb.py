"""辽宁日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="lnrb",
    name="辽宁日报",
    province="辽宁",
    city="沈阳",
    organisation="辽宁日报",
    domains=("epaper.lnd.com.cn",),
    paper=Newspaper(editions=("http://epaper.lnd.com.cn/lnrbepaper/pc/layout/%Y%m/%d/node_01.html",)),
    references=(Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),),
)
