"""Where a ledger of copies is: a file in the data directory, or the database that has the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shengmei.store_place import DatabaseAddress


@dataclass(frozen=True)
class DatabaseLedger:
    """The ledger in the database of a store on a server. `file` is where older versions kept it."""

    address: DatabaseAddress
    file: Path | None = None

    def __str__(self) -> str:
        return str(self.address)


LedgerPlace = Path | DatabaseLedger
