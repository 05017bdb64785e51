"""江西日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="jxrb",
    name="江西日报",
    province="江西",
    city="南昌",
    organisation="江西日报",
    domains=("epaper.jxxw.com.cn",),
    paper=Newspaper(editions=("http://epaper.jxxw.com.cn/html/%Y-%m/%d/node_1.htm",)),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074"),
        Reference(year=2026, source="public code"),
    ),
)
