"""The task of a rereading: pages of an archive file, read by today's page classes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from crawler import reader
from crawler.archive import ArchiveError, read_captures
from crawler.archive.seen_files import check_seen
from crawler.archive.storage import SeenFile
from crawler.items import Capture, Extraction, Reading
from crawler.normalise import addresses
from crawler.pages.multipage.collector import PageCollector
from crawler.registry import own
from crawler.site_files.own_sites import site_directory
from crawler.store import CaptureRecord
from crawler.store.article_batch import digest_of_said, written_form


@dataclass(frozen=True)
class PageToRead:
    """Capture records of an article's pages, the first page first; `digest` of what is kept of it."""

    pages: tuple[CaptureRecord, ...]
    digest: str | None


@dataclass(frozen=True)
class Damaged:
    """In the place of a reading: why the archive does not give the page."""

    reason: str


@dataclass(frozen=True)
class SaysTheSame:
    """In the place of the reading of an article that says what is kept: how far it can be trusted."""

    extraction: Extraction | None


Answer = Reading | Damaged | SaysTheSame


def read_again(archive: Path, file: str, seen: SeenFile | None, wanted: Iterable[PageToRead]) -> list[Answer]:
    """A reading for each article. One of which a page is damaged is not read: it would be kept shorter than
    it was. Raises `ArchiveError` for an archive that is another one here than where this was asked."""
    check_seen(archive, file, seen)
    return [_answer(archive, one) for one in wanted]


def _answer(archive: Path, wanted: PageToRead) -> Answer:
    try:
        reading = _joined(list(read_captures(archive, wanted.pages)))
    except ArchiveError as damage:
        return Damaged(str(damage))
    article = reading.article
    if wanted.digest is None or article is None or digest_of_said(written_form(article)) != wanted.digest:
        return reading
    return SaysTheSame(article.extraction)


def _joined(captures: list[Capture]) -> Reading:
    """The article as the crawl made it of the same pages; what was not fetched then is missing now."""
    reading = reader.read(captures[0])
    if reading.article is None or reading.paging is None or reading.paging.first is not None:
        return reading
    kept = {addresses.normalised(one.url): one for one in reversed(captures[1:])}  # the earlier visit's wins
    collector = PageCollector(reading.article, reading.paging)
    while address := collector.next_address():
        if capture := kept.get(addresses.normalised(address)):
            collector.add_page(address, reader.read(capture, collector.root))
        else:
            collector.mark_missing(address, "not in the archive")
    return replace(reading, article=collector.article())


def own_outlets() -> str:
    """A digest of the outlets of one's own, which a worker needs as well: their files, and those that
    installed packages bring, by id."""
    known = hashlib.sha256(repr(sorted(own().sites)).encode())
    folder = site_directory()
    for path in sorted(folder.iterdir()) if folder is not None else ():
        if path.suffix in (".py", ".toml"):
            known.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return known.hexdigest()[:16]
