"""An article as a citation: BibTeX and CSL-JSON, with the day and the place of the archived page."""

from __future__ import annotations

import re
from typing import Any

from shengmei.console.article import at_precision
from shengmei.console.text import safe

Document = dict[str, Any]
# BibTeX counts braces that a backslash precedes too: one alone in a headline would end the file.
_NAMED = {"\\": "backslash", "{": "braceleft", "}": "braceright", "~": "asciitilde", "^": "asciicircum"}
_SPECIAL = {one: f"\\text{name}{{}}" for one, name in _NAMED.items()}
_SPECIAL |= {one: "\\" + one for one in "&%$#_"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(document: Document) -> str:
    """One entry. Names stand in braces: BibTeX would take 冯 of 冯志强 for something else."""
    issued = _issued(document)
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in document.get("reporters") or ()),
        "title": f"{{{_tex(document.get('title') or '')}}}",
        "howpublished": _tex(_outlet(document)),
        "date": issued or "",
        "year": (issued or "")[:4],
        "month": _MONTHS[int(issued[5:7]) - 1] if issued and len(issued) > 4 else "",
        "url": _address(document),
        "urldate": _day(document.get("fetched_at")) or "",
        "note": _tex(_archived(document)),
        "language": "chinese",
    }
    lines = [f"@misc{{{_key(document)},"]
    for name, value in fields.items():
        if value:
            # The name of a month is a word that styles know, and stands without braces.
            lines.append(f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},")
    return "\n".join([*lines, "}"])


def csl(document: Document) -> dict[str, Any]:
    """One item of CSL-JSON 1.0, which Zotero, pandoc and citeproc take; what is absent is left out."""
    archive = document.get("archive") or {}
    place = f"byte {archive.get('offset')}, {archive.get('length')} bytes" if archive else ""
    item = {
        "id": _key(document),
        "type": "article-newspaper",
        "title": document.get("title"),
        "author": [{"literal": safe(name)} for name in document.get("reporters") or ()],
        "container-title": _outlet(document),
        "publisher": document.get("organisation"),
        "issued": _parts(_issued(document)),
        "accessed": _parts(_day(document.get("fetched_at"))),
        "URL": _address(document),
        "archive": archive.get("file"),
        "archive_location": place,
        "note": _archived(document),
        "language": "zh",
    }
    return {name: safe(value) if isinstance(value, str) else value for name, value in item.items() if value}


def _key(document: Document) -> str:
    """`demo2026-8b884f8a`: outlet, year and the beginning of the id."""
    site = re.sub("[^A-Za-z0-9]", "", document.get("site") or "")
    return f"{site}{(_issued(document) or '')[:4]}-{document['id'][:8]}"


def _outlet(document: Document) -> str:
    return str(document.get("site_name") or document.get("site") or "")


def _issued(document: Document) -> str | None:
    """`2021-05-23`, `2021-05` where only the month is known."""
    at = document.get("published")
    return at_precision(at, document.get("published_precision"))[:10] if at else None


def _day(at: str | None) -> str | None:
    return at[:10] if at else None


def _parts(day: str | None) -> dict[str, Any] | None:
    """`{"date-parts": [[2021, 5, 23]]}`."""
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None


def _address(document: Document) -> str:
    return str(document.get("url") or "")


def _archived(document: Document) -> str:
    """When the page was fetched, from where, and where it lies as it was served."""
    archive = document.get("archive") or {}
    if not document.get("fetched_at"):
        return ""
    where = f" in {archive['file']} at byte {archive['offset']}" if archive.get("file") else ""
    fetched = document.get("fetched_url")
    from_ = f" from {fetched}" if fetched and fetched != document.get("url") else ""
    return f"Archived {_day(document['fetched_at'])}{from_}{where}, id {document['id']}"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(one, one) for one in safe(text))
