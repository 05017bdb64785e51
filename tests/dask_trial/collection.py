"""A data directory with articles that read otherwise today, copies of each other, and one damaged record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from crawler import reader
from crawler.items import Capture
from crawler.store import FetchedArticle
from tests.crawler.archive.keeping import Keeping, page
from tests.indexer.copies.made_up_texts import made

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
COPIES = 5  # articles of one story
# No sentence that all have: each would be compared with each other.
_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_示例网</title></head><body>
<div class="main"><h1>{title}</h1><div class="info">2026-05-01 09:30 来源：示例日报</div>
<div class="content"><p>{one}。</p><p>{two}。</p></div></div></body></html>"""
SAME = 4  # of so many articles one reads today as it did
_VOLATILE = ("at", "read_at", "fed_at", "compared_at")  # when something was written, which no run repeats


def make_collection(data: Path, files: int, pages: int) -> None:
    """So many archive files of so many pages each; the last one has a record that is damaged."""
    with Keeping(data, rotate_at=1) as keeping:
        for file in range(files):
            captures = [_page(number) for number in range(file * pages, (file + 1) * pages)]
            rows = keeping.keep(*captures)
            kept = []
            for number, (capture, row) in enumerate(zip(captures, rows, strict=True)):
                read = reader.read(capture).article
                assert read is not None
                said = read if number % SAME == 0 else replace(read, body=(read.body or "")[: -10 - number])
                kept.append(FetchedArticle(article=said, capture_id=row.id or 0, fetched_at=AT))
            with keeping.store.writing() as transaction:
                transaction.articles.keep(kept, AT)
        path = data / "archive" / rows[pages // 2].file
        whole = bytearray(path.read_bytes())
        whole[rows[pages // 2].offset + rows[pages // 2].length // 2] ^= 0xFF
        path.write_bytes(whole)


def _page(number: int) -> Capture:
    story, copy = divmod(number, COPIES)
    text = made(story, 400)[: 400 - 30 * copy]
    url = f"https://news{copy}.example/{number}.html"
    body = _PAGE.format(title=f"第{number}块田", one=text[:150], two=text[150:])
    return page(number, AT, url=url, body=body.encode(), exchange=None)


def rows_of(path: Path) -> list[str]:
    """All rows of a store or ledger, but for the moments at which they were written."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return list(_rows(database))
    finally:
        database.close()


def _rows(database: sqlite3.Connection) -> Iterator[str]:
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        if table == "readers":  # an index has an identity and an address of its own
            continue
        names = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
        kept = ", ".join(f'"{name}"' for name in names if name not in _VOLATILE)
        for row in sorted(map(repr, database.execute(f'SELECT {kept} FROM "{table}"'))):
            yield f"{table} {row}"
