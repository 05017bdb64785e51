"""What each outlet gave on each Beijing day: the counts that `shengmei health` compares with its own past.

`what` and `name` of a count:

| what | name | counts |
|---|---|---|
| published | | articles first kept, by the day that they print, if not older than a week |
| article | new, revised, returned, same, gone | articles, by the day of fetching, as all below |
| field | body, published, source, … | articles first kept that have it |
| doubt | a code of `extraction.doubts`, `… contradicted`, `ends early` | articles first kept that have it |
| outcome | a state of the frontier, `gone once` | addresses of articles that were asked for |
| error | the reason | of these: those that failed, were empty or could not be read |
| mismatch | | pages fetched for the first time that a page class of their outlet did not fit |
| mismatch | a page class | pages that it did not fit |
| list | read, showing, failed | readings of lists, those that showed an address of an article, failures |
| brought | the address of a list | new addresses of articles that it was the first to show |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from crawler.items import AUTHOR_ROLES, EDITOR_ROLES, Article
from crawler.store.databases.upserts import insert_or_update
from crawler.store.schema import outlet_days
from shengmei.timezone import SHANGHAI

NEWS = timedelta(days=7)  # what was published longer before it was fetched is no news
AHEAD = timedelta(days=1)  # what is dated further ahead is dated wrongly


class DayCount(NamedTuple):
    """What is counted: of which outlet, on which Beijing day (`2026-05-01`)."""

    site: str
    day: str
    what: str
    name: str


Counts = Mapping[DayCount, int]


class OutletDays:
    """The counts on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, counts: Counts) -> None:
        """Adds to what was counted before."""
        rows = [{**key._asdict(), "count": number} for key, number in counts.items() if number]
        _ADDED.write(self._connection, rows)

    def sites(self, since: date) -> list[str]:
        """The outlets of which anything was counted since that day."""
        found = select(outlet_days.c.site).distinct().where(outlet_days.c.day >= str(since))
        return list(self._connection.execute(found.order_by(outlet_days.c.site)).scalars())

    def sites_with(self, what: str, since: date) -> list[str]:
        """The outlets of which anything was counted under `what` since that day."""
        found = select(outlet_days.c.site).distinct()
        found = found.where(outlet_days.c.what == what, outlet_days.c.day >= str(since))
        return list(self._connection.execute(found.order_by(outlet_days.c.site)).scalars())

    def counted(self, site: str, since: date) -> Iterator[tuple[DayCount, int]]:
        """Everything that was counted of an outlet since that day."""
        found = select(outlet_days).where(outlet_days.c.site == site, outlet_days.c.day >= str(since))
        for row in self._connection.execute(found):
            yield DayCount(row.site, row.day, row.what, row.name), int(row._mapping["count"])

    def total(self, what: str, name: str, since: date) -> int:
        """The sum of a count over all outlets since that day."""
        counted = select(func.coalesce(func.sum(outlet_days.c.count), 0)).where(
            outlet_days.c.what == what, outlet_days.c.name == name, outlet_days.c.day >= str(since)
        )
        return int(self._connection.execute(counted).scalar_one())


_ADDED = insert_or_update(outlet_days, lambda new: {"count": outlet_days.c.count + new["count"]})


def beijing_day(moment: datetime) -> str:
    """`2026-04-30T20:00Z` gives `2026-05-01`."""
    return moment.astimezone(SHANGHAI).date().isoformat()


def article_counts(article: Article, kind: str, fetched_at: datetime) -> Counter[DayCount]:
    """What one article adds, that was kept as `new`, `revised`, `returned` or `same`."""
    day = beijing_day(fetched_at)
    found = Counter({DayCount(article.site, day, "article", kind): 1})
    if kind != "new":
        return found
    if printed := _news_day(article, fetched_at):
        found[DayCount(article.site, printed, "published", "")] += 1
    found.update(DayCount(article.site, day, "field", name) for name in fields_of(article))
    found.update(DayCount(article.site, day, "doubt", name) for name in _doubts(article))
    return found


def _news_day(article: Article, fetched_at: datetime) -> str | None:
    """The day an article counts for as news: the one that it prints, without one the day of fetching; None
    for one that was old when it was found."""
    if article.published is None or article.published.precision == "month":
        return beijing_day(fetched_at)
    age = fetched_at - article.published.at
    if age > NEWS:
        return None
    return beijing_day(fetched_at if age < -AHEAD else article.published.at)


def fields_of(article: Article) -> Sequence[str]:
    """The names of the fields that an article has, of those that are counted."""
    roles = {one.role for one in article.bylines}
    there = {
        "body": bool(article.body),
        "published": article.published is not None,
        "source": bool(article.source),
        "authors": bool(roles & {*AUTHOR_ROLES}),
        "editors": bool(roles & {*EDITOR_ROLES}),
        "images": bool(article.images),
        "column": bool(article.column or article.channel),
        "keywords": bool(article.keywords),
    }
    return [name for name, has in there.items() if has]


def _doubts(article: Article) -> set[str]:
    extraction = article.extraction
    if extraction is None:
        return set()
    codes = {one.code for one in extraction.doubts}
    contradicted = {f"{one.field} contradicted" for one in extraction.conflicts}
    return codes | contradicted | ({"ends early"} if extraction.parts_missing else set())
