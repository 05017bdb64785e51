"""How the outlets of a store are doing: their counts fetched, the rules applied, the facts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.edition_items import EditionState
from crawler.health.alarms import Alarm
from crawler.health.history import BROUGHT, FETCHED, FIELD, MISMATCH, NEW, PUBLISHED, History
from crawler.health.rules import OutletRules
from crawler.store import Transaction, from_stamp
from crawler.store.history.list_readings import ListRecord
from crawler.store.history.outlet_days import DayCount
from shengmei.timezone import SHANGHAI

REMEMBERED = 400  # days that are looked at
RECENT = 7  # days that count as now
AGO = 60  # days: an outlet that was not crawled since then is none that is looked after
SETTLED = timedelta(hours=3)  # after midnight: what was published before is in the lists by then


@dataclass(frozen=True, kw_only=True)
class OutletHealth:
    """How one outlet is doing. Shares are of the articles that were first kept in the last `RECENT` days."""

    site: str
    name: str | None
    history: History
    alarms: tuple[Alarm, ...]
    last_success: str | None  # when a page of it was last read; a day where no more is known
    new_a_day: float  # the last seven whole days
    usual_a_day: float | None  # what is usual of such days; None: too short a past
    fields: dict[str, tuple[float, float | None]]  # share now, and the usual one
    read: int  # articles first kept in the last days
    mismatches: dict[str, int]
    doubts: dict[str, int]
    errors: dict[str, int]
    barren_lists: tuple[ListRecord, ...]
    stale_lists: tuple[str, ...] = ()  # no link on them fits the outlet's pattern
    editions: tuple[EditionState, ...] = ()  # of a newspaper, of the last days


def report(transaction: Transaction, now: datetime, sites: Sequence[str] = ()) -> list[OutletHealth]:
    """The outlets that were crawled lately, or those that are named; in the order of their ids."""
    today = now.astimezone(SHANGHAI).date()
    chosen = sites or transaction.outlet_days.sites(today - timedelta(AGO))
    names = transaction.articles.site_names()
    return [_outlet(transaction, site, names.get(site), now, today) for site in sorted(set(chosen))]


def history_of(site: str, counted: Sequence[tuple[DayCount, int]], today: date) -> History:
    """The counts of an outlet as series that end with `today`."""
    days = [date.fromisoformat(key.day) for key, _ in counted if key.what in ("article", "list", FETCHED)]
    # Before the first day of fetching there are only the first articles' days of publication.
    first = min([one for one in days if one <= today], default=today)
    length = (today - first).days + 1
    series: dict[tuple[str, str], list[int]] = {}
    for key, number in counted:
        at = (date.fromisoformat(key.day) - first).days
        if 0 <= at < length:
            series.setdefault((key.what, key.name), [0] * length)[at] += number
    return History(site=site, first=first, days=length, counts=series)


def _outlet(
    transaction: Transaction, site: str, name: str | None, now: datetime, today: date
) -> OutletHealth:
    counted = list(transaction.outlet_days.counted(site, today - timedelta(REMEMBERED)))
    history = history_of(site, counted, today)
    lists = transaction.list_readings.of(site)
    rules = OutletRules(history)
    whole = history.at(_last_whole_day(lists, now))
    alarms = rules.alarms(history.last, whole) if counted else []
    start = max(0, history.last + 1 - RECENT)
    first_whole = max(0, whole + 1 - RECENT)
    published = history.series(PUBLISHED)[first_whole : whole + 1]
    usual = rules.usual_volume(first_whole, whole)
    return OutletHealth(
        site=site,
        name=name,
        history=history,
        alarms=tuple(alarms),
        last_success=_last_success(history, lists),
        new_a_day=sum(published) / max(1, len(published)),
        usual_a_day=usual,
        fields={field: _field(history, rules, field, start) for field in history.names(FIELD)},
        read=sum(history.series(NEW)[start:]),
        mismatches=_recent(history, MISMATCH[0], start),
        doubts=_recent(history, "doubt", start),
        errors=_recent(history, "error", start),
        barren_lists=tuple(one for one in lists if _is_barren(one, history)),
        stale_lists=tuple(rules.stale_lists(history.last)),
        editions=tuple(transaction.editions.states([site], today - timedelta(RECENT), today)),
    )


def _last_whole_day(lists: Sequence[ListRecord], now: datetime) -> date:
    """The last day whose articles are all in: it was over when the lists were last read."""
    read = max([from_stamp(one.read_at) for one in lists], default=now)
    return (min(read, now).astimezone(SHANGHAI) - SETTLED).date() - timedelta(1)


def _last_success(history: History, lists: Sequence[ListRecord]) -> str | None:
    read = max([one.read_at for one in lists], default=None)
    good = history.total([NEW, ("article", "same"), ("article", "revised")])
    last = next((history.day(at) for at in range(history.last, -1, -1) if good[at]), None)
    if read and (last is None or from_stamp(read).astimezone(SHANGHAI).date() >= last):
        return read
    return last.isoformat() if last else None


def _field(history: History, rules: OutletRules, field: str, start: int) -> tuple[float, float | None]:
    read = sum(history.series(NEW)[start:])
    having = sum(history.series((FIELD, field))[start:])
    return (having / read if read else 0.0), rules.fields[field].usual(start)


def _recent(history: History, what: str, start: int) -> dict[str, int]:
    """What was counted under the names of `what` since day `start`, the most first."""
    sums = {name: sum(history.series((what, name))[start:]) for name in history.names(what) if name}
    return dict(
        sorted(((name, count) for name, count in sums.items() if count), key=lambda one: (-one[1], one[0]))
    )


def _is_barren(one: ListRecord, history: History) -> bool:
    """Whether a list shows no article, or has brought nothing new for a week."""
    if not one.shown:
        return True
    brought = history.series((BROUGHT, one.url))
    long_known = len(brought) > RECENT
    return long_known and not sum(brought[-RECENT:])
