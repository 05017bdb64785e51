"""Whose archive a store on a server speaks of: files of two data directories would have the same names."""

from __future__ import annotations

from sqlalchemy import insert, select

from crawler.store import Store, StoreError
from crawler.store.schema import about

_KEY = "archive"  # in the table `about`: the name of the data directory


def claim_archive(store: Store, directory: str) -> None:
    """Writes down that a data directory of that name has the archive; raises `StoreError` where another one
    has it."""
    with store.connected(writes=True) as connection:
        owner = connection.execute(select(about.c.value).where(about.c.key == _KEY)).scalar()
        if owner is None:
            connection.execute(insert(about), [{"key": _KEY, "value": directory}])
        elif owner != directory:
            raise StoreError(
                f"{store.path} has its pages in the archive of another data directory: name that one; "
                f"if its archive was moved here, write its name {owner} into the file .directory-name"
            )
