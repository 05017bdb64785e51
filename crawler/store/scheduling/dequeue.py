"""Which of the due addresses are next: lists, news and what is looked at again each have their share."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, literal, select, update

from crawler.store.scheduling.frontier_rows import AGAIN, LIST, NEW, FrontierRow
from crawler.store.schema import frontier
from crawler.store.values import from_stamp, stamp

# How many of a site's turns each priority gets while all have something to do.
SHARES = {LIST: 2, NEW: 1, AGAIN: 1}
PUT_OFF_AT_ONCE = 500  # rows of a server that is left alone
Postponed = Callable[[str], datetime | None]  # until when an address has to wait for its servers

# The others are not, whenever they say they are due.
_DRAWN = and_(frontier.c.state != "fetching", frontier.c.state != "forgotten")
# In the order in which `_row` takes them.
_COLUMNS = (
    *("url", "address", "site", "kind", "attempts", "steady", "hops", "title", "published_raw"),
    *("last_error", "state", "found_on", "etag", "last_modified", "discovered_at", "fetched_at"),
    *("sighting", "sighted_at"),
)

# Built once: at every draw, building them took as long as asking.
_IN_ORDER = (
    select(*(frontier.c[name] for name in _COLUMNS))
    .where(frontier.c.due_at <= bindparam("at"), _DRAWN)
    .order_by(frontier.c.due_at, frontier.c.url)
    .limit(bindparam("most"))
)
DUE_OF_SITE = _IN_ORDER.where(
    frontier.c.site == bindparam("site"), frontier.c.priority == bindparam("priority")
)
DUE_OF_URLS = _IN_ORDER.where(frontier.c.url.in_(bindparam("urls", expanding=True)))
# What is due of a site, in the words of the index: without the priorities it would read all of the site.
DUE = and_(frontier.c.priority.in_((LIST, NEW, AGAIN)), frontier.c.due_at <= bindparam("at"))
_LIST_DUE = and_(frontier.c.priority == LIST, frontier.c.due_at <= bindparam("at"))
_AT_SITE = select(literal(1)).where(frontier.c.site == bindparam("site")).limit(1)
_DUE_AT_SITE, _LIST_DUE_AT_SITE = _AT_SITE.where(DUE), _AT_SITE.where(_LIST_DUE)
# Of many sites in one statement: one behind the other by the index, and of each whether anything is due.
_FIRST = select(func.min(frontier.c.site).label("site")).cte("known", recursive=True)
_NEXT = select(func.min(frontier.c.site)).where(frontier.c.site > _FIRST.c.site).scalar_subquery()
_KNOWN = _FIRST.union_all(select(_NEXT).where(_FIRST.c.site.is_not(None)))
_ANY_DUE = select(literal(1)).where(frontier.c.site == _KNOWN.c.site)
_SITES_WITH_DUE = select(_KNOWN.c.site).where(_ANY_DUE.where(DUE).exists())
_SITES_WITH_LISTS = select(_KNOWN.c.site).where(_ANY_DUE.where(_LIST_DUE).exists())
FEW = 8  # sites that are asked about one by one
# Row by row: a list of addresses in one statement was longer in the making than the rows in the writing.
_CLAIMED = update(frontier).where(frontier.c.url == bindparam("u")).values(state="fetching")


def due_rows(
    connection: Connection,
    due: Select[Any],
    values: Mapping[str, object],
    most: int,
    postponed: Postponed | None,
) -> list[Row[Any]]:
    """The first rows of those that `due` chooses, with `values` for its parameters, that need not wait for
    their servers; those that do are put off."""
    limit = most
    while True:
        rows = list(
            connection.execute(due, {**values, "most": limit}).all()
        )  # all at once: faster than one by one
        until = {row.url: postponed(row.address) for row in rows} if postponed else {}
        later = {url: moment for url, moment in until.items() if moment is not None}
        if later:
            put_off = update(frontier).where(frontier.c.url == bindparam("u"))
            moments = [{"u": url, "until": stamp(moment)} for url, moment in later.items()]
            connection.execute(put_off.values(due_at=bindparam("until")), moments)
        ready = [row for row in rows if row.url not in later] if later else rows
        if ready or not later:
            return ready[:most]
        limit = PUT_OFF_AT_ONCE


def claim(connection: Connection, rows: Sequence[Row[Any]]) -> list[FrontierRow]:
    """These rows; they are `fetching` from now on."""
    if rows:
        connection.execute(_CLAIMED, [{"u": row.url} for row in rows])
    return [_row(row) for row in rows]


def sites_with_due(connection: Connection, sites: Sequence[str], at: datetime, *, lists: bool) -> set[str]:
    """Those of the sites of which an address (`lists`: a list) is due, also one that a crawl is fetching."""
    if len(sites) > FEW:
        wanted = _SITES_WITH_LISTS if lists else _SITES_WITH_DUE
        found = connection.execute(wanted, {"at": stamp(at)}).scalars().all()
        return set(sites).intersection(found)
    of_site = _LIST_DUE_AT_SITE if lists else _DUE_AT_SITE
    asked = ({"site": site, "at": stamp(at)} for site in sites)
    return {one["site"] for one in asked if connection.execute(of_site, one).first() is not None}


def shared(waiting: dict[int, list[Row[Any]]], most: int, taken: Counter[int]) -> list[Row[Any]]:
    """At most `most` rows, from each priority by its share of what was `taken` so far, these included."""
    queues = {priority: deque(rows) for priority, rows in waiting.items()}
    if sum(map(bool, queues.values())) == 1:  # the usual case, and much faster
        return _of_one(waiting, most, taken)
    chosen: list[Row[Any]] = []
    while len(chosen) < most and any(queues.values()):
        turns = {priority: taken[priority] / SHARES[priority] for priority in queues}
        priority = min((one for one in queues if queues[one]), key=lambda one: (turns[one], one))
        for idle in (one for one in queues if not queues[one]):
            # Turns that nobody wanted are not saved up: they would keep the others waiting later.
            taken[idle] = max(taken[idle], int(turns[priority] * SHARES[idle]))
        taken[priority] += 1
        chosen.append(queues[priority].popleft())
    return chosen


def _of_one(waiting: dict[int, list[Row[Any]]], most: int, taken: Counter[int]) -> list[Row[Any]]:
    """As `shared`, where one priority alone has rows."""
    priority = next(one for one in waiting if waiting[one])
    chosen = waiting[priority][:most]
    taken[priority] += len(chosen)
    for idle in (one for one in waiting if one != priority and chosen):
        taken[idle] = max(taken[idle], int((taken[priority] - 1) / SHARES[priority] * SHARES[idle]))
    return chosen


def _row(row: Row[Any]) -> FrontierRow:
    # Column by column: through a dictionary of them 64 rows took half as long again.
    columns: tuple[Any, ...] = tuple(row)
    url, address, site, kind, attempts, steady, hops, title, published, *more = columns
    error, state, found_on, etag, last_modified, discovered_at, fetched_at, sighting, sighted_at = more
    return FrontierRow(
        url=url,
        address=address,
        site=site,
        kind=kind,
        attempts=attempts,
        steady=steady,
        hops=hops,
        title=title,
        published_raw=published,
        last_error=error,
        state=state,
        found_on=found_on,
        etag=etag,
        last_modified=last_modified,
        first=fetched_at is None,
        discovered_at=from_stamp(discovered_at),
        fetched_at=from_stamp(fetched_at) if fetched_at else None,
        sighting=sighting,
        sighted_at=from_stamp(sighted_at) if sighted_at else None,
    )
