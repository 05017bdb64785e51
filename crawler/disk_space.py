"""Room on the disk: less than a tenth free is warned of, and a crawl ends before it is full."""

from __future__ import annotations

import shutil
from pathlib import Path

from shengmei.messages import message
from shengmei.problems import IncompleteProblem

LOW = 0.1  # of the disk


class LowDisk(IncompleteProblem):
    """The disk is nearly full; what was fetched is kept, and the next run goes on from there."""


def warning(data: Path) -> str | None:
    """What to say of a disk of which less than a tenth is free; None of any other."""
    usage = shutil.disk_usage(_nearest(data))
    if usage.free >= usage.total * LOW:
        return None
    return message(
        "the disk of {place} is {share:.0%} full, {free:.1f} GB are free",
        place=data,
        share=1 - usage.free / usage.total,
        free=usage.free / 1e9,
    )


def ensure_room(data: Path, keep_free: float) -> None:
    """Raises `LowDisk` where less than `keep_free` MB (10⁶ bytes) are free."""
    free = shutil.disk_usage(_nearest(data)).free / 1e6
    if free < keep_free:
        rest = message(
            "{free:,.0f} MB free, and a crawl leaves {kept:,.0f} MB (keep_free)", free=free, kept=keep_free
        )
        raise LowDisk(
            message(
                "the disk of {place} has {room}: what was fetched is kept; make room and run it again",
                place=data,
                room=rest,
            )
        )


def _nearest(path: Path) -> Path:
    """The path, or the nearest folder above it that is there."""
    return next(one for one in (path.absolute(), *path.absolute().parents) if one.is_dir())
