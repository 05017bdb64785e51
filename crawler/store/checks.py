"""Whether what was opened is a store of ours, and of which version."""

from __future__ import annotations

import uuid
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, update

from crawler.store.databases.errors import UPGRADE, StoreError
from crawler.store.migrations import newest_version
from crawler.store.schema import about
from shengmei.messages import message
from shengmei.store_place import StorePlace


def stored_facts(connection: Connection) -> dict[str, str]:
    """What the store says of itself: `schema`, its version, and `uuid`."""
    return {row.key: row.value for row in connection.execute(select(about))}


COPYING = "copying"  # key in `about` of a copy that is not whole yet: the uuid of the store that it is of


def check(
    connection: Connection, place: StorePlace, newest: int | None = None, *, copying: bool = False
) -> None:
    """Raises `StoreError` when the database is none of ours, of a newer version than `newest` (None: what
    this program knows), or a copy that is not whole yet, unless that is `copying` on."""
    names = inspect(connection).get_table_names()
    if not names:  # it is just being made
        raise StoreError(
            message(
                "{place} holds nothing yet: crawl something first, or name {another}",
                place=place,
                another=_another(place),
            )
        )
    if "about" not in names:
        raise StoreError(
            message(
                "{place} is a database of something else: name {another}",
                place=place,
                another=_another(place),
            )
        )
    if COPYING in stored_facts(connection) and not copying:
        raise StoreError(
            message(
                "{place} is a copy that is not whole yet: run the same shengmei store copy again", place=place
            )
        )
    version, known = stored_version(connection), newest or newest_version()
    if version > known:
        raise StoreError(
            message(
                "{place} was made by a newer shengmei (store version {version}, this one knows "
                "{known}): update shengmei",
                place=place,
                version=version,
                known=known,
            )
        )


def _another(place: StorePlace) -> str:
    return message("another --data" if isinstance(place, Path) else "another database")


def older(connection: Connection, place: StorePlace) -> str | None:
    """Of an older store, which can be read as far as it goes and is not written to, what to do with it."""
    version, newest = stored_version(connection), newest_version()
    if version >= newest:
        return None
    made = message(
        "was made by an older shengmei (store version {version}, this one writes {known})",
        version=version,
        known=newest,
    )
    return message("{place} {said}: {command} upgrades it", place=place, said=made, command=UPGRADE)


def stored_version(connection: Connection) -> int:
    """The version of the store's tables, from 1."""
    return int(stored_facts(connection).get("schema", "0"))


def record_version(connection: Connection, version: int) -> None:
    """Writes down of which version the tables are; a store that has no name yet gets one."""
    if "uuid" not in stored_facts(connection):
        rows = [{"key": "schema", "value": ""}, {"key": "uuid", "value": uuid.uuid4().hex}]
        connection.execute(insert(about), rows)
    connection.execute(update(about).where(about.c.key == "schema").values(value=str(version)))
