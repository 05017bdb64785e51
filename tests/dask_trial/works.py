"""The three pieces of work that a cluster takes, as commands: how far one is, and what it came to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.dask_trial.collection import rows_of


@dataclass(frozen=True)
class Work:
    """`words` of the command; `done` says how many of its parts are finished, `result` all that it left."""

    words: tuple[str, ...]
    done: Callable[[Path], int]
    result: Callable[[Path], list[str]]

    @property
    def name(self) -> str:
        return " ".join(word for word in self.words if not word.startswith("-"))


def _noted(name: str) -> Callable[[Path], int]:
    """Files that are finished, as the notes in the data directory say; the first line names the work."""

    def count(data: Path) -> int:
        try:
            lines = (data / name).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return 0
        return sum(line.startswith("[") for line in lines)

    return count


def _compared(data: Path) -> int:
    """Hundreds of texts in the ledger that is being made."""
    path = data / "ledger.new"
    with suppress(sqlite3.OperationalError):
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return int(database.execute("SELECT count(*) FROM texts").fetchone()[0]) // 100
        finally:
            database.close()
    return 0


def _store(data: Path) -> list[str]:
    return rows_of(data / "shengmei.sqlite")


WORKS = (
    Work(("reread",), _noted("reread.finished"), _store),
    Work(("archive", "verify", "--json"), _noted("archive-verify.finished"), lambda _: []),
    Work(("ledger", "rebuild"), _compared, lambda data: [*_store(data), *rows_of(data / "ledger.sqlite")]),
)
