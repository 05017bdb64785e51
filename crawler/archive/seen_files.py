"""Whether a worker sees the archive that it is asked about: of a folder that is not there, or is another,
every page would count as lost."""

from __future__ import annotations

import platform
from pathlib import Path

from crawler.archive import storage
from crawler.archive.errors import ArchiveError
from crawler.archive.storage import SeenFile


def seen_file(folder: Path, name: str) -> SeenFile | None:
    """A file as this process sees it; None where it does not."""
    try:
        return storage.seen(folder, name)
    except OSError:
        return None


def state_of(seen: SeenFile | None, end: int) -> str:
    """What a file and its rows, up to byte `end`, are like: notes of another state do not count."""
    return f"{end} {seen}"


def check_seen(folder: Path, name: str, seen: SeenFile | None) -> None:
    """Raises `ArchiveError` where this process sees less of a file than was `seen` by who asked."""
    here = seen_file(folder, name)
    if seen is not None and (here is None or here.size < seen.size):
        raise ArchiveError(
            f"worker {platform.node()} does not see {storage.shown(folder, name)} as this machine does: give "
            "it the same folder at the same place"
        )
