"""What can be done with a store in a file alone."""

from __future__ import annotations

from pathlib import Path

from shengmei.messages import message
from shengmei.problems import UsageProblem
from shengmei.store_place import StorePlace


def store_file(place: StorePlace, instead: str) -> Path:
    """The store's file; raises `UsageProblem` for a store on a server, with what to do there `instead`."""
    if isinstance(place, Path):
        return place
    raise UsageProblem(
        message("the store stands in {place}, and this copies files: {instead}", place=place, instead=instead)
    )
