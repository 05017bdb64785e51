"""Whose archive a store on a server speaks of: which data directory has which files of it.

A crawl without a name has the files without one, and two data directories may not both have such; each worker
has the files that carry its name, in one data directory.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import insert, select

from crawler.store import Store, StoreError, Transaction
from crawler.store.schema import about

_KEY = "archive"  # in the table `about`: the name of the data directory
_NAME = ".directory-name"  # a file with what names this data directory in a store that others share


def directory_name(folder: Path) -> str:
    """By what a data directory is told from those of other machines, which may have the same path."""
    path = folder / _NAME
    with suppress(FileExistsError), path.open("x", encoding="ascii") as file:
        file.write(secrets.token_hex(8))
    return path.read_text(encoding="ascii").strip() or "unnamed"


def claim_archive(store: Store, directory: str) -> None:
    """Writes down that a data directory of that name has the archive; raises `StoreError` where another one
    has it."""
    with store.connected(writes=True) as connection:
        owner = connection.execute(select(about.c.value).where(about.c.key == _KEY)).scalar()
        if owner is None:
            connection.execute(insert(about), [{"key": _KEY, "value": directory}])
        elif owner != directory:
            raise StoreError(
                f"{store.path} has its pages in the archive of another data directory: name that one, or "
                f"crawl by `shengmei worker`, which has an archive of its own; if its archive was moved "
                f"here, write its name {owner} into the file {_NAME}"
            )


def check_worker_archive(transaction: Transaction, name: str, directory: str) -> None:
    """Raises `StoreError` where a worker of that name has its archive in another data directory."""
    owner = transaction.workers.directory_of(name)
    if owner not in (None, directory):
        raise StoreError(
            f"worker {name} has its archive in another data directory: choose another --name; if its archive "
            f"was moved here, write its name {owner} into the file {_NAME}"
        )


def workers_elsewhere(transaction: Transaction, folder: Path) -> set[str]:
    """The workers whose files are in the archive of another data directory than `folder`."""
    known = transaction.workers.directories()
    if not known:
        return set()
    own = ""
    with suppress(OSError):
        own = (folder / _NAME).read_text(encoding="ascii").strip()
    return {name for name, directory in known.items() if directory != own}
