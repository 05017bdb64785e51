"""A list page: the links that lead to articles, with the title and date printed with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from crawler.items import Link, Listing
from crawler.normalise.text import tidy
from crawler.pages.document.page import Node, Page, attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATE = re.compile(
    r"(?:(?:19|20)\d\d\s*[-年/.]\s*)?\d{1,2}\s*[-月/.]\s*\d{1,2}(?:日?\s*\d{1,2}:\d{2}(?::\d{2})?|日)?"
)
_NEXT = re.compile(r"\s*(?:下一?页|后一?页|下页|next|>|›|»)\s*\Z", re.IGNORECASE)
_MOST_LINKS = 3  # in one item: picture, title, channel
_LONGEST_TEXT = 2_000  # characters of a link or its item
_MOST_STEPS_UP = 4  # steps up from a link in which its item must show the date


class SiteRules(Protocol):
    """What a list page must know of its site."""

    def is_article(self, url: str) -> bool: ...
    def is_list(self, url: str) -> bool: ...
    def owns(self, url: str) -> bool: ...
    def canonical(self, url: str) -> str: ...


class ListPage:
    """`ListPage(page, site).listing()`: what the site says are articles and lists among all links."""

    def __init__(self, page: Page, site: SiteRules) -> None:
        self.page, self.site = page, site
        self._dates: dict[int, tuple[bool, str | None]] = {}

    def listing(self) -> Listing:
        """Articles in the order of the page, each once, at the address by which the page links it first."""
        articles: dict[str, Link] = {}
        lists: dict[str, None] = {}
        for node, url in self.links():
            if self.site.is_article(url):
                address = self.site.canonical(url)
                link = self.link(node, url)
                if address not in articles or (not articles[address].title and link.title):
                    articles[address] = link
            elif self.site.is_list(url):
                lists.setdefault(url)
        following = self.next_page()
        return Listing(
            articles=tuple(articles.values()),
            lists=tuple(url for url in lists if url not in (self.page.url, following)),
            next_page=following,
        )

    def links(self) -> Iterator[tuple[Node, str]]:
        for node in self.page.all("a[href]"):
            url = self.page.absolute(attribute(node, "href"))
            if url:
                yield node, url.partition("#")[0]

    def link(self, node: Node, url: str) -> Link:
        title = attribute(node, "title") or text_of(node)
        return Link(url=url, title=tidy(title) or None, published_raw=self.date(node))

    def date(self, node: Node) -> str | None:
        """The date printed in the list item of a link: in a `<time>`, or anywhere in its text."""
        item = node.parent
        for _ in range(_MOST_STEPS_UP):
            if item is None:
                return None
            if item.mem_id not in self._dates:  # asked by every link in it, and the whole page is in some
                self._dates[item.mem_id] = _printed_in(item)
            decided, date = self._dates[item.mem_id]
            if decided:
                return date
            item = item.parent
        return None

    def next_page(self) -> str | None:
        """The address behind 下一页."""
        for node in self.page.all("a[href]"):
            if _NEXT.match(text_of(node)):
                return self.page.absolute(attribute(node, "href"))
        return None


def text_of(element: Node, separator: str = "") -> str:
    """The text of an element, of an endless one its beginning: links in links would each be read to their
    end."""
    pieces, length = [], 0
    for node in element.traverse(include_text=True):
        if node.tag == "-text" and (text := node.text_content):
            pieces.append(text[:_LONGEST_TEXT])
            length += len(text)
            if length > _LONGEST_TEXT:
                break
    return separator.join(pieces)[:_LONGEST_TEXT]


def _has_many_links(item: Node) -> bool:
    """Whether an element holds more links than an item does. It is not looked through to its end: each of a
    thousand elements in one another would be."""
    found = 0
    for node in item.traverse():
        found += node.tag == "a" and "href" in node.attributes
        if found > _MOST_LINKS:
            return True
    return False


def _printed_in(item: Node) -> tuple[bool, str | None]:
    """Whether an element decides the date of the links in it, and the date: one with many links has none."""
    if _has_many_links(item):
        return True, None
    if (time := item.css_first("time")) is not None:
        return True, tidy(time.text()) or None
    if item.tag in ("li", "tr", "dd"):
        found = _DATE.search(text_of(item, " "))
        return True, found.group() if found else None
    return False, None
