"""河南日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="henanrb",
    name="河南日报",
    province="河南",
    city="郑州",
    organisation="河南日报",
    domains=("newpaper.dahe.cn",),
    paper=Newspaper(index="https://newpaper.dahe.cn/hnrb/paperindex.htm"),
    paths=("/hnrb/",),
    references=(Reference(year=2026, source="public code: hnrb/html/{yyyy-mm}/{dd}/content_{n}_{n}.htm"),),
)
