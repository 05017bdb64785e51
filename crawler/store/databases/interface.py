"""What a store asks of the database that it stands in."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine

from shengmei.store_place import StorePlace


class Database(Protocol):
    """A SQLite file, or a database on a PostgreSQL server."""

    @property
    def place(self) -> StorePlace:
        """Where it is."""

    @property
    def exists(self) -> bool:
        """Whether there is something to open; of a server only opening tells."""

    def prepare(self) -> None:
        """Makes the place for a new one. Raises `StoreError` for somebody else's."""

    def engine(self) -> Engine:
        """For reading and writing; each transaction of a connection that is `for_writing` writes."""

    def read_only_engine(self) -> Engine:
        """For reading alone: nothing is made or changed by it. Raises `StoreError` where there is none."""

    def for_reading(self, connection: Connection, /) -> Connection:
        """The same connection, whose transactions see the state of one moment each."""

    def for_writing(self, connection: Connection, /) -> Connection:
        """The same connection, whose transactions hold the one write lock from their beginning to their end:
        who writes sees all that was written before, and the numbers of changes follow one another as their
        transactions do."""

    def state(self) -> object:
        """What changes when somebody writes and a reader would not be protected from it; else None."""

    def is_torn(self, connection: Connection, before: object, /) -> bool:
        """Whether what was read may be of two moments; `before` is the `state` when reading began."""

    def transaction_id(self, connection: Connection, /) -> str | None:
        """By what the writing transaction that was begun on the connection is known after its connection
        broke; None where that cannot be."""

    def was_committed(self, transaction: str, /) -> bool:
        """Whether a transaction of that id is kept, whose end nobody was told."""

    def problems(self) -> AbstractContextManager[None]:
        """Turns what the database says into one line of a `StoreError` that says what to do."""

    def finish_tables(self, connection: Connection, /) -> None:
        """What is left to do after tables were made or changed, in the same transaction."""

    def empty_log(self, connection: Connection, /) -> None:
        """What was deleted does not stay in the database's log or free pages, as far as that can be had."""

    def size(self, connection: Connection, /) -> int:
        """Bytes of the database."""

    def close(self) -> None:
        """Ends what is held beside the engines."""
