"""The stories of a query, how far and how fast each spread: as a table, and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer.search import Query
from search_cli.corpus.story_spread import Delay, StorySpread
from search_cli.views.documents import outlet, published, published_iso
from search_cli.views.hits import NOUNS, asked
from shengmei.console import formats, streams, tables
from shengmei.console.text import counted
from shengmei.console.translation import message

_COLUMNS = (
    tables.Column("story"),
    tables.Column("first"),
    tables.Column("outlet"),
    tables.Column("articles", right=True),
    tables.Column("found", right=True),
    tables.Column("outlets", right=True),
    tables.Column("provinces", right=True),
    tables.Column("half", "half in", right=True),
    tables.Column("last", "all in", right=True),
    tables.Column("title"),
)
_SHORT = 8  # characters of an id, of which a command takes the beginning


def write(
    form: formats.Form | None, query: Query, index: str, found: Sequence[StorySpread], limit: int
) -> None:
    """The first `limit` of them; what is left out is said."""
    shown = found[:limit]
    if form == "json":
        head = {"query": asked(query), "index": index, "counts": "stories", "total": len(found)}
        streams.write_json(head | {"stories": [said(one) for one in shown]}, indent=2)
    elif form == "jsonl":
        for one in shown:
            streams.write_json(said(one))
    else:
        streams.out(streams.style(counted(len(found), *NOUNS["stories"]), dim=True))
        tables.write([_row(one) for one in shown], _COLUMNS)
        if len(found) > limit:
            more = message("{number:,} more; --limit shows them", number=len(found) - limit)
            streams.out(streams.style(more, dim=True))


def said(one: StorySpread) -> dict[str, Any]:
    """A story for programs; hours are None where a clock time is not printed."""
    return {
        "story": one.story,
        "title": one.first["title"],
        "url": one.first["url"],
        "site": one.first["site"],
        "published": published_iso(one.first),
        "articles": one.size,
        "found": one.found,
        "outlets": one.outlets,
        "provinces": list(one.provinces),
        **_delays("half", one.half),
        **_delays("last", one.last),
    }


def _delays(name: str, delay: Delay | None) -> dict[str, float | None]:
    hours = round(delay.hours, 2) if delay and delay.hours is not None else None
    return {f"days_to_{name}": delay.days if delay else None, f"hours_to_{name}": hours}


def _row(one: StorySpread) -> dict[str, Any]:
    return {
        "story": one.story[:_SHORT],
        "first": published(one.first),
        "outlet": outlet(one.first),
        "articles": f"{one.size:,}",
        "found": f"{one.found:,}",
        "outlets": f"{one.outlets:,}",
        "provinces": f"{len(one.provinces):,}",
        "half": _delay(one.half),
        "last": _delay(one.last),
        "title": one.first["title"],
    }


def _delay(delay: Delay | None) -> str:
    return "" if delay is None else spelled(delay.days, delay.hours)


def spelled(days: int, hours: float | None) -> str:
    """`0.5 h`, `26 h`, `3 d` where no clock time is printed."""
    if hours is None:
        return f"{days} d"
    return f"{hours:.1f} h" if hours < 10 else f"{hours:.0f} h"
