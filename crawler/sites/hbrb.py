"""河北日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="hbrb",
    name="河北日报",
    province="河北",
    city="石家庄",
    organisation="河北日报",
    domains=("hbrb.hebnews.cn",),
    paper=Newspaper(editions=("https://hbrb.hebnews.cn/pc/paper/layout/%Y%m/%d/node_01.html",)),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074"),
        Reference(
            year=2026,
            source="public code: layout/{yyyymm}/{dd}/node_01.html, c/{yyyymm}/{dd}/content_{n}.html",
        ),
    ),
)
