"""What a page says about itself beside its text: meta, og:, itemprop, JSON-LD and the `*_baidu` ids."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from crawler.normalise.text import tidy
from crawler.pages.document.nodes import Node, attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.pages.document.page import Page

_QUOTES = "\"'“”‘’″＂ "
_ARTICLE_TYPES = frozenset((
    "Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "VideoObject", "WebPage",
    "LiveBlogPosting",
))  # fmt: skip
_TRAILING_COMMA = re.compile(r",\s*([}\]])")

TITLE = ("og:title", "articletitle", "twitter:title", "title", "headline")
DESCRIPTION = ("description", "og:description", "abstract")
KEYWORDS = ("keywords", "news_keywords")
PUBLISHED = (
    "article:published_time", "publishdate", "pubdate", "publish_time", "publishtime", "og:release_date",
    "datepublished", "weibo:article:create_at", "bytedance:published_time", "og:published_time", "apub:time",
    "releasedate", "createdate", "firstcreate", "_pubtime", "og:time", "og:article:published_time", "pubtime",
    "publish-date", "publication_date", "parsely-pub-date", "dcterms.created", "dc.date.issued", "dc.date",
    "sailthru.date", "newsdate", "article:create_at",
)  # fmt: skip
MODIFIED = (
    "article:modified_time",
    "datemodified",
    "bytedance:updated_time",
    "lastmodifiedtime",
    "og:updated_time",
    "dcterms.modified",
)
SOURCE = (
    "source",
    "sourcename",
    "article:source",
    "newssource",
    "contentsource",
    "mediaid",
    "copyright_source",
    "articlesource",
)
AUTHOR = ("author", "article:author", "og:article:author")
IMAGE = ("og:image", "image", "twitter:image")
ADDRESS = ("og:url", "url")


class Meta:
    """`Meta(page)`: everything a page states about itself, by name in lower case, the first value wins."""

    def __init__(self, page: Page) -> None:
        # Not the page, which keeps this: its tree is large, and must go as soon as nobody has the page.
        self._tree, self._stating = page.tree, page.stating

    @cached_property
    def values(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for node in self._stating["meta"]:
            attributes = {_unquoted(k).lower(): _unquoted(v or "") for k, v in node.attributes.items()}
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            # caijing.com.cn writes contecent=
            value = tidy(attributes.get("content") or attributes.get("contecent") or "")
            if name and value:
                found.setdefault(name.lower(), value)
        return found

    def get(self, names: tuple[str, ...]) -> tuple[str, str] | None:
        """The first of these names that is stated, and its value."""
        return next(((name, self.values[name]) for name in names if name in self.values), None)

    def text(self, names: tuple[str, ...]) -> str | None:
        found = self.get(names)
        return found[1] if found else None

    def marked(self, what: str) -> str | None:
        """The text of `#pubtime_baidu`, `#source_baidu` … (newssc writes the id with a blank at its end)."""
        node = self._baidu.get(f"{what}_baidu")
        return tidy(node.text(separator=" ")) or None if node else None

    @cached_property
    def _baidu(self) -> dict[str, Node]:
        nodes = self._tree.css('[id*="_baidu"]')
        return {(attribute(node, "id") or "").lower(): node for node in reversed(nodes)}

    @cached_property
    def statement(self) -> dict[str, Any]:
        """The JSON-LD object about the article; {} where there is none that can be read."""
        for node in self._stating["script"]:
            for thing in _objects(_loads(node.text())):
                kind = thing.get("@type")
                if set(kind if isinstance(kind, list) else [kind]) & _ARTICLE_TYPES:
                    return thing
        return {}

    def stated(self, name: str) -> str | None:
        """A text of the JSON-LD object: `stated("datePublished")`; of a person or house its name."""
        value = self.statement.get(name) or self.statement.get({"datePublished": "pubDate"}.get(name, name))
        while isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("url")
        return tidy(value) or None if isinstance(value, str) else None

    @property
    def own_addresses(self) -> Iterator[str]:
        """The page's own address as it writes it: in `<link rel=canonical>`, then og:url."""
        for node in self._stating["link"]:
            if href := attribute(node, "href"):
                yield href
        if stated := self.text(ADDRESS):
            yield stated

    @cached_property
    def title(self) -> str | None:
        """The text of `<title>`."""
        node = self._tree.css_first("title")
        return tidy(node.text()) or None if node else None


def _unquoted(text: str) -> str:
    """`”description”`, as yangtse.com writes attributes with curly quotes, gives `description`."""
    return text.strip(_QUOTES)


def _loads(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document: alone, in a list, or in a `@graph`."""
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            yield from (inner for inner in thing.get("@graph") or () if isinstance(inner, dict))
