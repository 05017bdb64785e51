"""Requests as the crawl makes them: in the slot of their platform, for a row of the frontier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from scrapy import Request

from crawler.spiders.long_bodies import take_beginning
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.store import FrontierRow

Ending = Callable[[Any], Iterator[Any]]  # a callback or an errback


def request_for(row: FrontierRow, address: str, callback: Ending, errback: Ending, **meta: Any) -> Request:
    """The request for an address of a row. Raises `ValueError` for one that no request can have."""
    request = Request(
        address,
        callback=callback,
        errback=errback,
        meta={"row": row, "download_slot": throttle_group(row.address), **meta},
        dont_filter=True,
    )
    if row.kind == "list":
        take_beginning(request)
    return request


def make_conditional(request: Request, row: FrontierRow) -> None:
    """Asks for the page only if it is another one than was kept: else the answer is 304, without it."""
    if row.state != "kept":  # what has failed since, or was begun by a run that died, is to be seen whole
        return
    if row.etag:
        request.headers["If-None-Match"] = row.etag
    if row.last_modified:
        request.headers["If-Modified-Since"] = row.last_modified
