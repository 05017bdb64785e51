"""The two databases that a ledger can stand in: a SQLite file or PostgreSQL. All that is one's own is here.

ledger_at(place)    which one: connections, the tables, a new one in the place of an old one
tables.py           the tables, the same on both
errors.py           what is said of a ledger that cannot be opened, read or written
"""

from __future__ import annotations

from pathlib import Path

from indexer.copies.ledger.databases.interface import LedgerConnection as LedgerConnection
from indexer.copies.ledger.databases.interface import LedgerDatabase as LedgerDatabase
from indexer.copies.ledger.databases.sqlite import SqliteLedger
from shengmei.ledger_place import LedgerPlace


def ledger_at(place: LedgerPlace | LedgerDatabase) -> LedgerDatabase:
    """The ledger at a path, or in the database of a store."""
    if isinstance(place, Path):
        return SqliteLedger(place)
    if isinstance(place, LedgerDatabase):
        return place
    from indexer.copies.ledger.databases.postgresql import PostgresLedger  # its driver is an extra

    return PostgresLedger(place)
