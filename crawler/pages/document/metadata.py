"""A page's metadata: `<title>`, `<meta>` (name, property, itemprop), JSON-LD and the `*_baidu` ids."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from crawler.normalise.text import tidy
from crawler.pages.document.nodes import Node, Tree, attribute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

METADATA_ELEMENTS = 'meta, link[rel="canonical"], base[href], script[type="application/ld+json"]'
_QUOTES = "\"'“”‘’″＂ "
# What opens a quotation, and what ends it. ”, ’, ″ and ＂ open none: at the beginning of a value they are the
# quotes of the attribute, typed in Chinese.
_CLOSING = {"“": "”", "‘": "’", '"': '"', "'": "'"}
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
ADDRESS = ("og:url", "url")


class Metadata:
    """`Metadata(page.tree, page.metadata_elements)`: what a page states in elements made for machines.

    `has_baidu`: whether `_baidu` stands anywhere in the markup; elsewhere no element is looked at for it.

    It keeps the tree and not the page, which keeps this: trees are large, and must go as soon as nobody has
    the page.
    """

    def __init__(self, tree: Tree, elements: Mapping[str, Sequence[Node]], *, has_baidu: bool = True) -> None:
        self._tree, self._elements, self._has_baidu = tree, elements, has_baidu

    @cached_property
    def values(self) -> dict[str, str]:
        """The contents of `<meta>` by name, property or itemprop in lower case; the first of a name."""
        found: dict[str, str] = {}
        for node in self._elements["meta"]:
            name, value = _name_and_content(node)
            if name and value:
                found.setdefault(name, value)
        return found

    def get(self, names: tuple[str, ...]) -> tuple[str, str] | None:
        """The first of these names of which there is a `<meta>`, and its content."""
        return next(((name, self.values[name]) for name in names if name in self.values), None)

    def text(self, names: tuple[str, ...]) -> str | None:
        """The content of the first of these names of which there is a `<meta>`."""
        found = self.get(names)
        return found[1] if found else None

    def baidu(self, what: str) -> str | None:
        """The text of `#pubtime_baidu`, `#source_baidu` …: ids under which many systems print for Baidu."""
        node = self._baidu_elements.get(f"{what}_baidu")
        return tidy(node.text(separator=" ")) or None if node else None

    @cached_property
    def _baidu_elements(self) -> dict[str, Node]:
        # attribute() strips: newssc writes the id with a blank at its end.
        nodes = self._tree.css('[id*="_baidu"]') if self._has_baidu else ()
        return {(attribute(node, "id") or "").lower(): node for node in reversed(nodes)}

    @cached_property
    def json_ld(self) -> dict[str, Any]:
        """The JSON-LD object about the article; {} where there is none that can be read."""
        for node in self._elements["script"]:
            for thing in _objects(_loads(node.text())):
                kind = thing.get("@type")
                if set(kind if isinstance(kind, list) else [kind]) & _ARTICLE_TYPES:
                    return thing
        return {}

    def json_ld_text(self, name: str) -> str | None:
        """A text of the JSON-LD object, `json_ld_text("datePublished")`; of a person or outlet its name."""
        value = self.json_ld.get(name)
        if not value and name == "datePublished":  # some outlets write Baidu's name of it
            value = self.json_ld.get("pubDate")
        while isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("url")
        return tidy(value) or None if isinstance(value, str) else None

    def json_ld_people(self, name: str) -> tuple[str, ...]:
        """The names of all whom JSON-LD gives, `json_ld_people("author")`, organisations left out."""
        value = self.json_ld.get(name)
        given = [one if isinstance(one, dict) else {"name": one} for one in _listed(value)]
        names = (one.get("name") for one in given if one.get("@type", "Person") == "Person")
        return tuple(tidy(one) for one in names if isinstance(one, str) and one.strip())

    @property
    def canonical_addresses(self) -> Iterator[str]:
        """The page's own address as it states it: in `<link rel=canonical>`, then og:url."""
        for node in self._elements["link"]:
            if href := attribute(node, "href"):
                yield href
        if stated := self.text(ADDRESS):
            yield stated

    @cached_property
    def title(self) -> str | None:
        """The text of `<title>`."""
        node = self._tree.css_first("title")
        return tidy(node.text()) or None if node else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name_and_content(node: Node) -> tuple[str, str]:
    """`<meta name=”description” content=”…”>`, as yangtse.com writes it, gives `description` and `…`."""
    written = {name.strip(_QUOTES).lower(): value or "" for name, value in node.attributes.items()}
    name = written.get("property") or written.get("name") or written.get("itemprop") or ""
    # caijing.com.cn writes contecent=
    content = written.get("content") or written.get("contecent") or ""
    bare = name.strip(_QUOTES)
    quoted = bare != name.strip()  # then the content is in the same quotes, even where they look closed
    return bare.lower(), tidy(content.strip(_QUOTES) if quoted else _without_stray_quotes(content))


def _without_stray_quotes(text: str) -> str:
    """`”一段摘要”` gives `一段摘要`; `“体检表”来了` and `有了“体检表”` stay as they are."""
    text = text.strip()
    closing = _CLOSING.get(text[:1])
    quotes_itself = closing is not None and closing in text[1:]
    return text if quotes_itself or text[:1] not in _QUOTES else text.strip(_QUOTES)


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
