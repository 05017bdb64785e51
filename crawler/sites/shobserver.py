"""上观新闻."""

from crawler.site import Reference, Site

SITE = Site(
    id="shobserver",
    name="上观新闻",
    province="上海",
    domains=("www.shobserver.com", "shobserver.com", ".shobserver.com", "m.jfdaily.com"),
    lists=("http://www.shobserver.com/",),
    article_url=r"^/(?:(?:\w+/)?news/detail|wx/detail\.do)\?(?:.*&)?id=\d+",
    references=(
        Reference(year=2019, source="public spiders: /news/detail?id={id}; .fenxiang_zz, .wz_contents1"),
        Reference(year=2026, source=("public code: web.shobserver.com/wx/detail.do?id={id}, m.jfdaily.com")),
    ),
)
