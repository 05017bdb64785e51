"""奥一网, the site of 南方都市报. Its JSON lists lead to m.mp.oeeee.com."""

from crawler.pages.lists.json_list import JsonList
from crawler.site import Reference, Site

SITE = Site(
    id="oeeee",
    name="南方都市报·奥一网",
    province="广东",
    city="广州",
    organisation="南方都市报",
    domains=("www.oeeee.com", "m.mp.oeeee.com", ".oeeee.com"),
    lists=(
        "https://www.oeeee.com/",
        "https://www.oeeee.com/api/channel.php?m=Js4channelNews&a=newLatest&cid=170",
    ),
    article_url=r"^/(?!w/)(?:\w+/)*(?=\w*\d{6})\w+\.html$",
    json_lists=(
        JsonList(
            endpoint=r"/api/channel\.php\?(?:.*&)?a=newLatest",
            items="data",
            address="linkurl",
            title="title",
            time="datetime",
        ),
    ),
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): "
                "/api/channel.php?m=Js4channelNews&a=newLatest&cid={id} gives JSON with linkurl; "
                "m.mp.oeeee.com/u/{id}.html and /w/{id}.html are pages of persons"
            ),
        ),
    ),
)
