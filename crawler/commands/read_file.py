"""A saved page: its bytes, and the article they read as."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shengmei.config import is_address
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
    from crawler.items import Capture
    from crawler.saved_page import MOST, capture_file

    if is_address(name):
        from crawler.commands.fetch_page import NotFetched, fetch_page

        try:
            return fetch_page(name)
        except NotFetched as problem:
            raise Unreadable(str(problem)) from problem
    if name == "-":
        return Capture(url=url, fetched_at=datetime.now(UTC), body=sys.stdin.buffer.read(MOST))
    try:
        return capture_file(Path(name), url)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise Unreadable(f"cannot be opened: {getattr(error, 'strerror', None) or error}") from error


def _article(reading: Reading) -> Article:
    if reading.article is not None:
        return reading.article
    if reading.state == "redirect":
        raise Unreadable(f"no article: it leads to {reading.target}")
    raise Unreadable(reading.reason or reading.state)
