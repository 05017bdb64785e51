"""The two databases that a store can stand in: a SQLite file or PostgreSQL. All that is one's own is here.

database_at(place)    which one: engines, the write lock, one moment for readers, what errors mean
upserts.py            rows that may be there already
days.py               the Beijing day of a written moment
"""

from __future__ import annotations

from pathlib import Path

from crawler.store.databases.interface import Database as Database
from crawler.store.databases.sqlite import SqliteDatabase
from shengmei.store_place import StorePlace


def database_at(place: StorePlace) -> Database:
    """The database at a path, or behind an address."""
    if isinstance(place, Path):
        return SqliteDatabase(place)
    from crawler.store.databases.postgresql import PostgresDatabase  # its driver is an extra

    return PostgresDatabase(place)
