"""What the archive's files are called: a number, and of a worker's its name before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

_NAME = re.compile(r"shengmei-(?:(?P<worker>.+)-)?(?P<number>\d{6,})(?:-p\d+)?\.warc\.gz")


def file_name(number: int, worker: str | None = None) -> str:
    """`shengmei-000001.warc.gz`; of the worker `north` `shengmei-north-000001.warc.gz`."""
    return f"shengmei-{worker}-{number:06}.warc.gz" if worker else f"shengmei-{number:06}.warc.gz"


def worker_of(file: str) -> str | None:
    """The worker that wrote a file; None for a crawl without a name, and for other files."""
    found = _NAME.fullmatch(file)
    return found["worker"] if found else None


def number_of(file: str, worker: str | None = None) -> int | None:
    """The number in the name of a worker's file, or of one without a worker; None for somebody else's."""
    found = _NAME.fullmatch(file)
    return int(found["number"]) if found and found["worker"] == worker else None


def lying_elsewhere(files: Iterable[str], workers: Collection[str], folder: Path) -> set[str]:
    """Those archive files that are not in `folder` because one of these workers has them on another disk."""
    return {file for file in files if worker_of(file) in workers and not (folder / file).exists()}
