"""Room on the disk: less than a tenth free is warned of, and a crawl ends before it is full."""

from __future__ import annotations

import shutil
from pathlib import Path

from shengmei.problems import IncompleteProblem

LOW = 0.1  # of the disk


class LowDisk(IncompleteProblem):
    """The disk is nearly full; what was fetched is kept, and the next run goes on from there."""


def warning(data: Path) -> str | None:
    """What to say of a disk of which less than a tenth is free; None of any other."""
    usage = shutil.disk_usage(_nearest(data))
    if usage.free >= usage.total * LOW:
        return None
    return (
        f"the disk of {data} is {1 - usage.free / usage.total:.0%} full, {usage.free / 1e9:.1f} GB are free"
    )


def ensure_room(data: Path, keep_free: float) -> None:
    """Raises `LowDisk` where less than `keep_free` MB (10⁶ bytes) are free."""
    free = shutil.disk_usage(_nearest(data)).free / 1e6
    if free < keep_free:
        rest = f"{free:,.0f} MB free, and a crawl leaves {keep_free:,.0f} MB (keep_free)"
        raise LowDisk(f"the disk of {data} has {rest}: what was fetched is kept; make room and run it again")


def _nearest(path: Path) -> Path:
    """The path, or the nearest folder above it that is there."""
    return next(one for one in (path.absolute(), *path.absolute().parents) if one.is_dir())
