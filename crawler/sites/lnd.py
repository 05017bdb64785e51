"""北国网, the site of the papers of Liaoning. Its addresses are Founder's, its templates Enorth's."""

from crawler.pages.families.enorth import EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="lnd",
    name="北国网",
    province="辽宁",
    domains=("www.lnd.com.cn", "lnd.com.cn", ".lnd.com.cn"),
    lists=("http://www.lnd.com.cn/",),
    article_url=r"/\d{4}-\d{2}/\d{2}/\w+_\d+\.s?html?$",
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: p.newstittle, .newsly, .news"),
        Reference(year=2019, source="its addresses: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
