"""The store opened by those who only look: where nothing may be written, nothing needs to be."""

from __future__ import annotations

import os
from pathlib import Path

from crawler.store import Store
from shengmei.store_place import StorePlace


def open_to_look(place: StorePlace) -> Store:
    """A store that may be written to is opened as ever: what is read of it is of one moment. Raises
    `StoreError`."""
    if isinstance(place, Path) and place.exists() and not os.access(place.parent, os.W_OK):
        return Store.open_read_only(place)
    return Store.open(place, to_look=True)
