"""What all charts need: where to draw to, a title, a caption, the picture written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from indexer.search import Query, SearchIndex
from search_cli import plot
from search_cli.corpus.comparison import query_label
from search_cli.views.hits import NOUNS
from shengmei.console import streams
from shengmei.console.text import counted, cut, safe
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem
from shengmei.timezone import SHANGHAI

LONGEST_TITLE = 240  # columns
_MOST_DAYS = 1_000_000


def target(file: str | None, own_title: str | None = None) -> Path | None:
    """Where `--plot FILE` draws to; raises `UsageProblem` before anything is asked."""
    if own_title is not None and file is None:
        raise UsageProblem(translated("--title is that of a picture: name one with --plot FILE"))
    return plot.check(file)


def draw(path: Path | None, charts: list[plot.Chart]) -> None:
    """Writes the picture, where one was asked for and there is something on it, and says in which font.

    To be called before the answer is written: its reader may go away after ten lines (`| head`).
    """
    if path is not None and charts:
        font = plot.draw(charts, path)
        streams.note(message("drawn to {path} in the font {font}", path=safe(str(path)), font=safe(font)))


def captioned(
    charts: Sequence[plot.Chart], index: SearchIndex, query: Query, hits: int, own_title: str | None = None
) -> list[plot.Chart]:
    """The charts with a caption under the last one, and `own_title` above them instead of ours."""
    caption = f"{cut(query_label(query), LONGEST_TITLE)}: {_what(index, hits)}"
    titled = [
        replace(one, title=one.title if own_title is None else _own(own_title, one, len(charts)))
        for one in charts
    ]
    return [*titled[:-1], *(replace(one, notes=(*one.notes, caption)) for one in titled[-1:])]


def _own(title: str, chart: plot.Chart, of: int) -> str:
    return title if of == 1 else message("{what}: by {field}", what=title, field=chart.heading)


def _what(index: SearchIndex, hits: int) -> str:
    """`26 of 80 articles, collected from 61 days, 2024-04-02 to 2026-11-05; drawn 2026-11-28 by …`."""
    days = index.facet(Query(), "published_day", limit=_MOST_DAYS)
    known = sorted(day for day, _ in days.values)
    span = known and message(
        ", collected from {days}, {first} to {last}",
        days=counted(len(known), "day"),
        first=known[0],
        last=known[-1],
    )
    return message(
        "{hits:,} of {articles}{span}; drawn {day} by shengmei {version}",
        hits=hits,
        articles=counted(days.total, *NOUNS[days.counts]),
        span=span or "",
        day=datetime.now(SHANGHAI).date(),
        version=version("shengmei"),
    )


def title(what: str, by: str) -> str:
    """`"长江": by month`; a query of hundreds of words is cut to three lines."""
    return message("{what}: by {field}", what=cut(what, LONGEST_TITLE), field=by)
