"""观海融媒·珠海网."""

from crawler.site import Reference, Site

SITE = Site(
    id="hizh",
    name="观海融媒·珠海网",
    province="广东",
    city="珠海",
    domains=("www.hizh.cn",),
    article_url=r"^/content\.html\?(?:.*&)?jsonUrl=",
    wants_browser="its articles are drawn by a script; which columns there are is not known",
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): /channels/zjyapp/columns/{24 hexadecimal "
                "digits}/stories.json, data.stories[].jsonUrl"
            ),
        ),
    ),
)
