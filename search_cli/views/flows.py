"""Who takes from whom: a table or a matrix for people, rows for programs, a network, a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from search_cli import plot
from search_cli.corpus.flows import Flow, quantile
from search_cli.exporting.table_files import Network
from shengmei.console import formats, streams, tables
from shengmei.console.translation import message

NONE = "(none)"
KINDS = {
    "from": str, "to": str, "articles": int, "declared": int, "inferred": int,
    "timed": int, "hours": float, "dated": int, "days": float,
}  # fmt: skip
_NAMES = ("from", "to")
_COLUMNS = [
    tables.Column("from"),
    tables.Column("to"),
    *(tables.Column(name, right=True) for name in ("articles", "declared", "inferred")),
    tables.Column("hours", "median hours", right=True),
    tables.Column("days", "median days", right=True),
]


def rows(found: Sequence[Flow]) -> list[dict[str, Any]]:
    """`hours` and `days` are medians, of `timed` and `dated` articles; null where nothing is known."""
    return [
        {
            "from": one.giver,
            "to": one.taker,
            "articles": one.articles,
            "declared": one.declared,
            "inferred": one.inferred,
            "timed": len(one.hours),
            "hours": _rounded(quantile(one.hours, 0.5)),
            "dated": len(one.days),
            "days": _rounded(quantile(one.days, 0.5)),
        }
        for one in found
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def write(form: formats.Form | None, found: Sequence[Flow], facts: dict[str, Any], limit: int) -> None:
    """Programs get all; a person the `limit` largest, and how many more there are."""
    if form == "json":
        streams.write_json({**facts, "flows": rows(found)}, indent=2)
    elif form:
        formats.write_rows(form, rows(found), [tables.Column(name) for name in KINDS])
    else:
        shown = [{**row, **{name: row[name] or NONE for name in _NAMES}} for row in rows(found[:limit])]
        tables.write(shown, _COLUMNS)
        if len(found) > limit:
            streams.note(
                message(
                    "{number:,} smaller flows: --limit, --csv or --to FILE shows them",
                    number=len(found) - limit,
                )
            )


def matrix(
    found: Sequence[Flow], limit: int | None
) -> tuple[list[str | None], list[str | None], Counter[tuple[str | None, str | None]]]:
    """Who gives most (rows), who takes most (columns), and the articles of each pair."""
    cells = Counter({(one.giver, one.taker): one.articles for one in found})
    given, taken = Counter[str | None](), Counter[str | None]()
    for one in found:
        given[one.giver] += one.articles
        taken[one.taker] += one.articles
    return (
        [name for name, _ in given.most_common(limit)],
        [name for name, _ in taken.most_common(limit)],
        cells,
    )


def write_matrix(form: formats.Form | None, found: Sequence[Flow], facts: dict[str, Any], limit: int) -> None:
    """A row for each giver, a column for each taker."""
    givers, takers, cells = matrix(found, None if form else limit)
    if form == "json":
        counts = [[cells[giver, taker] for taker in takers] for giver in givers]
        streams.write_json({**facts, "from": givers, "to": takers, "articles": counts}, indent=2)
        return
    lines = [
        {"from": giver or NONE, **{str(n): cells[giver, taker] for n, taker in enumerate(takers)}}
        for giver in givers
    ]
    heads = [taker or NONE for taker in takers]
    if form == "csv":
        streams.write_bytes(formats.BOM + formats.csv_line(["from", *heads]).encode())
        for line in lines:
            streams.write_bytes(formats.csv_line(list(line.values())).encode())
        return
    columns = [tables.Column(str(n), head, right=True, as_is=True) for n, head in enumerate(heads)]
    tables.write_below(lines, tables.Column("from", "from \\ to"), columns)


def network(found: Sequence[Flow]) -> Network:
    """Nodes are outlets (or provinces …), an edge leads from who gives to who takes."""
    names = {name or NONE: {"label": name or NONE} for one in found for name in (one.giver, one.taker)}
    edges = [
        (
            row["from"] or NONE,
            row["to"] or NONE,
            {name: row[name] for name in KINDS if name not in _NAMES},
        )
        for row in rows(found)
    ]
    return Network(
        kinds=KINDS | {"label": str}, nodes=dict(sorted(names.items())), edges=edges, directed=True
    )


def chart(found: Sequence[Flow], by: str, limit: int, notes: Sequence[str], title: str | None) -> plot.Chart:
    """The matrix as a picture."""
    givers, takers, cells = matrix(found, limit)
    shown = sum(cells[giver, taker] for giver in givers for taker in takers)
    left = sum(cells.values()) - shown
    more = [message("{number:,} articles between others are not shown", number=left)] if left else []
    return plot.Chart(
        title=title or message("Who takes from whom: by {by}, rows give, columns take, articles", by=by),
        kind="matrix",
        heading="from",
        labels=tuple(giver or NONE for giver in givers),
        series=tuple(
            plot.Series(taker or NONE, tuple(cells[giver, taker] for giver in givers)) for taker in takers
        ),
        notes=(*notes, *more),
    )
