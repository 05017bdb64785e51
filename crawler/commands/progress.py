"""How far a crawl is, on stderr, and what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from crawler.confidence_model import DOUBTFUL
from shengmei.console import streams
from shengmei.console.progress import duration, to_go
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, messages, shown, translated
from shengmei.reasons import reason_in_words, reasons_in_words
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from crawler.edition_items import EditionState
    from crawler.spiders.run import Progress as RunProgress
    from crawler.spiders.run import RunResult

SHOWN_EDITIONS = 10
SHOWN = 5  # problems named one by one; the store has them all

WORDS = {
    "new": "new",
    "revised": "revised",
    "returned": "returned",
    "same": "unchanged",
}


def line(progress: RunProgress) -> str:
    """`120 pages, 40 waiting, 3.2 pages/s, about 0:13 to go`."""
    speed = progress.done / progress.seconds if progress.seconds else 0.0
    said = translated("{pages}, {waiting} waiting, {speed} pages/s").format(
        pages=counted(progress.done, "page"), waiting=at_most_many(progress.waiting), speed=f"{speed:.1f}"
    )
    if not (speed and progress.waiting):
        return said
    return said + to_go(progress.waiting / speed, at_least=progress.waiting >= _most_counted())


def at_most_many(due: int) -> str:
    """`40`; of so many that they were not counted to the last one `2,000 or more`."""
    most = _most_counted()
    return f"{due:,}" if due < most else message("{number:,} or more", number=most)


def _most_counted() -> int:
    from crawler.store.scheduling.frontier import MANY  # reading a page needs no store

    return MANY


def summary(run: RunResult) -> list[str]:
    """What a run came to, for people: a line of counts, the problems, when to come again."""
    tally = run.tally
    kept = ", ".join(
        f"{tally.articles[what]} {translated(word)}" for what, word in WORDS.items() if tally.articles[what]
    )
    others = ", ".join(
        f"{count} {translated(state)}"
        for state, count in sorted(tally.states.items())
        if count and state != "kept"
    )
    head = message(
        "{pages} in {duration}: {lists}, {articles} kept",
        pages=counted(tally.pages, "page"),
        duration=duration(run.seconds),
        lists=counted(tally.lists, "list"),
        articles=counted(tally.states["kept"], "article"),
    )
    lines = [head + (f" ({kept})" if kept else "") + (f", {others}" if others else "")]
    lines += [
        f"  {translated(state)}: {safe(address)}: {safe(reason_in_words(reason))}"
        for address, (state, reason) in islice(tally.problems.items(), SHOWN)
    ]
    if len(tally.problems) > SHOWN:
        lines.append("  " + message("and {number:,} more with problems", number=len(tally.problems) - SHOWN))
    lines += [
        "  "
        + message(
            "a list was not looked at whole: {address}: {cut}",
            address=safe(address),
            cut=safe(reasons_in_words(cut)),
        )
        for address, cut in islice(tally.cut_lists.items(), SHOWN)
    ]
    lines += _editions(run.editions)
    lines += _early(tally.ends_early)
    lines += _doubtful(tally.doubtful)
    lines += [
        "  " + message("{pages} did not fit {name}", pages=counted(count, "page"), name=name)
        for name, count in tally.mismatches.most_common(SHOWN)
    ]
    lines += [reason_in_words(run.strange_time)] if run.strange_time else []
    lines += [
        messages(
            "{number:,} address waits for {servers}",
            "{number:,} addresses wait for {servers}",
            count,
            servers=safe(_servers(servers)),
        )
        for servers, count in (*tally.postponed.most_common(SHOWN), *tally.limited.most_common(SHOWN))
    ]
    if run.still_due:
        lines.append(
            messages(
                "{due} address is due and waits for the next run",
                "{due} addresses are due and wait for the next run",
                run.still_due,
                due=f"{run.still_due:,}",
            )
        )
    elif run.next_due is not None and tally.pages and not run.is_named:
        lines.append(message("nothing else is due before {moment}", moment=in_beijing(run.next_due)))
    elif run.next_due is not None and not tally.pages:
        lines.append(
            message(
                "nothing was due, so nothing was fetched; next at {moment}", moment=in_beijing(run.next_due)
            )
        )
    return lines


def _editions(editions: Sequence[EditionState]) -> list[str]:
    """How far newspapers' editions are kept: the first few, those that lack something before the others."""
    first = sorted(editions, key=lambda one: one.complete)[:SHOWN_EDITIONS]
    lines = [f"{one.site} {one.day}: {safe(shown(one.message))}" for one in first]
    if len(editions) > len(first):
        complete = sum(one.complete for one in editions)
        lines.append(
            message(
                "{complete:,} of {editions:,} editions are complete (shengmei editions)",
                complete=complete,
                editions=len(editions),
            )
        )
    return lines


def _servers(named: str) -> str:
    """`cjyun.org: HTTP 503`: a throttle group, and why it is left alone."""
    group, colon, reason = named.partition(": ")
    return f"{group}{colon}{reason_in_words(reason)}"


def _early(ends_early: dict[str, str]) -> list[str]:
    """The articles that end early: how many, and why the first of them do."""
    if not ends_early:
        return []
    head = messages("{number:,} article ends early", "{number:,} articles end early", len(ends_early))
    named = islice(ends_early.items(), SHOWN)
    return [head, *(f"  {safe(address)}: {safe(reason_in_words(reason))}" for address, reason in named)]


def _doubtful(doubtful: dict[str, str]) -> list[str]:
    """The articles whose reading is hardly to be trusted: how many, and why the first of them are not."""
    if not doubtful:
        return []
    head = messages(
        "{number:,} reading is doubtful (confidence below {bound})",
        "{number:,} readings are doubtful (confidence below {bound})",
        len(doubtful),
        bound=DOUBTFUL,
    )
    named = islice(doubtful.items(), SHOWN)
    return [
        head,
        *(f"  {safe(address)}: {safe(reasons_in_words(why))}" for address, why in named),
    ]


def in_beijing(moment: datetime) -> str:
    """`2026-05-01 16:00+08:00`: a moment in Beijing, to the minute; the zone stands with it, because the
    operator's clock may show another."""
    return moment.astimezone(SHANGHAI).isoformat(" ", "minutes")


def print_summary(run: RunResult) -> None:
    """Prints the summary on stderr."""
    for text in summary(run):
        streams.note(text)
