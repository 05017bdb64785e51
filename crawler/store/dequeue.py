"""Which of the due addresses are next: lists, news and what is looked at again each have their share."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, select, update

from crawler.store.frontier_rows import AGAIN, LIST, NEW, FrontierRow
from crawler.store.schema import frontier
from crawler.store.values import moment, stamp

# How many of a site's turns each priority gets while all have something to do.
SHARES = {LIST: 2, NEW: 1, AGAIN: 1}
PUT_OFF_AT_ONCE = 500  # rows of a server that is left alone
Postponed = Callable[[str], datetime | None]  # until when an address has to wait for its servers


def due_rows(
    connection: Connection, due: Iterable[ColumnElement[bool]], most: int, postponed: Postponed | None
) -> list[FrontierRow]:
    """The first rows that are due and need not wait for their servers; those that do are put off."""
    where, limit = (*due, frontier.c.state != "fetching"), most
    while True:
        chosen = select(frontier).where(*where).order_by(frontier.c.due_at, frontier.c.url).limit(limit)
        rows = [_row(row._mapping) for row in connection.execute(chosen)]
        until = {row.url: postponed(row.address) for row in rows} if postponed else {}
        later = {url: moment for url, moment in until.items() if moment is not None}
        if later:
            put_off = update(frontier).where(frontier.c.url == bindparam("u"))
            moments = [{"u": url, "until": stamp(moment)} for url, moment in later.items()]
            connection.execute(put_off.values(due_at=bindparam("until")), moments)
        ready = [row for row in rows if row.url not in later]
        if ready or not later:
            return ready[:most]
        limit = PUT_OFF_AT_ONCE


def claim(connection: Connection, rows: list[FrontierRow]) -> list[FrontierRow]:
    """The same rows; they are `fetching` from now on."""
    if rows:
        claimed = update(frontier).where(frontier.c.url.in_([row.url for row in rows]))
        connection.execute(claimed.values(state="fetching"))
    return rows


def shared(waiting: dict[int, list[FrontierRow]], most: int, taken: Counter[int]) -> list[FrontierRow]:
    """At most `most` rows, from each priority by its share of what was `taken` so far, these included."""
    queues = {priority: deque(rows) for priority, rows in waiting.items()}
    chosen: list[FrontierRow] = []
    while len(chosen) < most and any(queues.values()):
        turns = {priority: taken[priority] / SHARES[priority] for priority in queues}
        priority = min((one for one in queues if queues[one]), key=lambda one: (turns[one], one))
        for idle in (one for one in queues if not queues[one]):
            # Turns that nobody wanted are not saved up: they would keep the others waiting later.
            taken[idle] = max(taken[idle], int(turns[priority] * SHARES[idle]))
        taken[priority] += 1
        chosen.append(queues[priority].popleft())
    return chosen


def _row(mapping: RowMapping) -> FrontierRow:
    same = (
        "url",
        "address",
        "site",
        "kind",
        "attempts",
        "steady",
        "hops",
        "title",
        "published_raw",
        "last_error",
        "state",
        "found_on",
        "etag",
        "last_modified",
    )
    return FrontierRow(
        first=mapping["fetched_at"] is None,
        discovered_at=moment(mapping["discovered_at"]),
        **{name: mapping[name] for name in same},
    )
