"""What a ledger asks of the database that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, runtime_checkable

from shengmei.ledger_place import LedgerPlace

Row = tuple[Any, ...]


class LedgerConnection(Protocol):
    """A connection to the tables of a ledger. Statements say `?` for a value, as SQLite does; what the two
    databases say in different words is a method. All raise `LedgerError`."""

    @property
    def place(self) -> LedgerPlace:
        """Where the ledger is."""

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows that a statement gives."""

    def row(self, statement: str, values: Sequence[object] = ()) -> Row | None:
        """The first of them."""

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """Runs a statement that gives none."""

    def run_all(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Runs it for each of the rows."""

    def among(self, statement: str, values: Sequence[object]) -> Iterator[Row]:
        """The rows of a statement that says `IN ({})`, for values of which there may be many."""

    def writing(self) -> AbstractContextManager[None]:
        """A transaction, all or nothing; nobody else writes from its beginning to its end."""

    def made(self) -> object:
        """What is another one when another ledger has taken the place of this one under the connection."""

    def last_text(self) -> int:
        """The last number that a text was given, also one that is no more."""

    def set_last_text(self, number: int) -> None:
        """Texts were numbered up to this one."""

    def entries(self, buckets: Sequence[int]) -> Iterator[tuple[int, int, bytes]]:
        """The posting lists of these buckets: block, bucket and entries (see fingerprint_index.py)."""

    def entries_with(self, wanted: Sequence[tuple[int, int, bytes]]) -> Iterator[tuple[int, int, bytes]]:
        """Of fingerprints, their buckets and the bytes with which their entries begin: the fingerprint, block
        and entries of each posting list that may have some."""

    def append_entries(self, block: int, entries: Mapping[int, bytes]) -> None:
        """Writes entries, by bucket, behind those that a block has."""

    def set_entries(self, block: int, bucket: int, entries: bytes) -> None:
        """Writes a posting list that has lost some; none is left of an empty one."""

    def close(self) -> None:
        """Ends it."""


@runtime_checkable
class LedgerDatabase(Protocol):
    """A ledger in a SQLite file or on a PostgreSQL server, whether it is there or not. All raise
    `LedgerError`."""

    @property
    def place(self) -> LedgerPlace:
        """Where it is."""

    def connect(self, facts: Mapping[str, str], *, create: bool) -> LedgerConnection:
        """For writing. Where there is none it is made, with `facts` in its table `about`; without `create`
        raises `NoLedger` there."""

    def connect_to_read(self) -> LedgerConnection:
        """For reading what is there; nothing is made or changed."""

    def beside(self) -> LedgerDatabase:
        """Where one is made that is to take the place of this one."""

    def claimed(self) -> AbstractContextManager[None]:
        """While it lasts nobody else may claim it; raises `LedgerError` when somebody has."""

    def replace(self) -> None:
        """Puts the one that was made `beside` in the place of this one, which is no more then."""

    def delete(self) -> None:
        """Takes it away, if it is there."""
