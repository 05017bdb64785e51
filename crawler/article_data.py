"""Articles whose page is drawn by a script, and whose text a server gives as data at another address.

    ArticleData(
        page="https://www.example.cn/article.html?id={id}",
        address="https://api.example.cn/article?id={id}",
        post=Post(body='{"id": {id}}'),          # where the server gives it only to POST
    )

The article is known by the address of its page, which people and lists name; the other one is fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from crawler.pages.lists.posted import Post

_PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")
_VALUE = r"[\w.-]+"


@dataclass(frozen=True, kw_only=True)
class ArticleData:
    """`page` and `address` are addresses with the same names in braces."""

    page: str
    address: str
    post: Post | None = None

    def __post_init__(self) -> None:
        names = sorted(_PLACE.findall(self.page))
        if not names or len(names) != len(set(names)) or names != sorted(_PLACE.findall(self.address)):
            raise ValueError(f"{self.page!r} and {self.address!r} name different parts")
        if self.post is not None and not set(self.post.names) <= set(names):
            raise ValueError(f"its body needs {', '.join(self.post.names)}")

    @cached_property
    def _page(self) -> re.Pattern[str]:
        return _pattern(self.page)

    @cached_property
    def _address(self) -> re.Pattern[str]:
        return _pattern(self.address)

    def address_of(self, page: str) -> str | None:
        """Where the data of the article of a page stands; None for a page that is none of these."""
        return _other(self._page, self.address, page)

    def page_of(self, address: str) -> str | None:
        """The page of the article whose data stands at an address; None for any other."""
        return _other(self._address, self.page, address)


def _other(pattern: re.Pattern[str], template: str, url: str) -> str | None:
    found = pattern.match(url)
    return _PLACE.sub(lambda place: found[place[1]], template) if found else None


def _pattern(template: str) -> re.Pattern[str]:
    """The addresses that a template names, over http and https, with whatever else their query asks for."""
    parts = urlsplit(template)
    target = _filled(f"{parts.netloc}{parts.path}")
    if not parts.query:
        return re.compile(rf"https?://{target}(?:[?#]|\Z)")
    asked = "".join(rf"(?=[^#]*(?<=[?&]){_filled(one)}(?:[&#]|\Z))" for one in parts.query.split("&"))
    return re.compile(rf"https?://{target}\?{asked}")


def _filled(text: str) -> str:
    pieces = _PLACE.split(text)
    return "".join(
        rf"(?P<{piece}>{_VALUE})" if number % 2 else re.escape(piece) for number, piece in enumerate(pieces)
    )
