"""A JSON list of which nobody knows where what stands: its addresses are found by their form.

Looked for are objects that hold the address of an article, beside it a headline and a time, by the names that
such fields usually have.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crawler.items import Link, Listing
from crawler.normalise.addresses import absolute
from crawler.normalise.text import tidy
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.list_page import SiteRules
from crawler.pages.lists.entries import listing_of
from crawler.pages.lists.json_list import decoded

_MOST_OBJECTS, _DEEPEST = 20_000, 12
_ADDRESS = re.compile(r"(?:\w*(?:url|link|href|addr(?:ess)?)|uri)\Z", re.IGNORECASE)
_NO_ADDRESS = re.compile(r"(?:img|image|pic|thumb|cover|logo|icon|video|audio|avatar|poster)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|\w*_?title|headline|name)\Z", re.IGNORECASE)
_TIME = re.compile(r"\w*(?:time|date|published\w*)\Z", re.IGNORECASE)
_HTTP = re.compile(r"(?:https?:)?//|/\w")


def guessed_listing(page: Page, site: SiteRules) -> Listing:
    """The articles that a JSON answer names; one that names none raises `UnknownLayout`."""
    cuts: list[str] = []
    links = list(_links(decoded(page), page, cuts))
    found = listing_of(links, site, articles_alone=False)
    if not found.articles and not found.lists:
        raise UnknownLayout(page.url, f"a JSON answer that names no article: {page.text[:120]}")
    return replace(found, cuts=(*found.cuts, *cuts))


def _links(answer: Any, page: Page, cuts: list[str]) -> Iterator[Link]:
    waiting: deque[tuple[Any, int]] = deque([(answer, 0)])
    seen = 0
    while waiting and seen < _MOST_OBJECTS:
        value, depth = waiting.popleft()
        seen += 1
        if isinstance(value, dict):
            if link := _link(value, page):
                yield link
        elif not isinstance(value, list):
            continue
        if depth < _DEEPEST:
            inner = value.values() if isinstance(value, dict) else value
            waiting.extend((one, depth + 1) for one in inner if isinstance(one, dict | list))
    if waiting:
        cuts.append(f"all behind its first {_MOST_OBJECTS} objects")


def _link(entry: dict[str, Any], page: Page) -> Link | None:
    addresses = (
        value
        for name, value in entry.items()
        if isinstance(value, str)
        and _ADDRESS.match(name)
        and not _NO_ADDRESS.search(name)
        and _HTTP.match(value)
    )
    url = next(filter(None, (absolute(page.url, address) for address in addresses)), None)
    if url is None:
        return None
    title = _first(entry, _TITLE)
    return Link(
        url=url.partition("#")[0],
        title=tidy(title) or None if title else None,
        published_raw=_first(entry, _TIME),
    )


def keys_of(entry: dict[str, Any]) -> dict[str, str]:
    """The names under which an entry has its `address`, `title` and `time`, as far as it has them."""
    looked_for = (
        ("address", lambda name, value: _ADDRESS.match(name) and not _NO_ADDRESS.search(name)
            and isinstance(value, str) and _HTTP.match(value)),
        ("title", lambda name, value: _TITLE.match(name) and isinstance(value, str) and value),
        ("time", lambda name, value: _TIME.match(name) and isinstance(value, str | int) and value),
    )  # fmt: skip
    found = {what: [n for n, value in entry.items() if fits(n, value)] for what, fits in looked_for}
    return {what: names[0] for what, names in found.items() if names}


def _first(entry: dict[str, Any], names: re.Pattern[str]) -> str | None:
    found = (value for name, value in entry.items() if names.match(name) and value)
    value = next((one for one in found if isinstance(one, str | int) and not isinstance(one, bool)), None)
    return None if value is None else str(value).strip() or None
