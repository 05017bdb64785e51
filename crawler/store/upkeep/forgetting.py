"""Articles taken out on request: nothing stays of one but its address, the reason and the time.

The row in `articles` stays, empty, because the change log refers to it, by which indexes learn of it. The
archive's records are written down in `removals` in the same transaction, to be overwritten after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from crawler.store.schema import (
    articles,
    captures,
    changes,
    dead_letters,
    forgotten,
    frontier,
    removals,
    revisions,
)
from crawler.store.values import stamp

_EMPTY = (
    *("due_at", "last_error", "target", "found_on", "title", "published_raw"),
    *("sighting", "sighted_at"),
)


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """What was taken out: addresses, revisions and readings, responses in the archive."""

    addresses: tuple[str, ...]
    revisions: int
    captures: int


@dataclass(frozen=True, kw_only=True)
class Removal:
    """Bytes of an archive file that are still to be overwritten."""

    id: int
    file: str
    offset: int
    length: int


def overwrite_deleted(connection: Connection) -> None:
    """What is deleted from now on is overwritten with zeros, instead of staying in the file until it is
    used again."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


class Forgetting:
    """What was forgotten, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def forget(self, url: str, address: str, site: str, reason: str, at: datetime) -> Forgotten:
        """Takes out the article at a canonical address, and what leads there; it is never fetched again.

        `address` and `site` are for one that the frontier does not know. Known already: what is new since.
        """
        overwrite_deleted(self._connection)
        urls = [url, *self._leading_to(url)]
        taken = [self._forget_one(one, reason, at) for one in urls]
        self._mark_frontier(url, address, site, urls, at)
        return Forgotten(
            addresses=tuple(urls),
            revisions=sum(one[0] for one in taken),
            captures=sum(one[1] for one in taken),
        )

    def reason(self, url: str) -> str | None:
        """Why the address was forgotten; None for one that was not."""
        return self._connection.execute(
            select(forgotten.c.reason).where(forgotten.c.url == url)
        ).scalar_one_or_none()

    def removals(self) -> list[Removal]:
        """What is still to be overwritten in the archive, file by file."""
        asked = select(removals).order_by(removals.c.file, removals.c.offset)
        return [
            Removal(id=row.id, file=row.file, offset=row.offset, length=row.length)
            for row in self._connection.execute(asked)
        ]

    def is_obsolete(self, one: Removal, *, there: bool) -> bool:
        """Whether nothing is to be overwritten: the place was given to another record, or the file, which is
        not `there`, was thrown away as a whole, and is not one to be restored."""
        of_file = select(captures.c.id).where(captures.c.file == one.file)
        if not there:
            return self._connection.execute(of_file.limit(1)).first() is None
        end = captures.c.offset + captures.c.length
        inside = of_file.where(captures.c.offset < one.offset + one.length, end > one.offset)
        return self._connection.execute(inside.limit(1)).first() is not None

    def removed(self, ids: Sequence[int]) -> None:
        """These places were overwritten."""
        for one in ids:
            self._connection.execute(delete(removals).where(removals.c.id == one))

    def remove_later(self, records: Sequence[tuple[str, int, int]], at: datetime) -> None:
        """Writes down files, offsets and lengths of records that are to be overwritten."""
        rows = [{"file": file, "offset": offset, "length": n, "at": stamp(at)} for file, offset, n in records]
        if rows:
            self._connection.execute(insert(removals), rows)

    def _leading_to(self, url: str) -> list[str]:
        """Addresses that were found to lead there, step by step: aliases, later pages, redirects."""
        found, step = [url], [url]
        while step:
            asked = select(frontier.c.url).where(frontier.c.target.in_(step[:500]))
            step = step[500:] + [one for one in self._connection.execute(asked).scalars() if one not in found]
            found += [one for one in step if one not in found]
        return found[1:]

    def _forget_one(self, url: str, reason: str, at: datetime) -> tuple[int, int]:
        connection = self._connection
        key = connection.execute(select(articles.c.id).where(articles.c.url == url)).scalar()
        known = connection.execute(select(forgotten.c.url).where(forgotten.c.url == url)).first()
        if known is None:
            row = {"url": url, "article_id": key, "reason": reason, "at": stamp(at)}
            connection.execute(insert(forgotten), [row])
        lost = self._forget_article(key, at) if key is not None else 0
        records = connection.execute(
            select(captures.c.file, captures.c.offset, captures.c.length).where(
                captures.c.url == url, captures.c.file != ""
            )
        ).all()
        self.remove_later([(row[0], row[1], row[2]) for row in records], at)
        connection.execute(delete(captures).where(captures.c.url == url))
        return lost, len(records)

    def _forget_article(self, key: str, at: datetime) -> int:
        connection = self._connection
        lost = connection.execute(delete(revisions).where(revisions.c.article_id == key)).rowcount
        connection.execute(delete(dead_letters).where(dead_letters.c.article_id == key))
        empty = {"status": "forgotten", "content_hash": "", "content_id": None, "evidence": None}
        still = or_(articles.c.status != "forgotten", articles.c.evidence.is_not(None))
        if connection.execute(update(articles).where(articles.c.id == key, still).values(empty)).rowcount:
            connection.execute(insert(changes), [{"article_id": key, "what": "forgotten", "at": stamp(at)}])
        return lost

    def _mark_frontier(self, url: str, address: str, site: str, urls: Sequence[str], at: datetime) -> None:
        connection = self._connection
        out = {"state": "forgotten", **dict.fromkeys(_EMPTY)}
        for one in urls:
            connection.execute(update(frontier).where(frontier.c.url == one).values(out))
        if connection.execute(select(frontier.c.url).where(frontier.c.url == url)).first() is None:
            row = {"url": url, "address": address, "site": site, "kind": "article", "priority": 2}
            row |= {"discovered_at": stamp(at), "attempts": 0, "steady": 0, "hops": 0}
            connection.execute(insert(frontier), [{**row, **out}])
