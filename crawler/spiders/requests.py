"""Requests as the crawl makes them: in the slot of their platform, for a row of the frontier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Request

from crawler import registry
from crawler.spiders.download.long_bodies import take_beginning
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.store import FrontierRow

if TYPE_CHECKING:
    from crawler.pages.lists.posted import PostedRequest

Ending = Callable[[Any], Iterator[Any]]  # a callback or an errback


def request_for(row: FrontierRow, address: str, callback: Ending, errback: Ending, **meta: Any) -> Request:
    """The request for an address of a row. Raises `ValueError` for one that no request can have."""
    asked, posted = _asked(row, address)
    request = Request(
        posted.address if posted else asked,
        callback=callback,
        errback=errback,
        meta={"row": row, "download_slot": throttle_group(row.address), **meta},
        dont_filter=True,
    )
    if posted is not None:
        request = request.replace(method="POST", body=posted.body)
        request.headers["Content-Type"] = posted.content_type
        request.meta["asked"] = asked  # with what stands in the body
    if row.kind == "list":
        take_beginning(request)
    return request


def _asked(row: FrontierRow, address: str) -> tuple[str, PostedRequest | None]:
    """The address that is fetched for one of the frontier, and what is sent where that is a POST: of a list
    as its outlet describes it, of an article whose text stands at another address than its page."""
    site = registry.site_for(address)
    if site is None:
        return address, None
    if (known := site.json_list(address)) is not None:
        return address, known.posted(address)
    data = site.article_data
    there = data.address_of(site.canonical(address)) if data and row.kind == "article" else None
    if data is None or there is None:
        return address, None
    return there, data.post.request(there) if data.post else None


def make_conditional(request: Request, row: FrontierRow) -> None:
    """Asks for the page only if it is another one than was kept: else the answer is 304, without it."""
    if request.method == "POST":
        return
    if row.state != "kept":  # what has failed since, or was begun by a run that died, is to be seen whole
        return
    if row.etag:
        request.headers["If-None-Match"] = row.etag
    if row.last_modified:
        request.headers["If-Modified-Since"] = row.last_modified
