"""`shengmei store migrate`: an older store becomes today's."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shengmei.console import options, streams
from shengmei.console.translation import message, messages, translated
from shengmei.store_place import StorePlace, check_address, database_address, is_database_address

if TYPE_CHECKING:
    from crawler.store.migrate import Migration
    from shengmei.config import Config


@click.group(short_help="Upgrade a store, or copy it to another database.")
def store() -> None:
    """Look after the store as a whole: `shengmei store migrate` upgrades one that an older version made,
    `shengmei store copy` takes it from a file to PostgreSQL or back."""


@store.command(short_help="Upgrade a store that an older version made.")
@click.option("--dry-run", is_flag=True, help="Try it on a copy that is thrown away; say what would be done.")
@options.common_options
@click.pass_obj
def migrate(config: Config, dry_run: bool) -> None:
    """Upgrade the store of an older shengmei to what this one writes; done already, that is exit code 0.

    \b
    shengmei store migrate --dry-run
    shengmei store migrate

    What was kept under two addresses that today's rules call one becomes one article, with the revisions of
    both.

    A copy of the store as it was is made first, beside it, and stays until you delete it. All is done or
    nothing: whatever goes wrong, a kill too, leaves the store as it was. End crawls and `index watch` before.

    Where SHENGMEI_STORE names a database on PostgreSQL that is empty, the store is made there; of one that is
    upgraded make a copy with pg_dump before.
    """
    from crawler.outcomes.joined_addresses import join_addresses, moved_addresses
    from crawler.spiders.lock import Lock
    from crawler.store import Store
    from crawler.store import migrate as migrating
    from crawler.store.databases.errors import absent

    place = config.store_path
    if not place.exists():
        raise absent(place)
    if dry_run:
        _say(migrating.try_migration(place), trial=True)
        on_copy = translated("tried on a copy: it goes through; nothing was changed")
        undone = translated("tried in a transaction that was undone: it goes through; nothing was changed")
        streams.note(on_copy if isinstance(place, Path) else undone)
        return
    config.data.mkdir(parents=True, exist_ok=True)
    lock = Lock(config.data / "crawl.lock")
    try:
        done = migrating.migrate(place)
        with Store.open(place) as opened:
            moved = moved_addresses(opened)
            copy = done.copy
            if moved and copy is None and isinstance(place, Path):
                copy = migrating.copy_beside(place, done.after)
            joined = join_addresses(opened, moved, datetime.now(UTC))
    finally:
        lock.release()
    _say(done, trial=False)
    if moved:
        streams.out(
            messages(
                "{number:,} address leads to the one that today's rules give it; articles joined: {joined}",
                "{number:,} addresses lead to the one that today's rules give them; "
                "articles joined: {joined}",
                len(moved),
                joined=joined,
            )
        )
    if copy is not None:
        streams.note(message("what it was is in {copy}; delete that when all is well", copy=copy))


@store.command(short_help="Copy a store to another database: from a file to PostgreSQL, or back.")
@click.argument("from_", metavar="FROM")
@click.argument("to", metavar="TO")
@options.common_options
@click.pass_obj
def copy(config: Config, from_: str, to: str) -> None:
    """Copy the whole store FROM one place TO another that is empty, row by row; FROM is only read.

    \b
    shengmei store copy /srv/shengmei postgresql+psycopg://crawler@db.example/shengmei
    shengmei store copy postgresql+psycopg://crawler@db.example/shengmei /srv/shengmei-2

    Each is a data directory or the address of a database. The archive stays where it is; indexes fed from the
    old store go on being fed from the new one; a ledger of copies is made anew there (`shengmei ledger
    sync`). Called again after a kill it goes on; at the end all rows of both are compared. End crawls and
    `index watch` before, and crawl into one of the two after.
    """
    from crawler.spiders.lock import Lock
    from crawler.store.upkeep.copy_store import copy_store
    from shengmei.console.progress import Progress

    source, target = _place(config, from_, "FROM"), _place(config, to, "TO")
    lock = Lock(source.parent / "crawl.lock") if isinstance(source, Path) and source.exists() else None
    try:
        with Progress("rows") as progress:
            done = copy_store(source, target, progress)
    finally:
        if lock is not None:
            lock.release()
    streams.note(
        message(
            "{rows:,} rows are the same in both; written by this call: {written:,}",
            rows=done.rows,
            written=done.written,
        )
    )
    streams.note(
        translated("a ledger of copies is not copied: `shengmei ledger sync` makes it from the new store")
    )


def _place(config: Config, named: str, which: str) -> StorePlace:
    """The store in a data directory, or at an address, for which the configured password counts."""
    if is_database_address(named):
        check_address(named, which)
        return database_address(named, config.store_password)
    return Path(named).expanduser().absolute() / "shengmei.sqlite"


def _say(migration: Migration, *, trial: bool) -> None:
    if not migration.revisions:
        streams.out(message("the store is of version {version}, the newest", version=migration.after))
        return
    if not migration.before:
        streams.out(
            message(
                "the store was not there: it would go to version {version}"
                if trial
                else "the store was not there: it went to version {version}",
                version=migration.after,
            )
        )
        return
    streams.out(
        message(
            "the store would go from version {before} to {after}:"
            if trial
            else "the store went from version {before} to {after}:",
            before=migration.before,
            after=migration.after,
        )
    )
    for one in migration.revisions:
        streams.out(f"  {one.name}: {one.text}")
