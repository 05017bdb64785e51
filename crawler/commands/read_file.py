"""A saved page: its bytes, and the article they read as."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shengmei.problems import IncompleteProblem

if TYPE_CHECKING:
    from crawler.items import Article, Capture, Reading
    from crawler.pages.fields.evidence import Candidate


class Unreadable(IncompleteProblem):
    """A page that gives no article; the message is the reason."""


def read_file(name: str, url: str) -> Article:
    """The article that a saved page shows; `-` is standard input. Raises `Unreadable` with the reason."""
    from crawler import reader

    return _article(reader.read(_capture(name, url)))


def explain_file(name: str, url: str) -> tuple[Article, tuple[Candidate, ...]]:
    """The same article, with the candidates of each field. Raises `Unreadable` with the reason."""
    from crawler import reader

    reading, candidates = reader.explain(_capture(name, url))
    return _article(reading), candidates


def _capture(name: str, url: str) -> Capture:
    from crawler import reader
    from crawler.items import Capture

    # A byte more than any page may have is enough for the reader to refuse it; a device file has no end.
    body, written = _content(name, reader.LARGEST + 1)
    return Capture(url=url, fetched_at=written, body=body)


def _content(name: str, most: int) -> tuple[bytes, datetime]:
    """The bytes, and when they were written: the best that is known of when the page was fetched."""
    if name == "-":
        return sys.stdin.buffer.read(most), datetime.now(UTC)
    try:
        with Path(name).open("rb") as file:
            return file.read(most), _written(Path(name).stat().st_mtime)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise Unreadable(f"cannot be opened: {getattr(error, 'strerror', None) or error}") from error


def _written(modified: float) -> datetime:
    """When a file was written; now, where its time is none: archives made to be repeatable set 1970 or 1980,
    and every date on the page would then lie in the future and be refused."""
    written = datetime.fromtimestamp(modified, UTC)
    return written if written.year > 1995 else datetime.now(UTC)


def _article(reading: Reading) -> Article:
    if reading.article is not None:
        return reading.article
    if reading.state == "redirect":
        raise Unreadable(f"no article: it leads to {reading.target}")
    raise Unreadable(reading.reason or reading.state)
