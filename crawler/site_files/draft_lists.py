"""What a list that is no page tells of its outlet: a feed, a sitemap, or JSON, which is described."""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.items import Capture
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.lists import feed_list, sitemap_list
from crawler.pages.lists.json_guess import guessed_listing, keys_of
from crawler.pages.lists.json_list import decoded, starts_as_json
from crawler.site import Site

_PAGE_NUMBER = re.compile(r"(?:cur(?:rent)?_?)?p(?:age)?_?(?:no|num|number|index)?\Z", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[A-Za-z_]\w*")
_MOST_OBJECTS = 5_000


@dataclass(frozen=True, kw_only=True)
class DraftedList:
    """The addresses of articles that a list names; `json_list`: the lines that describe it."""

    articles: tuple[str, ...]
    json_list: tuple[str, ...] = ()


def drafted_list(capture: Capture, outlet: Site) -> DraftedList | None:
    """What a list tells; None for a page. Raises `UnknownLayout` for a list that names no article."""
    page = Page(sitemap_list.unpacked(capture))
    if sitemap_list.is_text_sitemap(page):
        found = sitemap_list.text_listing(page, outlet)
    elif sitemap_list.is_sitemap(page):
        found = sitemap_list.sitemap_listing(page, outlet)
    elif feed_list.is_feed(page):
        found = feed_list.feed_listing(page, outlet)
    elif starts_as_json(page.text):
        found = guessed_listing(page, outlet)
        return DraftedList(articles=_urls(found.articles), json_list=_json_list(page))
    else:
        return None
    return DraftedList(articles=_urls(found.articles))


def _urls(links: Any) -> tuple[str, ...]:
    return tuple(link.url for link in links)


def _json_list(page: Page) -> tuple[str, ...]:
    """The lines of a `JsonList`; () where the answer has no list of entries with addresses."""
    try:
        found = _entries(decoded(page))
    except UnknownLayout:
        return ()
    if found is None:
        return ()
    path, names = found
    parts = urlsplit(page.url)
    endpoint = re.escape(parts.path) + (r"\?" if parts.query else "$")
    lines = [f"endpoint={json.dumps(endpoint)},", f"items={json.dumps(path, ensure_ascii=False)},"]
    lines += [f"{what}={json.dumps(_quoted(name), ensure_ascii=False)}," for what, name in names.items()]
    numbers = [(name, value) for name, value in parse_qsl(parts.query) if _PAGE_NUMBER.match(name)]
    if numbers and numbers[0][1].isdecimal():
        first = "" if numbers[0][1] == "1" else f", first={int(numbers[0][1][:9])}"
        lines.append(f"page=Paging(parameter={json.dumps(numbers[0][0])}{first}),")
    return (
        "    json_lists=(",
        "        JsonList(",
        *(f"            {one}" for one in lines),
        "        ),",
        "    ),",
    )


def _entries(answer: Any) -> tuple[str, dict[str, str]] | None:
    """The JMESPath of the first list whose entries hold addresses, and the names of what they hold."""
    waiting: deque[tuple[Any, str]] = deque([(answer, "")])
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return None
        value, path = waiting.popleft()
        if isinstance(value, list):
            names = [keys_of(one) for one in value if isinstance(one, dict)]
            if with_address := [one for one in names if "address" in one]:
                whole = f"{path}[]" if "[]" in path else path or "@"  # of several lists the entries
                return whole, max(with_address, key=len)
            waiting.extend((one, f"{path}[]") for one in value if isinstance(one, dict | list))
        elif isinstance(value, dict):
            waiting.extend(
                (one, f"{path}.{_quoted(name)}" if path else _quoted(name))
                for name, one in value.items()
                if isinstance(one, dict | list)
            )
    return None


def _quoted(name: str) -> str:
    """A name as JMESPath has it."""
    return name if _PLAIN_NAME.fullmatch(name) else json.dumps(name)
