"""南方周末. Of articles for subscribers the beginning stands on the page."""

from crawler.pages.lists.json_list import JsonList, Paging
from crawler.site import Reference, Site

SITE = Site(
    id="infzm",
    name="南方周末",
    province="广东",
    city="广州",
    organisation="南方周末",
    domains=("www.infzm.com",),
    lists=(
        "https://www.infzm.com/",
        "https://www.infzm.com/hot_contents",
        "https://www.infzm.com/contents?term_id=2&page=1&format=json",
    ),
    article_url=r"^/contents/\d+$",
    json_lists=(
        JsonList(
            endpoint=r"/(?:hot_contents$|contents\?(?:.*&)?format=json)",
            items="data.[contents, hot_contents][]",
            share="https://www.infzm.com/contents/{id}",
            title="subject",
            time="publish_time",
            page=Paging(parameter="page", most=5),
        ),
    ),
    list_url=r"^/contents\?(?:.*&)?term_id=\d+",
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): lists /contents?term_id={id}, "
                "/hot_contents and &format=json as JSON (id, subject, publish_time); articles /contents/{id}"
            ),
        ),
    ),
)
