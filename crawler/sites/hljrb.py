"""黑龙江日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="hljrb",
    name="黑龙江日报",
    province="黑龙江",
    city="哈尔滨",
    organisation="黑龙江日报",
    domains=("epaper.hljnews.cn",),
    paper=Newspaper(editions=("http://epaper.hljnews.cn/hljrb/pc/layout/%Y%m/%d/node_01.html",)),
    paths=("/hljrb/",),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074"),
        Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3 (host)"),
    ),
)
