"""The data directory that version 0.1.0 made, unpacked, and brought up to date."""

from __future__ import annotations

import tarfile
from pathlib import Path

from crawler.store.migrate import migrate

PACKED = Path(__file__).with_name("data-0.1.0.tar.xz")


def unpacked_data(folder: Path) -> Path:
    """The directory `data` in the folder, as 0.1.0 left it: 50 articles of the demo outlet, indexed."""
    with tarfile.open(PACKED) as packed:
        packed.extractall(folder, filter="data")
    return folder / "data"


def migrated_data(folder: Path) -> Path:
    """The same with the store of today, without the copy that a migration leaves."""
    data = unpacked_data(folder)
    migrate(data / "shengmei.sqlite")
    for copy in data.glob("shengmei-version-*"):
        copy.unlink()
    return data
