"""甘肃日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="gsrb",
    name="甘肃日报",
    province="甘肃",
    city="兰州",
    organisation="甘肃日报",
    domains=("szb.gansudaily.com.cn",),
    paper=Newspaper(
        editions=(
            "https://szb.gansudaily.com.cn/gsrb/pc/layout/%Y%m/%d/col01.html",
            "https://szb.gansudaily.com.cn/gsrb/%Y%m/%d/col01.html",
        )
    ),
    paths=("/gsrb/",),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074: without pc/layout"),
        Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),
    ),
)
