"""奥一网, the site of 南方都市报. Its JSON lists lead to m.mp.oeeee.com."""

from crawler.site import Reference, Site

SITE = Site(
    id="oeeee",
    name="南方都市报·奥一网",
    province="广东",
    city="广州",
    organisation="南方都市报",
    domains=("www.oeeee.com", "m.mp.oeeee.com", ".oeeee.com"),
    lists=("https://www.oeeee.com/",),
    article_url=r"^/(?:[a-z]+/)*(?=\w*\d{6})\w+\.html$",
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): "
                "/api/channel.php?m=Js4channelNews&a=newLatest&cid={id} gives JSON with linkurl"
            ),
        ),
    ),
)
