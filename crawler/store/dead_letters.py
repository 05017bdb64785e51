"""Dead letters: the documents that an index refused, with the reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select

from crawler.store.schema import dead_letters
from crawler.store.values import chunks, stamp

_OLDEST = (dead_letters.c.seq, dead_letters.c.article_id)


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """A document that an index refused."""

    article_id: str
    seq: int
    error_type: str
    reason: str
    document: dict[str, Any]
    format: str
    at: str = ""  # when it was refused; the store's to say


class DeadLetters:
    """The dead letters of every index, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, identity: str, fed: Sequence[str], dead: Sequence[DeadLetter], at: datetime) -> None:
        """Replaces the dead letters of the articles fed to that index by those given."""
        for ids in chunks(fed):
            old = and_(dead_letters.c.identity == identity, dead_letters.c.article_id.in_(ids))
            self._connection.execute(delete(dead_letters).where(old))
        if dead:
            rows = [_letter_row(identity, letter, at) for letter in dead]
            self._connection.execute(insert(dead_letters), rows)

    def listed(self, identity: str, most: int | None = None) -> list[DeadLetter]:
        """What that index refused, oldest first."""
        refused = (
            select(dead_letters).where(dead_letters.c.identity == identity).order_by(*_OLDEST).limit(most)
        )
        return [_letter(dict(row._mapping)) for row in self._connection.execute(refused)]

    def ids(self, identity: str) -> list[str]:
        """The articles that index refused, oldest first."""
        refused = select(dead_letters.c.article_id).where(dead_letters.c.identity == identity)
        return list(self._connection.execute(refused.order_by(*_OLDEST)).scalars())

    def of(self, identity: str, ids: Sequence[str]) -> list[DeadLetter]:
        """What that index refused of those articles."""
        found: list[DeadLetter] = []
        for some in chunks(ids):
            of_them = and_(dead_letters.c.identity == identity, dead_letters.c.article_id.in_(some))
            rows = self._connection.execute(select(dead_letters).where(of_them).order_by(*_OLDEST))
            found += [_letter(dict(row._mapping)) for row in rows]
        return found


def _letter_row(identity: str, letter: DeadLetter, at: datetime) -> dict[str, Any]:
    # In ASCII: half a character is a reason to be refused, and no UTF-8.
    document = json.dumps(letter.document)
    return {**letter.__dict__, "identity": identity, "document": document, "at": stamp(at)}


def _letter(row: dict[str, Any]) -> DeadLetter:
    same = {name: row[name] for name in ("article_id", "seq", "error_type", "reason", "format", "at")}
    return DeadLetter(document=json.loads(row["document"]), **same)
