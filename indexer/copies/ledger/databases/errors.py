"""What is said of a ledger that cannot be opened, read or written."""

from __future__ import annotations

from pathlib import Path

from shengmei.console.translation import message, translated
from shengmei.ledger_place import LedgerPlace
from shengmei.problems import Problem


class LedgerError(Problem):
    """The ledger is absent, of another version or another store, locked, damaged or not writable."""


class OtherLedger(LedgerError):
    """It is of another version or another store."""


class WrittenMeanwhile(LedgerError):
    """Another process wrote to it since it was read what is to be written next."""


def remedy() -> str:
    """What to do with a ledger that cannot be used."""
    return translated("`shengmei ledger rebuild` makes it anew")


class NoLedger(LedgerError):
    """There is none. `file_of_before`: where it was, as a file, before a store on a server had it."""

    def __init__(self, said: str, file_of_before: Path | None) -> None:
        super().__init__(said)
        self.file_of_before = file_of_before


def absent(place: LedgerPlace) -> NoLedger:
    """What to say of a ledger that is not there."""
    file = None if isinstance(place, Path) else place.file
    if file is None or not file.exists():
        said = message("no ledger at {path}: `shengmei ledger sync` makes it from the store", path=place)
        return NoLedger(said, None)
    said = message(
        "{file} is read no more, for the ledger of a store on PostgreSQL stands in the database: "
        "`shengmei ledger sync` makes it there, then delete the file",
        file=file,
    )
    return NoLedger(said, file)
