"""What all charts need: where to draw to, a title, the picture written."""

from __future__ import annotations

from pathlib import Path

from indexer.search import Query
from search_cli import plot
from shengmei.console import streams
from shengmei.console.text import cut, safe

LONGEST_TITLE = 240  # columns


def target(file: str | None) -> Path | None:
    """Where `--plot FILE` draws to; raises `UsageProblem` before anything is asked."""
    return plot.check(file)


def draw(path: Path | None, charts: list[plot.Chart]) -> None:
    """Writes the picture, where one was asked for and there is something on it, and says in which font.

    To be called before the answer is written: its reader may go away after ten lines (`| head`).
    """
    if path is not None and charts:
        font = plot.draw(charts, path)
        streams.note(f"drawn to {safe(str(path))} in the font {safe(font)}")


def title(what: str, by: str) -> str:
    """`"长江": by month`; a query of hundreds of words is cut to three lines."""
    return f"{cut(what, LONGEST_TITLE)}: by {by}"


def query_label(query: Query) -> str:
    """A query above a picture: `"长江" AND province:"湖北"`, or what no query means."""
    return "all articles" if query.root is None else query.understood
