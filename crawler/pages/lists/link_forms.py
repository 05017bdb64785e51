"""Articles that a list leads to, told by the form of its links, where the outlet's pattern knows none.

Outlets change their addresses; a crawl that waits for a new pattern would see nothing meanwhile. A link
counts whose address has the form of an article's (crawler/pages/address_shapes.py), whose text is as long as
a headline, and which does not stand alone: several links have the form, or the address names a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from crawler.items import Link
from crawler.normalise.dates import address_day
from crawler.pages.address_shapes import shape_of
from crawler.pages.document.nodes import Node
from crawler.pages.list_page import ListPage
from crawler.pages.lists.entries import MOST_BY_FORM

SEVERAL = 3  # links of one form
MOST = 500  # articles of one list
_HAN = re.compile(r"[\u3400-\u9fff]")
_HEADLINE_HAN, _HEADLINE_OTHER = 7, 20  # characters at least
_VARYING = re.compile(r"[0-9a-f]{12,}|\d+")


def articles_by_form(pages: Iterable[ListPage], cuts: list[str] | None = None) -> tuple[Link, ...]:
    """The links that look like articles, in the order of the list, each once. `pages`: its pieces; what is
    left out of many is added to `cuts`."""
    found: dict[str, Link] = {}
    links = _links(pages)
    for page, node, url in islice(links, MOST_BY_FORM):
        if not _has_form(url):
            continue
        address, link = page.site.canonical(url), page.link(node, url)
        known = found.get(address)
        if known is None or len(link.title or "") > len(known.title or ""):
            found[address] = link
    headlines = [link for link in found.values() if is_headline(link.title)]
    forms: dict[str, int] = {}
    for link in headlines:
        forms[form_of(link.url)] = forms.get(form_of(link.url), 0) + 1
    chosen = [link for link in headlines if forms[form_of(link.url)] >= SEVERAL or _is_dated(link)]
    left_out = len(chosen[MOST:]) + sum(1 for _ in links)
    if left_out and cuts is not None:
        cuts.append(f"{left_out} of {len(chosen[:MOST]) + left_out} links")
    return tuple(chosen[:MOST])


def _links(pages: Iterable[ListPage]) -> Iterator[tuple[ListPage, Node, str]]:
    for page in pages:
        for node, url in page.links():
            if page.site.owns(url) and not page.site.is_list(url):
                yield page, node, url


def is_headline(title: str | None) -> bool:
    """Whether a text is as long as a headline: `春耕正忙 田间地头机声隆隆` is, `更多新闻` is not."""
    text = title or ""
    return len(_HAN.findall(text)) >= _HEADLINE_HAN or (len(text) >= _HEADLINE_OTHER and " " in text)


def form_of(url: str) -> str:
    """`https://www.x.cn/a/2026/0518/12.html` gives `https://www.x.cn/a/0/0/0.html`."""
    return _VARYING.sub("0", url)


def _has_form(url: str) -> bool:
    shape = shape_of(url)
    return shape is not None and shape.kind == "article"


def _is_dated(link: Link) -> bool:
    day = address_day(link.url)
    return day is not None and day.precision == "day"
