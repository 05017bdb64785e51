"""What the outcomes of a batch add to the counts of their outlets and of the run.

Articles count themselves when they are kept (crawler/store/history/outlet_days.py); here is what only a crawl
knows: what became of the addresses that were asked for, why some failed, and what the lists showed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from crawler.outcomes.outcome import Outcome, doubtful_why
from crawler.store import FAILED, FrontierRow, Transaction
from crawler.store.history.list_readings import ListReading
from crawler.store.history.outlet_days import DayCount, beijing_day
from crawler.store.scheduling.frontier_rows import GONE_ONCE
from shengmei.reasons import kind_of_reason

DOUBTFUL = "doubtful"  # of articles kept: how many were read so that they are hardly to be trusted
BAD = ("failed", "empty", "unreadable")


def count_outcomes(
    transaction: Transaction,
    run: int | None,
    outcomes: Sequence[Outcome],
    changed: Mapping[int, str],
    new: Mapping[int, int],
    at: datetime,
    tried: Mapping[str, tuple[str, str]],
) -> None:
    """Adds to the counts what a batch came to. `changed` says of articles, by `id()`, whether they are new,
    revised, …; `new` of outcomes, by `id()`, how many new addresses they led to; `run` is the run's
    number; `tried` begins with the state of an address that the run tried before in vain: it counts once."""
    ended = [one for one in outcomes if not one.moved_to]
    lists = [one for one in ended if one.verdict.row.kind == "list"]
    days: Counter[DayCount] = Counter()
    for one in ended:
        days.update(_day_counts(one, new[id(one)]))
    transaction.outlet_days.add(days)
    transaction.list_readings.record(
        [
            ListReading(
                url=one.verdict.row.url,
                site=one.verdict.row.site,
                at=one.verdict.at,
                shown=_shown(one),
                new=new[id(one)],
                cut="; ".join(one.cuts) or None,
            )
            for one in lists
            if one.verdict.state == "kept"
        ]
    )
    if run is not None:
        transaction.runs.add(run, run_counts(ended, changed, tried), at)


def run_counts(
    outcomes: Sequence[Outcome], changed: Mapping[int, str], tried: Mapping[str, tuple[str, str]]
) -> Counter[tuple[str, str]]:
    """What outcomes add to the counts of a run, by site and outcome; the others as for `count_outcomes`."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in outcomes:
        row = one.verdict.row
        counts[row.site, _of_kind(row, _state(one))] += 1
        if before := tried.get(row.address):
            counts[row.site, _of_kind(row, before[0])] -= 1
        if id(one.article) in changed:
            counts[row.site, changed[id(one.article)]] += 1
            if doubtful_why(one.article) is not None:
                counts[row.site, DOUBTFUL] += 1
    return counts


def _of_kind(row: FrontierRow, state: str) -> str:
    return state if row.kind == "article" else f"{row.kind} {state}"


def _day_counts(one: Outcome, new: int) -> Counter[DayCount]:
    row, day = one.verdict.row, beijing_day(one.verdict.at)
    counts: Counter[DayCount] = Counter()

    def add(what: str, name: str, number: int = 1) -> None:
        counts[DayCount(row.site, day, what, name)] += number

    if row.kind == "edition":
        if one.verdict.state in FAILED:
            add("error", f"edition: {kind_of_reason(one.verdict.reason)}")
        return counts
    if row.kind == "list":
        return _list_counts(one, new, day)
    add("outcome", _state(one))
    if one.verdict.state in BAD and one.verdict.sighting is None:
        add("error", kind_of_reason(one.verdict.reason))
    if one.mismatches:
        # Old pages in an old layout, looked at again, say nothing of today's.
        add("mismatch", "", int(row.first))
        for name in dict.fromkeys(one.mismatches):
            add("mismatch", name)
    return counts


def _list_counts(one: Outcome, new: int, day: str) -> Counter[DayCount]:
    site, url, verdict = one.verdict.row.site, one.verdict.row.url, one.verdict
    counts: Counter[DayCount] = Counter()
    if verdict.state in ("kept", "empty"):  # one that leads nowhere was read, and showed nothing
        counts[DayCount(site, day, "list", "read")] = 1
        counts[DayCount(site, day, "list", "showing")] = int(_shown(one) > 0 and not one.by_form)
        counts[DayCount(site, day, "brought", url)] = new
        counts[DayCount(site, day, "stale", url)] = int(one.by_form)
        if one.cuts:
            counts[DayCount(site, day, "error", "list: not looked at whole")] = 1
    if verdict.state in FAILED:
        counts[DayCount(site, day, "list", "failed")] = 1
        counts[DayCount(site, day, "error", f"list: {kind_of_reason(verdict.reason)}")] = 1
    return counts


def _shown(one: Outcome) -> int:
    """How many addresses of articles a list showed."""
    return sum(each.kind == "article" for each in one.discoveries)


def _state(one: Outcome) -> str:
    return GONE_ONCE if one.verdict.sighting == GONE_ONCE else one.verdict.state
