"""Who prints the same on the same day: a table or a matrix for people, rows for programs, a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search_cli.corpus.flows import Flow
from search_cli.corpus.same_day import Together
from search_cli.exporting.table_files import Network
from search_cli.views.flows import NONE
from shengmei.console import formats, streams, tables
from shengmei.console.translation import message

KINDS = {"one": str, "other": str, "texts": int, "credited": int, "uncredited": int}
_NAMES = ("one", "other")
_COLUMNS = [
    *map(tables.Column, _NAMES),
    *(tables.Column(name, right=True) for name in ("texts", "credited", "uncredited")),
]


def rows(found: Sequence[Together]) -> list[dict[str, Any]]:
    return [{name: getattr(one, name) for name in KINDS} for one in found]


def write(form: formats.Form | None, found: Sequence[Together], facts: dict[str, Any], limit: int) -> None:
    """Programs get all; a person the `limit` largest, and how many more there are."""
    if form == "json":
        streams.write_json({**facts, "pairs": rows(found)}, indent=2)
    elif form:
        formats.write_rows(form, rows(found), [tables.Column(name) for name in KINDS])
    else:
        shown = [{**row, **{name: row[name] or NONE for name in _NAMES}} for row in rows(found[:limit])]
        tables.write(shown, _COLUMNS)
        if len(found) > limit:
            more = "{number:,} smaller pairs: --limit, --csv or --to FILE shows them"
            streams.note(message(more, number=len(found) - limit))


def mirrored(found: Sequence[Together]) -> list[Flow]:
    """Each pair in both directions, for a matrix."""
    ends = {(a, b): one for one in found for a, b in ((one.one, one.other), (one.other, one.one))}
    return [
        Flow(giver=a, taker=b, declared=one.credited, inferred=one.uncredited, hours=(), days=())
        for (a, b), one in ends.items()
    ]


def network(found: Sequence[Together]) -> Network:
    """Nodes are outlets (or provinces …); an edge has no direction."""
    names = sorted({name or NONE for one in found for name in (one.one, one.other)})
    edges = [
        (row["one"] or NONE, row["other"] or NONE, {name: row[name] for name in KINDS if name not in _NAMES})
        for row in rows(found)
    ]
    return Network(
        kinds=KINDS | {"label": str},
        nodes={name: {"label": name} for name in names},
        edges=edges,
        directed=False,
    )
