"""SQLite: one table `articles`, a column a field; lists and objects as JSON, which `json_each` opens."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from indexer.search import Field
from search_cli.exporting.cells import UNFIT, Failures, failed
from search_cli.exporting.columns import Document, known
from search_cli.exporting.durable import sibling, sync

_TYPES = {"long": "INTEGER", "integer": "INTEGER", "boolean": "INTEGER", "float": "REAL"}


class Sqlite:
    """Rows go to `FILE.rows`, a transaction a mark (checkpoint), which is their number."""

    step = 5_000

    def __init__(self, file: Path, fields: Sequence[Field]) -> None:
        self.part, self._rows = sibling(file, ".part"), sibling(file, ".rows")
        self._fields = fields
        self.changes = Counter[str]()
        columns = ", ".join(f'"{one.name}" {_type(one)}' for one in fields)
        self._create = f"CREATE TABLE articles ({columns})"
        self._insert = f"INSERT INTO articles VALUES ({', '.join('?' * len(fields))})"

    def holds(self, mark: int) -> bool:
        if not self._rows.exists():
            return False
        try:
            with closing(sqlite3.connect(self._rows)) as database:
                found = database.execute("SELECT count(*) FROM articles WHERE rowid <= ?", (mark,)).fetchone()
        except sqlite3.Error:
            return False
        return bool(found[0] == mark)

    def begin(self, mark: int) -> None:
        """Goes on behind the mark; rows that were written after it are taken out. 0 begins anew."""
        if not mark:
            self.clean()
        self._database = sqlite3.connect(self._rows)
        self._database.execute("PRAGMA synchronous = FULL")
        if mark:
            self._database.execute("DELETE FROM articles WHERE rowid > ?", (mark,))
        else:
            self._database.execute(self._create)
        self._database.commit()
        self._mark = mark

    def add(self, documents: Iterable[Document]) -> Failures:
        failures: Failures = []
        for document in documents:
            try:
                row = [_cell(known(document, one.name)) for one in self._fields]
                self._database.execute(self._insert, row)
            except (*UNFIT, sqlite3.InterfaceError, sqlite3.ProgrammingError) as problem:
                failures.append(failed(document, problem))
            else:
                self._mark += 1
        return failures

    def mark(self) -> int:
        """All that was added is on the disk."""
        self._database.commit()
        return self._mark

    def finish(self) -> None:
        """`part` is whole, and has no trace of rows that were taken out."""
        self.mark()
        self.part.unlink(missing_ok=True)
        self._database.execute("VACUUM INTO ?", (str(self.part),))
        sync(self.part)

    def close(self) -> None:
        self._database.close()

    def clean(self) -> None:
        for one in (self.part, self._rows, sibling(self._rows, "-journal")):
            one.unlink(missing_ok=True)


def _type(field: Field) -> str:
    return "TEXT" if field.many else _TYPES.get(field.type, "TEXT")


def _cell(found: Any) -> Any:
    """Lists and objects as JSON; half of a character, which UTF-8 cannot hold, as U+FFFD."""
    if isinstance(found, list | dict):
        found = json.dumps(found, ensure_ascii=False)
    return (
        found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if isinstance(found, str)
        else found
    )
