"""One page in, its article out: no network, no store."""

from __future__ import annotations

import codecs
from dataclasses import replace
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path

from crawler import reader
from crawler.items import Capture, Reading
from crawler.saved_page import capture_file
from shengmei.console.translation import message
from shengmei.problems import UsageProblem


def read_page(
    source: bytes | str | PathLike[str],
    url: str = "",
    *,
    fetched_at: datetime | None = None,
    content_type: str = "",
) -> Reading:
    """Reads one page.

    `source`: the bytes as the site sent them, the page's text as a `str`, or a file as a `Path`. Bytes are
    decoded by what they say themselves and by the `content_type` header (`text/html; charset=gbk`), where
    you have it. `url`: the address it was fetched from; without one the page's own statement is taken.
    `fetched_at`, with a time zone: a date on the page that lies after it is not believed, and `3小时前`
    counts from it; without one it is the time of the file, or now.

    The result's `state` is `kept` (then there is an `article`), `redirect` (the page only leads to `target`),
    `empty` or `unreadable` (`reason` says why); no page whatever raises. Raises `UsageProblem` for a file
    that cannot be opened and a `fetched_at` without a time zone.
    """
    if fetched_at is not None and fetched_at.tzinfo is None:
        raise UsageProblem(
            message(
                "fetched_at {fetched_at} has no time zone: give one, as in +08:00",
                fetched_at=fetched_at.isoformat(),
            )
        )
    page = _capture(source, url)
    headers = (("Content-Type", content_type),) if content_type else ()
    reading = reader.read(
        Capture(url=url, fetched_at=fetched_at or page.fetched_at, body=page.body, headers=headers)
    )
    return _of_text(reading) if isinstance(source, str) else reading


def _of_text(reading: Reading) -> Reading:
    """Without the conflict of charsets: what the `<meta>` of a text says held for bytes that are no more."""
    article = reading.article
    if article is None or article.extraction is None:
        return reading
    kept = tuple(one for one in article.extraction.conflicts if one.field != "charset")
    return replace(reading, article=replace(article, extraction=replace(article.extraction, conflicts=kept)))


def _capture(source: bytes | str | PathLike[str], url: str) -> Capture:
    if isinstance(source, PathLike):
        return _file(Path(source), url)
    return Capture(url=url, fetched_at=datetime.now(UTC), body=_bytes(source))


def _bytes(source: bytes | str) -> bytes:
    """Bytes as they are, text as UTF-8 with a mark: what its `<meta>` says of a charset holds no more."""
    if isinstance(source, bytes):
        return source
    if "<" not in source and len(source) < 1000 and source.strip():
        raise UsageProblem(
            message("{source!r} is no page; give a file as pathlib.Path({source!r})", source=source)
        )
    return codecs.BOM_UTF8 + source.encode("utf-8", "replace")


def _file(path: Path, url: str) -> Capture:
    try:
        return capture_file(path, url)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UsageProblem(
            message(
                "{path} cannot be opened: {reason}",
                path=path,
                reason=getattr(error, "strerror", None) or error,
            )
        ) from error
