"""山西新闻网, the site of 山西日报."""

from crawler.site import Reference, Site

SITE = Site(
    id="sxrb",
    name="山西新闻网",
    province="山西",
    domains=("www.sxrb.com", "sxrb.com", ".sxrb.com"),
    lists=("http://www.sxrb.com/",),
    article_url=r"/\d*_?\d*/\d+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=("rule sets of 2018-19: .art_tit, .art_info, .art_txt; .content_title, #time, .text"),
        ),
    ),
)
