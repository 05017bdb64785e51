"""Reads the archive again with today's page classes, without network, on all cores or on a cluster.

What a page says is kept as a new extraction of the same revision, where it differs from the last one; a page
that nobody could read becomes an article. A page that today's classes cannot read keeps its earlier reading.
Tasks read; this process alone writes, file by file in the order of the pages, so the result is the same
wherever they were read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.archive import ArchiveError
from crawler.archive.seen_files import seen_file, state_of
from crawler.outlet_likeness import OutletLikeness
from crawler.reread.archived_pages import PagesOfFile, pages_of, unread_captures
from crawler.reread.keep_readings import Reread, keep_answers
from crawler.reread.read_pages import PageToRead, own_outlets, read_again
from crawler.store import Store
from shengmei.tasks import running
from shengmei.tasks.finished_parts import FinishedParts, finished_parts
from shengmei.tasks.same_code import code_digest

__all__ = ["Reread", "reread_archive"]

CHUNK = 64  # pages handed to a process at once
FEW = 256  # pages for which starting processes does not pay


def reread_archive(
    store: Store,
    archive: Path,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    processes: int | None = None,
    on: str | None = None,
    notes: Path | None = None,
) -> Reread:
    """Reads everything again; `on_progress(pages done, to do)` after each batch.

    With `on` the workers of that Dask cluster read, a file each; `notes` is a file for what was kept of each,
    so that it is not done again after a kill. A damaged record is named in `damaged`, and the others are
    read. Raises `StoreError`, `TasksError`, and `ArchiveError` where there is no archive at all, or a worker
    sees another one.
    """
    unread = unread_captures(store)
    with store.reading() as transaction:
        to_do = transaction.articles.count_readings() + len(unread)
        ends = transaction.articles.archive_ends()
    if to_do and not archive.is_dir():
        raise ArchiveError(f"no archive at {archive}: restore it, or name another --data")
    if on is None and processes is None:
        processes = 1 if to_do <= FEW else os.cpu_count()
    done, likeness = Reread(), OutletLikeness()

    def unfinished(finished: FinishedParts, most: int | None) -> Iterator[PagesOfFile]:
        for name, end in ends.items():
            noted = finished.result(name, state_of(seen_file(archive, name), end))
            if noted is not None:
                done.add(Reread.from_notes(noted))
            else:
                yield from pages_of(store, archive, name, end, unread, most)

    work = f"reread {store.uuid} {code_digest()} {own_outlets()}" if on else ""
    with (
        running(on, processes, alike=own_outlets) as tasks,
        finished_parts(notes if on else None, work) as finished,
    ):
        some = unfinished(finished, None if tasks.far else CHUNK)
        for one, answers in tasks.in_order(read_again, some, lambda one: _wanted(archive.resolve(), one)):
            kept = Reread()
            for start in range(0, len(answers), CHUNK):
                pages = one.pages[start : start + CHUNK]
                keep_answers(store, archive, pages, answers[start : start + CHUNK], kept, likeness)
            done.add(kept)
            if tasks.far:
                finished.add(one.file, state_of(one.seen, one.end), kept.as_notes())
            if on_progress is not None:
                on_progress(done.pages, to_do)
    return done


def _wanted(archive: Path, some: PagesOfFile) -> tuple[object, ...]:
    wanted = [PageToRead((page.record, *page.later_pages), page.digest) for page in some.pages]
    return archive, some.file, some.seen, wanted
