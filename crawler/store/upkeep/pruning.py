"""What of the archive may be thrown away, and the rows of what was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, and_, bindparam, func, insert, literal, or_, select, update

from crawler.store.articles import Articles
from crawler.store.captures import CaptureRecord
from crawler.store.scheduling.frontier_rows import GONE_ONCE
from crawler.store.schema import articles, captures, changes, frontier, removals, revisions
from crawler.store.values import from_stamp, stamp

Some = TypeVar("Some")
_AT_ONCE = 400  # below SQLite's limit on variables


@dataclass(frozen=True)
class MovedRecord:
    """A capture whose record stands elsewhere now."""

    id: int
    file: str
    offset: int


class Pruning:
    """Captures that may go, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def dispensable(self, rows: Sequence[CaptureRecord]) -> set[int]:
        """Ids of those of the rows that are not needed: neither the newest response of their address, nor
        what an article's current text was read from, nor of an article that ever disappeared.

        What a kept row refers to is needed too: `referred_to` says so, of all rows together.
        """
        found: set[int] = set()
        for some in _portions(rows, _AT_ONCE):
            urls = sorted({one.url for one in some})
            needed = self._newest(urls) | self._read_from(urls)
            whole = self._disappeared(urls)
            found |= {one.id for one in some if one.id and one.id not in needed and one.url not in whole}
        return found

    def referred_to(self, without: set[int]) -> set[int]:
        """Ids of the captures that others than those in `without` refer to."""
        asked = select(captures.c.id, captures.c.refers_to).where(captures.c.refers_to.is_not(None))
        return {row[1] for row in self._connection.execute(asked) if row[0] not in without}

    def last_repeated(self) -> dict[int, datetime]:
        """For each capture that others only repeat, when the last of them was fetched."""
        last = (
            select(captures.c.refers_to, func.max(captures.c.fetched_at))
            .where(captures.c.refers_to.is_not(None))
            .group_by(captures.c.refers_to)
        )
        return {row[0]: from_stamp(row[1]) for row in self._connection.execute(last)}

    def record(self, pruned: Sequence[int], moved: Sequence[MovedRecord], at: datetime) -> None:
        """Writes down what is no longer in the archive, and what stands elsewhere in it. Articles that were
        read from the latter are fed to the indexes again: a document says where its page is kept."""
        of_row = captures.c.id == bindparam("key")
        if pruned:
            nowhere = {"file": "", "offset": 0, "length": 0, "refers_to": None}
            gone = update(captures).where(of_row).values(nowhere)
            self._connection.execute(gone, [{"key": key} for key in pruned])
        if moved:
            places: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("file", "offset")}
            rows = [{"key": one.id, "new_file": one.file, "new_offset": one.offset} for one in moved]
            self._connection.execute(update(captures).where(of_row).values(places), rows)
        for some in _portions([one.id for one in moved], _AT_ONCE):
            read = select(articles.c.id).join(revisions, _CURRENT).where(revisions.c.capture_id.in_(some))
            keys = self._connection.execute(read).scalars().all()
            if keys:
                rows_of = [{"article_id": key, "what": "moved", "at": stamp(at)} for key in keys]
                self._connection.execute(insert(changes), rows_of)

    def move_file(self, file: str, place: str, at: datetime) -> None:
        """Writes down that a file stands elsewhere as a whole: its records, and what is still to be
        overwritten in it. Articles are fed to the indexes again, as by `record`."""
        inside = captures.c.file == file
        read = (
            select(articles.c.id, literal("moved"), literal(stamp(at)))
            .join(revisions, _CURRENT)
            .join(captures, and_(captures.c.id == revisions.c.capture_id, inside))
            .order_by(captures.c.offset)
        )
        self._connection.execute(insert(changes).from_select(["article_id", "what", "at"], read))
        self._connection.execute(update(captures).where(inside).values(file=place))
        self._connection.execute(update(removals).where(removals.c.file == file).values(file=place))

    def _newest(self, urls: Sequence[str]) -> set[int]:
        """The newest response of each address and status: what it says, and what it said before it failed.
        The further pages of an article have addresses of their own."""
        newest = (
            select(func.max(captures.c.id))
            .where(captures.c.url.in_(urls), captures.c.file != "")
            .group_by(captures.c.url, captures.c.address, captures.c.status)
        )
        return set(self._connection.execute(newest).scalars())

    def _read_from(self, urls: Sequence[str]) -> set[int]:
        """What the current revisions were read from: their first pages and the further ones."""
        read = select(revisions.c.capture_id).join(articles, _CURRENT).where(articles.c.url.in_(urls))
        keys = list(self._connection.execute(read).scalars())
        stored = Articles(self._connection)
        firsts: dict[int, CaptureRecord] = {}
        for some in _portions(keys, _AT_ONCE):
            firsts |= stored.capture_records(some)
        later = [one.id for pages in stored.later_pages(firsts).values() for one in pages] if firsts else []
        return {*keys, *(key for key in later if key is not None)}

    def _disappeared(self, urls: Sequence[str]) -> set[str]:
        """Addresses whose article is gone, was gone once, or was seen gone for the first time."""
        ever = changes.c.what.in_(("gone", "returned"))
        gone = (
            select(articles.c.url)
            .outerjoin(changes, and_(changes.c.article_id == articles.c.id, ever))
            .where(
                articles.c.url.in_(urls), or_(articles.c.evidence.is_not(None), changes.c.seq.is_not(None))
            )
        )
        once = select(frontier.c.url).where(frontier.c.url.in_(urls), frontier.c.sighting == GONE_ONCE)
        return {*self._connection.execute(gone).scalars(), *self._connection.execute(once).scalars()}


_CURRENT = and_(revisions.c.article_id == articles.c.id, revisions.c.revision == articles.c.revision)


def _portions(some: Sequence[Some], most: int) -> Iterator[list[Some]]:
    rest = iter(some)
    while portion := list(islice(rest, most)):
        yield portion
