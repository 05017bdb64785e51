"""The change log, and the indexes that are fed from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, select, union, update

from crawler.store.dead_letters import DeadLetter, DeadLetters
from crawler.store.schema import TAKEN_OUT, changes, dead_letters, forgotten, joined, readers
from crawler.store.values import chunks, stamp

_OUT = (forgotten, joined)  # tables of articles that are in no index any more


@dataclass(frozen=True, kw_only=True)
class FedIndex:
    """An index that was fed from this store. `cursor`: the change up to which it has acknowledged."""

    identity: str
    address: str
    cursor: int
    since: str
    fed_at: str
    retired: bool


class ChangeLog:
    """The change log on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dead_letters = DeadLetters(connection)

    def newest(self) -> int:
        """The number of the newest change; 0 when there is none."""
        return int(self._connection.execute(select(func.coalesce(func.max(changes.c.seq), 0))).scalar_one())

    def of(self, article_key: str) -> list[tuple[str, str]]:
        """What happened to an article, oldest first: `new`, `revised`, `gone`, …, and when."""
        logged = select(changes.c.what, changes.c.at).where(changes.c.article_id == article_key)
        return [(row[0], row[1]) for row in self._connection.execute(logged.order_by(changes.c.seq))]

    def behind(self, cursor: int, *, without: str = "") -> int:
        """How many articles changed behind the cursor, `without` changes of that kind."""
        later = (changes.c.seq > cursor, changes.c.what != without)
        counted = select(func.count(changes.c.article_id.distinct())).where(*later)
        return int(self._connection.execute(counted).scalar_one())

    def after(self, cursor: int, most: int, *, without: str = "") -> list[tuple[int, str]]:
        """At most `most` changes behind the cursor, oldest first, `without` those of that kind: number and
        article id."""
        later = (changes.c.seq > cursor, changes.c.what != without)
        logged = select(changes.c.seq, changes.c.article_id).where(*later)
        rows = self._connection.execute(logged.order_by(changes.c.seq).limit(most))
        return [(row[0], row[1]) for row in rows]

    def forgotten(self, cursor: int, last: int) -> list[str]:
        """Those of the articles with changes behind `cursor`, up to `last`, that were forgotten or joined."""
        some = select(changes.c.article_id).where(changes.c.seq > cursor, changes.c.seq <= last)
        out = (select(table.c.article_id).where(table.c.article_id.in_(some)) for table in _OUT)
        return list(self._connection.execute(union(*out)).scalars())

    def waiting_to_go(self, cursor: int, ids: Sequence[str]) -> set[str]:
        """Those of the articles that were forgotten or joined by a change behind the cursor."""
        found: set[str] = set()
        for some in chunks(ids):
            late = (changes.c.seq > cursor, changes.c.what.in_(TAKEN_OUT), changes.c.article_id.in_(some))
            found.update(self._connection.execute(select(changes.c.article_id).where(*late)).scalars())
        return found

    def versions(self, after: str, most: int) -> dict[str, int]:
        """At most `most` articles behind that id, in the order of their ids, with their newest changes;
        forgotten and joined ones are left out."""
        behind = _newest_changes().where(changes.c.article_id > after)
        rows = self._connection.execute(behind.order_by(changes.c.article_id).limit(most))
        return {row[0]: row[1] for row in rows}

    def versions_of(self, ids: Sequence[str]) -> dict[str, int]:
        """The newest changes of those of the articles that there are."""
        found: dict[str, int] = {}
        for some in chunks(ids):
            rows = self._connection.execute(_newest_changes().where(changes.c.article_id.in_(some)))
            found |= {row[0]: row[1] for row in rows}
        return found

    def known(self, identity: str) -> FedIndex | None:
        """The index of that identity, if it was ever fed from this store."""
        found = self._connection.execute(select(readers).where(readers.c.identity == identity)).first()
        return _fed_index(dict(found._mapping)) if found else None

    def register(self, identity: str, address: str, at: datetime) -> FedIndex:
        """The index of that identity; a new one begins at change 0. Another index that was known at this
        address is retired."""
        found = self._connection.execute(select(readers).where(readers.c.identity == identity)).first()
        if found is None or found.retired or found.address != address:
            self.retire(address)
        if found is None:
            now = stamp(at)
            row: dict[str, Any] = {"identity": identity, "address": address, "cursor": 0, "retired": 0}
            row |= {"since": now, "fed_at": now}
            self._connection.execute(insert(readers), [row])
            return _fed_index(row)
        now_there = {"address": address, "retired": 0}
        self._connection.execute(update(readers).where(readers.c.identity == identity).values(now_there))
        return _fed_index({**found._mapping, **now_there})

    def fed_indexes(self) -> list[FedIndex]:
        """Every index that was ever fed, oldest first."""
        rows = self._connection.execute(select(readers).order_by(readers.c.since, readers.c.identity))
        return [_fed_index(dict(row._mapping)) for row in rows]

    def retire(self, address: str) -> None:
        """The index at that address is no more: it was deleted, or another stands there."""
        gone = update(readers).where(readers.c.address == address).values(retired=1)
        self._connection.execute(gone)

    def acknowledged(self, index: FedIndex) -> tuple[int, str]:
        """The newest change that the index must hold, and its article: up to the cursor, dead letters left
        out; 0 and no article when there is none."""
        refused = select(dead_letters.c.article_id).where(dead_letters.c.identity == index.identity)
        held = select(changes.c.seq, changes.c.article_id).where(
            changes.c.seq <= index.cursor, changes.c.article_id.not_in(refused), _there()
        )
        found = self._connection.execute(held.order_by(changes.c.seq.desc()).limit(1)).first()
        return (found[0], found[1]) if found else (0, "")

    def rewind(self, identity: str) -> None:
        """Everything is fed again to that index."""
        again = update(readers).where(readers.c.identity == identity).values(cursor=0)
        self._connection.execute(again)

    def acknowledge(
        self, identity: str, cursor: int, fed: Sequence[str], dead: Sequence[DeadLetter], at: datetime
    ) -> None:
        """Moves the cursor, and replaces the dead letters of the articles fed by those given."""
        self.dead_letters.replace(identity, fed, dead, at)
        moved = and_(readers.c.identity == identity, readers.c.cursor <= cursor)
        self._connection.execute(update(readers).where(moved).values(cursor=cursor, fed_at=stamp(at)))


def _newest_changes() -> Select[str, int]:
    newest = select(changes.c.article_id, func.max(changes.c.seq)).where(_there())
    return newest.group_by(changes.c.article_id)


def _there() -> ColumnElement[bool]:
    out = (select(table.c.article_id).where(table.c.article_id.is_not(None)) for table in _OUT)
    return changes.c.article_id.not_in(union(*out))


def _fed_index(row: dict[str, Any]) -> FedIndex:
    return FedIndex(**{**row, "retired": bool(row["retired"])})
