"""The change log, the indexes that read it, and what they refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from crawler.store.schema import changes, dead_letters, readers
from crawler.store.values import stamp


@dataclass(frozen=True, kw_only=True)
class Reader:
    """An index that was fed from this store. `cursor`: the change up to which it has acknowledged."""

    identity: str
    address: str
    cursor: int
    since: str
    fed_at: str
    retired: bool


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """A document that an index refused."""

    article_id: str
    seq: int
    error_type: str
    reason: str
    document: dict[str, Any]
    format: str


class Changes:
    """The change log on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(self) -> int:
        """The number of the newest change; 0 when there is none."""
        return int(self._connection.execute(select(func.coalesce(func.max(changes.c.seq), 0))).scalar_one())

    def behind(self, cursor: int) -> int:
        """How many articles changed behind the cursor."""
        counted = select(func.count(changes.c.article_id.distinct())).where(changes.c.seq > cursor)
        return int(self._connection.execute(counted).scalar_one())

    def after(self, cursor: int, most: int) -> list[tuple[int, str]]:
        """At most `most` changes behind the cursor, oldest first: number and article id."""
        logged = select(changes.c.seq, changes.c.article_id).where(changes.c.seq > cursor)
        rows = self._connection.execute(logged.order_by(changes.c.seq).limit(most))
        return [(row[0], row[1]) for row in rows]

    def reader(self, identity: str, address: str, at: datetime) -> Reader:
        """The reader of that identity; a new one begins at 0, and retires what its address held before."""
        found = self._connection.execute(select(readers).where(readers.c.identity == identity)).first()
        if found is None:
            self.retire(address)
            now = stamp(at)
            row: dict[str, Any] = {"identity": identity, "address": address, "cursor": 0, "retired": 0}
            row |= {"since": now, "fed_at": now}
            self._connection.execute(insert(readers), [row])
            return _reader(row)
        if found.address != address:
            moved = update(readers).where(readers.c.identity == identity).values(address=address)
            self._connection.execute(moved)
        return _reader({**found._mapping, "address": address})

    def readers(self) -> list[Reader]:
        """Every index that was ever fed, oldest first."""
        rows = self._connection.execute(select(readers).order_by(readers.c.since, readers.c.identity))
        return [_reader(dict(row._mapping)) for row in rows]

    def retire(self, address: str) -> None:
        """The index at that address is no more: it was deleted, or another stands there."""
        gone = update(readers).where(readers.c.address == address).values(retired=1)
        self._connection.execute(gone)

    def acknowledged(self, reader: Reader) -> int:
        """The newest change that the index must hold: up to the cursor, dead letters left out."""
        refused = select(dead_letters.c.article_id).where(dead_letters.c.identity == reader.identity)
        held = select(func.max(changes.c.seq)).where(
            changes.c.seq <= reader.cursor, changes.c.article_id.not_in(refused)
        )
        return self._connection.execute(held).scalar() or 0

    def rewind(self, identity: str) -> None:
        """Everything is fed again to that index."""
        again = update(readers).where(readers.c.identity == identity).values(cursor=0)
        self._connection.execute(again)

    def acknowledge(
        self, identity: str, cursor: int, fed: Sequence[str], dead: Sequence[DeadLetter], at: datetime
    ) -> None:
        """Moves the cursor, and replaces the dead letters of the articles fed by those given."""
        for start in range(0, len(fed), 500):  # SQLite's limit on variables
            ids = fed[start : start + 500]
            old = and_(dead_letters.c.identity == identity, dead_letters.c.article_id.in_(ids))
            self._connection.execute(delete(dead_letters).where(old))
        if dead:
            rows = [_letter_row(identity, one, at) for one in dead]
            self._connection.execute(insert(dead_letters), rows)
        moved = and_(readers.c.identity == identity, readers.c.cursor <= cursor)
        self._connection.execute(update(readers).where(moved).values(cursor=cursor, fed_at=stamp(at)))

    def dead(self, identity: str) -> list[DeadLetter]:
        """What that index refused, oldest first."""
        refused = select(dead_letters).where(dead_letters.c.identity == identity).order_by(dead_letters.c.seq)
        return [_letter(dict(row._mapping)) for row in self._connection.execute(refused)]


def _reader(row: dict[str, Any]) -> Reader:
    return Reader(**{**row, "retired": bool(row["retired"])})


def _letter_row(identity: str, one: DeadLetter, at: datetime) -> dict[str, Any]:
    document = json.dumps(one.document, ensure_ascii=False)
    return {**one.__dict__, "identity": identity, "document": document, "at": stamp(at)}


def _letter(row: dict[str, Any]) -> DeadLetter:
    same = {name: row[name] for name in ("article_id", "seq", "error_type", "reason", "format")}
    return DeadLetter(document=json.loads(row["document"]), **same)
