"""What is said of a store that cannot be opened, read or written."""

from __future__ import annotations

from shengmei.messages import message
from shengmei.problems import Problem
from shengmei.store_place import StorePlace

UPGRADE = "shengmei store migrate"


class StoreError(Problem):
    """The store is absent, foreign, made by a newer version, locked, full or not writable."""

    waited = False  # for as long as a server that is away is waited for: to try it again is of no use


class StoreChanged(StoreError):
    """Another process wrote to a store that was opened for reading alone; read it again."""


class StoreUnreachable(StoreError):
    """The server does not answer, or has ended the connection."""

    def __init__(self, text: str, *, waited: bool = False) -> None:
        super().__init__(text)
        self.waited = waited


def absent(place: StorePlace) -> StoreError:
    """What to say of a store that is not there."""
    return StoreError(
        message("no store at {place}: crawl something first, or name another --data", place=place)
    )
