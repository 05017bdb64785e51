"""A data directory whose archive and store are written as a crawl writes them, a batch at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.archive import Archive
from crawler.items import Capture, Exchange
from crawler.store import CaptureRecord, Store


class Keeping:
    """An open store with its archive. `keep` is one batch: the archive first, then the transaction."""

    def __init__(self, data: Path, **options: int) -> None:
        self.archive_folder = data / "archive"
        self.store = Store.open(data / "shengmei.sqlite", create=True)
        with self.store.reading() as transaction:
            ends = transaction.articles.archive_ends()
        self.archive = Archive(self.archive_folder, ends, **options)

    def keep(self, *captures: Capture) -> list[CaptureRecord]:
        """Archives the responses and writes them down, each under its own address; their rows."""
        with self.store.reading() as transaction:
            earlier = [transaction.captures.earlier(one.url, one.url, one.status) for one in captures]
        places = self.archive.append(captures, earlier)
        rows = [
            CaptureRecord(
                url=one.url, address=one.url, fetched_at=one.fetched_at, status=one.status, **vars(place)
            )
            for one, place in zip(captures, places, strict=True)
        ]
        with self.store.writing() as transaction:
            ids = transaction.articles.capture(rows)
        with self.store.reading() as transaction:
            found = transaction.articles.capture_records(ids)
        return [found[key] for key in ids]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.archive.close()
        self.store.close()


def page(number: int, at: datetime, text: str = "早稻插秧", **more) -> Capture:
    """A page as it came over the wire, without a coding."""
    lines = "".join(f"<p>第{number}页 {text} {line**3}</p>" for line in range(200))
    body = f"<html><h1>{text}</h1>{lines}</html>".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    one = Capture(
        url=f"http://news.one.example/{number}.html",
        fetched_at=at,
        body=body,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        exchange=Exchange(
            request=b"GET /%d.html HTTP/1.1\r\nHost: news.one.example\r\n\r\n" % number,
            head=head,
            body=body,
            ip="192.0.2.7",
        ),
    )
    return replace(one, **more)


def not_modified(number: int, at: datetime) -> Capture:
    """The answer to a conditional request that says the page is still the same."""
    exchange = Exchange(
        request=b'GET /%d.html HTTP/1.1\r\nIf-None-Match: "a"\r\n\r\n' % number,
        head=b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n',
        body=b"",
    )
    return page(number, at, status=304, body=b"", headers=(("ETag", '"a"'),), exchange=exchange)
