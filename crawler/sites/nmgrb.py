"""内蒙古日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="nmgrb",
    name="内蒙古日报",
    province="内蒙古",
    city="呼和浩特",
    organisation="内蒙古日报",
    domains=("szb.northnews.cn",),
    paper=Newspaper(editions=("http://szb.northnews.cn/nmgrb/html/%Y-%m/%d/node_1.htm",)),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074"),
        Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3 (host)"),
    ),
)
