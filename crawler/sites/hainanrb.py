"""海南日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="hainanrb",
    name="海南日报",
    province="海南",
    city="海口",
    organisation="海南日报",
    domains=("news.hndaily.cn",),
    paper=Newspaper(editions=("http://news.hndaily.cn/h5/html5/%Y-%m/%d/node_58471.htm",)),
    paths=("/h5/",),
    references=(
        Reference(
            year=2026,
            source="github:xingxingcan/Newspaper-downloader@131f6b3: a variable of a script has them",
        ),
    ),
)
