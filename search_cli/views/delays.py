"""How long until others carry it: quantiles for people and programs, and a picture of shares over time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from search_cli import plot
from search_cli.corpus.flows import QUANTILES, Delay, quantile
from shengmei.console import formats, streams, tables
from shengmei.console.translation import message, translated

NONE = "(none)"
_POINTS = tuple(f"p{share * 100:.0f}" for share in QUANTILES)
_MOST = 7  # lines of a picture
_STEPS = {"hours": (0, 1, 2, 3, 6, 12, 24, 48, 72, 168), "days": (0, 1, 2, 3, 4, 5, 6, 7, 14, 30)}


def kinds(by: str) -> dict[str, type]:
    """The columns of the rows."""
    return {
        by: str,
        "articles": int,
        "known": int,
        "unit": str,
        **dict.fromkeys((*_POINTS, "longest"), float),
    }


def rows(found: Sequence[Delay], by: str, unit: str) -> list[dict[str, Any]]:
    """`known` of the `articles` have a delay; p50 is the median."""
    return [
        {
            by: one.name,
            "articles": one.articles,
            "known": len(one.delays),
            "unit": unit,
            **{
                name: _rounded(quantile(one.delays, share))
                for name, share in zip(_POINTS, QUANTILES, strict=True)
            },
            "longest": _rounded(one.delays[-1] if one.delays else None),
        }
        for one in found
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def write(
    form: formats.Form | None, found: Sequence[Delay], by: str, unit: str, facts: dict[str, Any], limit: int
) -> None:
    """Programs get all; a person the first `limit`, and how many more there are."""
    said = rows(found, by, unit)
    if form == "json":
        streams.write_json({**facts, "delays": said}, indent=2)
        return
    columns = [tables.Column(name, right=kind is not str) for name, kind in kinds(by).items()]
    if form:
        formats.write_rows(form, said, columns)
        return
    shown = [{**row, by: row[by] or NONE, "unit": translated(unit)} for row in said[:limit]]
    tables.write(shown, columns)
    if len(said) > limit:
        streams.note(
            message("{number:,} more: --limit, --csv or --to FILE shows them", number=len(said) - limit)
        )


def chart(found: Sequence[Delay], by: str, unit: str, notes: Sequence[str], title: str | None) -> plot.Chart:
    """A line for each of those with the most known delays: the share that others carried by then."""
    known = sorted((one for one in found if one.delays), key=lambda one: (-len(one.delays), one.name or ""))
    left = len(known) - _MOST
    more = [message("{number:,} with fewer known delays are not shown", number=left)] if left > 0 else []
    return plot.Chart(
        title=title or _title(unit, by),
        kind="lines",
        heading=unit,
        labels=tuple(map(str, _STEPS[unit])),
        series=tuple(
            plot.Series(
                f"{one.name or NONE} ({len(one.delays):,})",
                tuple(bisect_right(one.delays, step) / len(one.delays) for step in _STEPS[unit]),
            )
            for one in known[:_MOST]
        ),
        shares=True,
        notes=(_scale(unit), *notes, *more),
    )


def _title(unit: str, by: str) -> str:
    if unit == "hours":
        return message("How long until others carry it: share within so many hours, by {by}", by=by)
    return message("How long until others carry it: share within so many days, by {by}", by=by)


def _scale(unit: str) -> str:
    return translated(
        "hours after the first print, not to scale"
        if unit == "hours"
        else "days after the first print, not to scale"
    )
