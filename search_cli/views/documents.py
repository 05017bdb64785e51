"""An index document as an article for `shengmei.console.article`, and what only the index knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from indexer.search import Field, field_dictionary
from indexer.search.fields import parts
from search_cli.exporting.columns import cell
from shengmei.console.article import Fact, at_precision, format_time
from shengmei.console.translation import message

Document = dict[str, Any]
_NOWHERE = {"file": None, "offset": None, "length": None}


def as_article(document: Document) -> Document:
    """The article of a document, in the written form of `crawler.items`, as far as the document holds it."""
    article: Document = {}
    for field in field_dictionary():
        owner, *path = field.source.split(".")
        found = None if field.whole else document.get(field.name)
        if owner == "article" and found is not None:
            _put(article, path, found)
    # Objects whose parts have sources of their own stand in a document as they do in an article.
    return article | {field.name: document[field.name] for field in _objects() if field.name in document}


def _put(article: Document, path: Sequence[str], value: Any) -> None:
    *outer, last = path
    for name in outer:
        article = article.setdefault(name, {})
    article[last] = value


def _objects() -> Iterator[Field]:
    """`share`, `counts`, `extraction`: not `archive`, of which the article says nothing."""
    for field in field_dictionary():
        if not field.source and any(part.source.startswith("article.") for part in parts(field.name)):
            yield field


def outlet(document: Document) -> str:
    """`长江云 · 湖北`: whose article it is; a city that is a province (重庆) stands once."""
    name = document.get("site_name") or document.get("site")
    parts = dict.fromkeys((name, document.get("province"), document.get("city")))
    return " · ".join(filter(None, parts))


def provenance(document: Document) -> Iterator[Fact]:
    """When and how the article came here, and what became of it since."""
    yield "Outlet", [outlet(document)]
    yield "Status", [document.get("status") or ""]
    yield "Revision", [str(document.get("revision") or "")]
    yield "First seen", _moments(document.get("first_seen"))
    yield "Fetched", _moments(document.get("fetched_at"), document.get("fetched_url"))
    if archive := document.get("archive"):
        yield (
            "Archived",
            [message("{file} at byte {offset}, {length} bytes", **{**_NOWHERE, **archive})],
        )
    yield "Content hash", [document.get("content_hash") or ""]
    yield "Id", [document["id"]]


def printed(document: Document, field: Field) -> Any:
    """A value in a table for people: of a time no more than is known, `2021-05-23 21:51`, `2021-05`."""
    at = document.get(field.name)
    if field.type == "date" and field.format != "strict_date" and isinstance(at, str):
        return format_time(at, document.get(f"{field.name}_precision"))
    return cell(document, field)


def published(document: Document) -> str:
    """When it was published, for people; empty where the page does not say."""
    at = document.get("published")
    return format_time(at, document.get("published_precision")) if at else ""


def published_iso(document: Document) -> str | None:
    """The same for programs: ISO 8601, no finer than it is known."""
    at = document.get("published")
    return at_precision(at, document.get("published_precision")) if at else None


def _moments(at: str | None, url: str | None = None) -> list[str]:
    return [" ".join(filter(None, (format_time(at, "second"), url)))] if at else []
