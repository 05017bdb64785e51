"""安徽日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="ahrb",
    name="安徽日报",
    province="安徽",
    city="合肥",
    organisation="安徽日报",
    domains=("szb.ahnews.com.cn",),
    paper=Newspaper(editions=("http://szb.ahnews.com.cn/ahrb/layout/%Y%m/%d/node_01.html",)),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074"),
        Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),
    ),
)
