"""浙江日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="zjrb",
    name="浙江日报",
    province="浙江",
    city="杭州",
    organisation="浙江日报",
    domains=("zjrb.zjol.com.cn",),
    paper=Newspaper(editions=("http://zjrb.zjol.com.cn/html/%Y-%m/%d/node_18.htm",)),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074"),
        Reference(year=2026, source="npm rsshub@1.0.0-master.f99e982"),
    ),
)
