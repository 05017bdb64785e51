"""Lists of cjyun: HTML pages that go on as `index_2.html`, or as JSON that the page fetches when one scrolls.

The page says `var listid = 450`; what it fetches is `/index/nei/content?id=450&page=2&pagesize=15`, and the
answer's `data` is empty behind the last page.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.items import Link, Listing
from crawler.normalise.addresses import absolute
from crawler.normalise.text import tidy
from crawler.pages.document.page import UnknownLayout
from crawler.pages.list_page import ListPage
from crawler.pages.lists.entries import listing_of
from crawler.pages.lists.json_list import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON_PATH = "/index/nei/content"
PAGE_SIZE = 15  # what the platform's own script asks for
_LIST_ID = re.compile(r"\blistid\s*=\s*['\"]?(\d{1,9})\b")
_PAGE_SIZE = re.compile(r"\bpagesize\s*=\s*['\"]?(\d{1,3})\b", re.IGNORECASE)


class CjyunListPage(ListPage):
    """A list of cjyun, as a page or as JSON; JSON that is no list raises `UnknownLayout`."""

    def listing(self) -> Listing:
        if urlsplit(self.page.url).path != JSON_PATH:
            return super().listing()
        entries = self._entries()
        next_page = following(self.page.url) if entries else None
        return listing_of(self._links_in(entries), self.site, next_page=next_page)

    def next_page(self) -> str | None:
        """The address behind 下一页, or the second page of the JSON list that the page names."""
        return super().next_page() or self._json_list()

    def _json_list(self) -> str | None:
        named = _LIST_ID.search(self.page.text)
        if named is None:
            return None
        size = _PAGE_SIZE.search(self.page.text)
        asked = {"id": named.group(1), "page": 2, "pagesize": size.group(1) if size else PAGE_SIZE}
        return self.page.absolute(f"{JSON_PATH}?{urlencode(asked)}")

    def _entries(self) -> list[Any]:
        answer = decoded(self.page)
        entries = answer.get("data", "") if isinstance(answer, dict) else ""
        if not isinstance(entries, list | None):
            raise UnknownLayout(self.page.url, f"a JSON list without data[]: {self.page.text[:120]}")
        return entries or []

    def _links_in(self, entries: list[Any]) -> Iterator[Link]:
        for entry in entries:
            if not isinstance(entry, dict) or not isinstance(entry.get("url"), str):
                raise UnknownLayout(self.page.url, f"an entry without url in a JSON list: {str(entry)[:120]}")
            url = absolute(self.page.url, html.unescape(entry["url"]))
            if url and self.site.is_article(url):
                title, created = entry.get("title"), entry.get("created")
                yield Link(
                    url=url.partition("#")[0],
                    title=tidy(html.unescape(title)) or None if isinstance(title, str) else None,
                    published_raw=str(created).strip() or None if created else None,
                )


def following(url: str) -> str:
    """`…/content?id=450&page=2&pagesize=15` gives `…/content?id=450&page=3&pagesize=15`."""
    address, _, query = url.partition("?")
    asked = dict(parse_qsl(query))
    number = asked.get("page", "1")
    asked["page"] = str(int(number) + 1 if number.isdecimal() else 2)
    return f"{address}?{urlencode(asked)}"
