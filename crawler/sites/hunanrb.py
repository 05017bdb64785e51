"""湖南日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="hunanrb",
    name="湖南日报",
    province="湖南",
    city="长沙",
    organisation="湖南日报",
    domains=(
        "hnrb.voc.com.cn",
        "hnrb.hunantoday.cn",
    ),
    paper=Newspaper(index="https://hnrb.voc.com.cn/hnrb_epaper/"),
    references=(
        Reference(
            year=2026,
            source="npm rsshub@1.0.0-master.f99e982: a refresh to html/{yyyy-mm}/{dd}/node_20{n}.htm",
        ),
    ),
)
