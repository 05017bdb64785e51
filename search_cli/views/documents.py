"""An index document as `shengmei.console.article` shows it, and what only the index knows beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indexer.search import Field
from search_cli.exporting.columns import cell
from shengmei.console.article import Fact, at_precision, moment

Document = dict[str, Any]


def as_article(document: Document) -> Document:
    """The written form of an article (`crawler.items`) from the flat fields of the index."""
    said = dict(document)
    for name in ("published", "modified"):
        if at := document.get(name):
            precision, raw = document.get(f"{name}_precision"), document.get(f"{name}_raw")
            said[name] = {"at": at, "precision": precision, "raw": raw}
    said["edition"] = _present(number=document.get("edition_number"), name=document.get("edition_name"))
    said["original"] = _present(
        agency=document.get("agency"), place=document.get("dateline_place"), raw=document.get("dateline")
    )
    return said


def _present(**parts: str | None) -> dict[str, str]:
    return {name: part for name, part in parts.items() if part}


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
            [f"{archive.get('file')} at byte {archive.get('offset')}, {archive.get('length')} bytes"],
        )
    yield "Content hash", [document.get("content_hash") or ""]
    yield "Cluster", [document.get("cluster") or ""]
    yield "Extra", [f"{name}: {value}" for name, value in (document.get("extra") or {}).items()]
    yield "Id", [document["id"]]


def printed(document: Document, field: Field) -> Any:
    """A value in a table for people: of a time no more than is known, `2021-05-23 21:51`, `2021-05`."""
    found = cell(document, field)
    if field.type != "date" or field.format == "strict_date" or not isinstance(found, str):
        return found
    return moment(found, document.get(f"{field.name}_precision"))


def published(document: Document) -> str:
    """When it was published, for people; empty where the page does not say."""
    at = document.get("published")
    return moment(at, document.get("published_precision")) if at else ""


def published_iso(document: Document) -> str | None:
    """The same for programs: ISO 8601, no finer than it is known."""
    at = document.get("published")
    return at_precision(at, document.get("published_precision")) if at else None


def _moments(at: str | None, beside: str | None = None) -> list[str]:
    return [" ".join(filter(None, (moment(at, "second"), beside)))] if at else []
