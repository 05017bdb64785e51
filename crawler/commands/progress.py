"""How far a crawl is, on stderr, and what it came to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import click

from crawler.confidence_model import DOUBTFUL
from crawler.store.frontier import MANY
from shengmei.console import streams
from shengmei.console.text import safe

if TYPE_CHECKING:
    from crawler.edition_items import EditionState
    from crawler.spiders.run import Progress, Run

SHOWN_EDITIONS = 10
SHOWN = 5  # problems named one by one; the store has them all

WORDS = {
    "new": "new",
    "revised": "revised",
    "returned": "returned",
    "same": "unchanged",
}


def watcher() -> Callable[[Progress], None] | None:
    """Draws a line that changes, where stderr is a terminal; else there is nothing to watch with."""
    if not sys.stderr.isatty():
        return None
    return lambda progress: click.echo(f"\r\x1b[K{line(progress)}", nl=False, err=True)


def line(progress: Progress) -> str:
    """`120 pages, 40 waiting, 3.2 pages/s, about 0:13 left`."""
    speed = progress.done / progress.seconds if progress.seconds else 0.0
    text = f"{progress.done} pages, {counted(progress.waiting)} waiting, {speed:.1f} pages/s"
    if not (speed and progress.waiting):
        return text
    about = "about" if progress.waiting < MANY else "more than"
    return f"{text}, {about} {duration(progress.waiting / speed)} left"


def counted(due: int) -> str:
    """`40`; of so many that they were not counted to the last one `10000 or more`."""
    return str(due) if due < MANY else f"{MANY} or more"


def duration(seconds: float) -> str:
    """`3723` gives `1:02:03`, `75` gives `1:15`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def summary(run: Run) -> list[str]:
    """What a run came to, for people: a line of counts, the problems, when to come again."""
    tally = run.tally
    kept = ", ".join(f"{tally.articles[what]} {word}" for what, word in WORDS.items() if tally.articles[what])
    others = ", ".join(
        f"{count} {state}" for state, count in sorted(tally.states.items()) if count and state != "kept"
    )
    pages = f"{tally.pages} page{'' if tally.pages == 1 else 's'}"
    lines = [f"{pages} in {duration(run.seconds)}: {tally.lists} lists, {_articles(run)}"]
    lines[0] += (f" ({kept})" if kept else "") + (f", {others}" if others else "")
    lines += [
        f"  {state}: {safe(address)}: {safe(reason)}"
        for address, (state, reason) in islice(tally.problems.items(), SHOWN)
    ]
    if len(tally.problems) > SHOWN:
        lines.append(f"  and {len(tally.problems) - SHOWN} more with problems")
    lines += [
        f"  a list was not looked at whole: {safe(address)}: {safe(cut)}"
        for address, cut in islice(tally.cut_lists.items(), SHOWN)
    ]
    lines += _editions(run.editions)
    lines += _early(tally.ends_early)
    lines += _doubtful(tally.doubtful)
    lines += [f"  {count} pages did not fit {name}" for name, count in tally.mismatches.most_common(SHOWN)]
    lines += [run.strange_time] if run.strange_time else []
    lines += [
        f"{count} addresses wait for {safe(servers)}"
        for servers, count in (*tally.postponed.most_common(SHOWN), *tally.limited.most_common(SHOWN))
    ]
    if run.still_due:
        lines.append(f"{counted(run.still_due)} addresses are due and wait for the next run")
    elif run.next_due is not None:
        nothing = "nothing else is due" if tally.pages else "nothing was due, so nothing was fetched; next"
        lines.append(f"{nothing} {'before' if tally.pages else 'at'} {local(run.next_due)}")
    return lines


def _editions(editions: Sequence[EditionState]) -> list[str]:
    """How far newspapers' editions are kept: the first few, those that lack something before the others."""
    shown = sorted(editions, key=lambda one: one.complete)[:SHOWN_EDITIONS]
    lines = [f"{one.site} {one.day}: {safe(one.in_words)}" for one in shown]
    if len(editions) > len(shown):
        complete = sum(one.complete for one in editions)
        lines.append(f"{complete} of {len(editions)} editions are complete (shengmei editions)")
    return lines


def _early(ends_early: dict[str, str]) -> list[str]:
    """The articles that end early: how many, and why the first of them do."""
    if not ends_early:
        return []
    count = f"{len(ends_early)} article ends" if len(ends_early) == 1 else f"{len(ends_early)} articles end"
    named = islice(ends_early.items(), SHOWN)
    return [f"{count} early", *(f"  {safe(address)}: {safe(reason)}" for address, reason in named)]


def _doubtful(doubtful: dict[str, str]) -> list[str]:
    """The articles whose reading is hardly to be trusted: how many, and why the first of them are not."""
    if not doubtful:
        return []
    count = "1 reading is" if len(doubtful) == 1 else f"{len(doubtful)} readings are"
    named = islice(doubtful.items(), SHOWN)
    return [
        f"{count} doubtful (confidence below {DOUBTFUL})",
        *(f"  {safe(address)}: {safe(why)}" for address, why in named),
    ]


def _articles(run: Run) -> str:
    kept = run.tally.states["kept"]
    return f"{kept} article{'' if kept == 1 else 's'} kept"


def local(moment: datetime) -> str:
    """`2026-05-01 16:00+08:00`: a moment in the operator's own zone, which stands with it, to the minute."""
    return moment.astimezone().isoformat(" ", "minutes")


def print_summary(run: Run) -> None:
    """Prints the summary on stderr."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    for text in summary(run):
        streams.note(text)
