"""The ledger's file: opening it, and what reading and writing it have in common.

A file beside the store, fed from its change log. What it holds is a function of the articles fed, in whatever
order: a text has edges with all others that are candidates, and goes with the last article that prints it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from indexer.copies.ledger.packing import unpacked_prints
from indexer.copies.ledger.rows import OtherLedger
from shengmei.console.translation import translated

VERSION = "7"
_AT_ONCE = 500  # values asked for in one statement
_ANEW = "`shengmei ledger rebuild` makes it anew"


class LedgerFile:
    """An open ledger."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database = database
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @property
    def cursor(self) -> int:
        """The last change of the store that is in it."""
        return int(self._fact("cursor"))

    def counts(self) -> dict[str, int]:
        """How many `articles`, `texts` and `edges` there are."""
        tables = {"articles": "printed", "texts": "texts", "edges": "edges"}
        return {
            name: self._database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for name, table in tables.items()
        }

    def length_and_numbers(self, text: int) -> tuple[int, int]:
        """How many characters of a text are compared, and how many numbers stand behind its dateline."""
        asked = "SELECT length, numbers FROM texts WHERE number = ?"
        length, numbers = self._database.execute(asked, (text,)).fetchone()
        return length, numbers

    def check(self, store: str | None) -> None:
        """Raises `OtherLedger` for a ledger of another version, or of another store than the one named."""
        if (version := self._fact("version")) != VERSION:
            said = translated("{path} is a ledger of version {version}: {remedy}")
            raise OtherLedger(said.format(path=self._path, version=version, remedy=translated(_ANEW)))
        if store is not None and self._fact("store") != store:
            said = translated("{path} is the ledger of another store: {remedy}")
            raise OtherLedger(said.format(path=self._path, remedy=translated(_ANEW)))

    def _fact(self, key: str) -> str:
        row = self._database.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return str(row[0])

    def _hashes(self, text: int) -> set[int]:
        """Of the prints of a text."""
        row = self._database.execute("SELECT prints FROM texts WHERE number = ?", (text,)).fetchone()
        return unpacked_prints(row[0])

    def _asked(self, statement: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement whose `{}` stands for values, of which there may be many."""
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            yield from self._database.execute(statement.format(", ".join("?" * len(some))), some).fetchall()
