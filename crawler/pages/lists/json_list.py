"""A list that a server gives as JSON, or that a page holds in a script.

    JsonList(
        endpoint=r"^https?://api\\.example\\.cn/list\\?",
        items="data.stories[]", title="title", time="publish_time", address="url",
        page=Paging(parameter="page"),
    )

`items`, `title`, `time` and `address` are JMESPath expressions (jmespath.org): the entries in the answer, and
in each entry its headline, its time and the address of its article. Where an entry has no address but an id,
`share` says how the page that is shared is named: `https://www.example.cn/detail?id={id}`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import jmespath
from jmespath.exceptions import JMESPathError

from crawler.items import Link, Listing
from crawler.normalise.text import tidy
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.list_page import SiteRules
from crawler.pages.lists.entries import listing_of
from crawler.pages.lists.posted import Post, PostedRequest

MOST_PAGES = 100  # of one list, unless its outlet says otherwise: some answer every number
# `var list = {…};`, `callback({…});` and, as libraries write it, `/**/jQuery12_3({…});`, `try{callback({…})}`
_WRAPPED = re.compile(
    r"\A\s*(?:/\*[^*]{0,200}\*/\s*)?;?(?:try\s*\{\s*)?(?:(?:var |let |const )?[\w.$]+\s*[=(])\s*(?=[{\[])"
)
_PLACE = re.compile(r"\{([\w.]+)\}")
_SHOWN = 120  # characters of an answer in a problem
MOST_OBJECTS = 200_000  # in one answer: an empty one of two characters takes a hundred bytes
MOST_ENTRIES = 20_000  # of a list that are looked at, of which `MOST_ARTICLES` count


@dataclass(frozen=True, kw_only=True)
class Paging:
    """How the next page of a JSON list is asked for: `parameter` is `step` more, from `first` on."""

    parameter: str
    first: int = 1
    step: int = 1
    most: int = MOST_PAGES  # pages


@dataclass(frozen=True, kw_only=True)
class JsonList:
    """The facts of a JSON list; see the module. `script`: the list stands in a page, behind what this regular
    expression finds: `window\\.__DATA__\\s*=\\s*`."""

    endpoint: str  # regular expression on the whole address
    items: str
    address: str | None = None
    share: str | None = None
    title: str | None = None
    time: str | None = None
    page: Paging | None = None
    script: str | None = None
    post: Post | None = None  # of a list that its server gives only to POST: what is sent

    def __post_init__(self) -> None:
        if not self.address and not self.share:
            raise ValueError("neither address nor share says where an entry leads to")
        for name in ("items", "title", "time", "address"):
            _check_path(name, getattr(self, name))
        if self.share and (_PLACE.sub("", self.share).count("{") or not _PLACE.search(self.share)):
            raise ValueError(f"share: {self.share!r} has no {{name}} of a value, or half of one")

    @cached_property
    def _endpoint(self) -> re.Pattern[str]:
        return re.compile(self.endpoint)

    def answers(self, url: str) -> bool:
        """Whether the address is one of this list."""
        return bool(self._endpoint.search(url))

    def posted(self, url: str) -> PostedRequest | None:
        """What is sent for an address of a list that is asked for by POST; None of any other. Raises
        `ValueError` where the address lacks a value that the body needs."""
        if self.post is None:
            return None
        return self.post.request(url, {self.page.parameter: str(self.page.first)} if self.page else None)

    def listing(self, page: Page, site: SiteRules) -> Listing:
        """The articles of an answer; one that is no such list raises `UnknownLayout`."""
        entries = self._entries(page)
        links = list(self._links(entries[:MOST_ENTRIES], page))
        if entries and not links:
            raise UnknownLayout(page.url, f"a JSON list without addresses: {str(entries[0])[:_SHOWN]}")
        following = self._next_page(page.url) if links else None
        return listing_of(links, site, next_page=following, unread=max(0, len(entries) - MOST_ENTRIES))

    def _entries(self, page: Page) -> list[Any]:
        try:
            found = jmespath.search(self.items, decoded(page, self.script))
        except (JMESPathError, RecursionError) as error:
            raise UnknownLayout(page.url, f"a JSON list that cannot be searched: {error}"[:300]) from error
        if not isinstance(found, list | None):
            raise UnknownLayout(page.url, f"a JSON list with no list at {self.items!r}")
        if found is None:
            raise UnknownLayout(page.url, f"a JSON list without {self.items!r}: {page.text[:_SHOWN]}")
        return found

    def _links(self, entries: list[Any], page: Page) -> Iterator[Link]:
        for entry in entries:
            address = self._address(entry, page)
            if address:
                title, time = _text(self.title, entry), _text(self.time, entry)
                yield Link(
                    url=address.partition("#")[0],
                    title=tidy(html.unescape(title)) or None if title else None,
                    published_raw=time,
                )

    def _address(self, entry: Any, page: Page) -> str | None:
        if found := _text(self.address, entry):
            return page.absolute(html.unescape(found))
        if self.share is None:
            return None
        values = {name: _text(name, entry) for name in _PLACE.findall(self.share)}
        if not all(values.values()):
            return None
        filled = _PLACE.sub(lambda match: quote(values[match[1]] or "", safe="/:?=&%"), self.share)
        return page.absolute(filled)

    def _next_page(self, url: str) -> str | None:
        if self.page is None:
            return None
        parts = urlsplit(url)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        number = asked.get(self.page.parameter, str(self.page.first))
        if not number.isdecimal() or len(number) > 9:
            return None
        following = int(number) + self.page.step
        if following >= self.page.first + self.page.most * self.page.step:
            return None
        asked[self.page.parameter] = str(following)
        return parts._replace(query=urlencode(asked), fragment="").geturl()


def _check_path(name: str, path: str | None) -> None:
    if path is not None:
        try:
            jmespath.compile(path)
        except JMESPathError as error:
            raise ValueError(f"{name}: {path!r} is no JMESPath: {str(error).splitlines()[0]}") from error


def starts_as_json(text: str) -> bool:
    """Whether a text is JSON by its first characters, also where it is wrapped in a call."""
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") or bool(_WRAPPED.match(text))


def decoded(page: Page, script: str | None = None) -> Any:
    """The JSON of an answer, also of one that is wrapped in a call, or of a script in a page; what is none
    raises `UnknownLayout`."""
    text = page.text
    start = 0
    if script is not None:
        found = re.search(script, text)
        if found is None:
            raise UnknownLayout(page.url, f"a page without the script {script!r}")
        start = found.end()
    elif wrapped := _WRAPPED.match(text):
        start = wrapped.end()
    objects = text.count("{", start) + text.count("[", start) if script is None else 0
    if objects > MOST_OBJECTS:
        raise UnknownLayout(page.url, f"a JSON list of {objects} objects: {text[:_SHOWN]}")
    try:
        answer, _ = json.JSONDecoder(strict=False).raw_decode(text[start:].lstrip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        kind = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise UnknownLayout(page.url, f"a JSON list that is no JSON: {kind}: {text[:_SHOWN]}") from error
    return answer


def _text(path: str | None, entry: Any) -> str | None:
    """What a path leads to in an entry, as text; of several values the first."""
    if path is None:
        return None
    try:
        found = jmespath.search(path, entry)
    except JMESPathError:
        return None
    if isinstance(found, list):
        found = found[0] if found else None
    if isinstance(found, bool) or found != found or not isinstance(found, str | int | float):
        return None
    return str(found).strip() or None
