"""An open ledger: what reading and writing it have in common.

It is fed from the store's change log, in a file beside the store or in the store's database. What it holds is
a function of the articles fed, in whatever order: a text has edges with all others that are candidates, and
goes with the last article that prints it.
"""

from __future__ import annotations

from typing import Self

from indexer.copies.ledger.databases import LedgerConnection
from indexer.copies.ledger.databases.errors import OtherLedger, remedy
from indexer.copies.ledger.packing import unpacked_prints
from shengmei.console.translation import message

VERSION = "8"


class LedgerTables:
    """An open ledger."""

    def __init__(self, connection: LedgerConnection) -> None:
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    @property
    def cursor(self) -> int:
        """The last change of the store that is in it."""
        return int(self._fact("cursor"))

    def counts(self) -> dict[str, int]:
        """How many `articles`, `texts` and `edges` there are."""
        tables = {"articles": "printed", "texts": "texts", "edges": "edges"}
        return {
            name: self._connection.rows(f"SELECT count(*) FROM {table}")[0][0]
            for name, table in tables.items()
        }

    def length_and_numbers(self, text: int) -> tuple[int, int]:
        """How many characters of a text are compared, and how many numbers stand behind its dateline."""
        asked = "SELECT length, numbers FROM texts WHERE number = ?"
        length, numbers = self._connection.rows(asked, (text,))[0]
        return length, numbers

    def check(self, store: str | None) -> None:
        """Raises `OtherLedger` for a ledger of another version, or of another store than the one named."""
        place = self._connection.place
        if (version := self._fact("version")) != VERSION:
            raise OtherLedger(
                message(
                    "{path} is a ledger of version {version}: {remedy}",
                    path=place,
                    version=version,
                    remedy=remedy(),
                )
            )
        if store is not None and self._fact("store") != store:
            raise OtherLedger(
                message("{path} is the ledger of another store: {remedy}", path=place, remedy=remedy())
            )

    def _fact(self, key: str) -> str:
        row = self._connection.row("SELECT value FROM about WHERE key = ?", (key,))
        return str(row[0]) if row else ""

    def _hashes(self, text: int) -> set[int]:
        """Of the prints of a text."""
        return unpacked_prints(
            self._connection.rows("SELECT prints FROM texts WHERE number = ?", (text,))[0][0]
        )
