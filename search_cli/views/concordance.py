"""Words in context: aligned by display width for a person, a row a place for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from indexer.search import Query
from search_cli.corpus.concordance import Concordance, Line
from search_cli.views.documents import published_iso
from search_cli.views.hits import asked
from shengmei.console import formats, streams, tables, text

COLUMNS = (
    "left",
    "hit",
    "right",
    "published",
    "site",
    "site_name",
    "province",
    "source",
    "title",
    "field",
    "start",
    "id",
    "url",
)
DAY = 10  # columns of a date: it is never cut
OUTLET = 12  # columns of the outlet's name at most
ID = 8  # characters of an id: `show` takes its beginning
NARROWEST = 8  # columns of a context on a small terminal


def write(
    form: formats.Form | None, query: Query, index: str, found: Concordance, sample: dict[str, Any]
) -> None:
    """`sample`: what was drawn, as `{"sample": 200, "seed": 1}`, empty where nothing was."""
    if form == "json":
        said = {"query": asked(query), "index": index, "counts": "places", "total": found.total}
        more = {"documents": found.documents, **sample, "lines": list(map(_row, found.lines))}
        streams.write_json({**said, **more}, indent=2)
    elif form:
        formats.write_rows(form, map(_row, found.lines), [tables.Column(name) for name in COLUMNS])
    else:
        for line in _people(found.lines):
            streams.out(line)


def _row(line: Line) -> dict[str, Any]:
    own = {"left": line.left, "hit": line.hit, "right": line.right, "published": published_iso(line.document)}
    document = {name: line.document.get(name) for name in COLUMNS if name in line.document}
    return {**document, **own, "field": line.field, "start": line.start, "id": line.id}


def _people(lines: Sequence[Line]) -> Iterator[str]:
    """`2021-05-20  长江日报      两岸新增造林，  长江  江豚又回来了  8b884f8a`."""
    days = [(published_iso(line.document) or "")[:DAY] for line in lines]
    outlets = [text.safe(_outlet(line)) for line in lines]
    whole = [tuple(map(text.safe, (line.left, line.hit, line.right))) for line in lines]
    outlet = min(OUTLET, max(map(text.width, outlets), default=0))
    hit = max((text.width(one[1]) for one in whole), default=0)
    left, right = (max((text.width(one[side]) for one in whole), default=0) for side in (0, 2))
    if streams.on_terminal():
        room = streams.columns() - DAY - outlet - ID - hit - 5 * len(tables.GAP)
        left, right = _shared(max(room, 2 * NARROWEST), left, right)
    for line, day, name, parts in zip(lines, days, outlets, whole, strict=True):
        cells = (
            text.pad(day, DAY),
            text.pad(text.cut(name, outlet), outlet),
            text.pad(text.cut_start(parts[0], left), left, right=True),
            streams.style(text.pad(parts[1], hit), bold=True, fg="red"),
            text.pad(text.cut(parts[2], right), right),
            line.id[:ID],
        )
        yield tables.GAP.join(cells)


def _outlet(line: Line) -> str:
    return str(line.document.get("site_name") or line.document.get("site") or "")


def _shared(room: int, left: int, right: int) -> tuple[int, int]:
    """The room of both contexts: half each, and what one does not need is the other's."""
    half = room // 2
    return min(left, max(half, room - right)), min(right, max(room - half, room - left))
