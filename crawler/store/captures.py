"""The responses that the archive holds: what was fetched when, and where its WARC record stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from crawler.store.schema import captures
from crawler.store.values import chunks, from_stamp, stamp

CONFIRMS = 304  # HTTP status of an answer that says the page is what it was


@dataclass(frozen=True, kw_only=True)
class CaptureRecord:
    """A row of the table `captures`.

    `id` is None until it is written down; `original` is the capture with the id `refers_to`, whose body this
    one only repeats.
    """

    url: str
    address: str
    fetched_at: datetime
    status: int
    file: str
    offset: int
    length: int
    sha256: str
    id: int | None = None
    refers_to: int | None = None
    original: CaptureRecord | None = None


class Captures:
    """The captures on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def earlier(self, url: str, address: str, status: int) -> CaptureRecord | None:
        """The last response of an address with that status whose body the archive has; for a status of 304
        that with status 200. Of a response that only repeats another one, the other one."""
        whole = 200 if status == CONFIRMS else status
        statuses = {"status": whole, "confirms": CONFIRMS if whole == 200 else whole}
        row = self._connection.execute(_NEWEST, {"url": url, "address": address, **statuses}).first()
        if row is None:
            return None
        (found,) = with_originals(self._connection, [row])
        if found.original is not None:
            return found.original
        return found if found.status == whole else None

    def of_file(self, file: str, after: int, most: int) -> list[CaptureRecord]:
        """At most `most` records of an archive file that begin at byte `after` or later, in order."""
        inside = captures.c.file == file, captures.c.offset >= after
        rows = select(captures).where(*inside).order_by(captures.c.offset).limit(most)
        return with_originals(self._connection, self._connection.execute(rows).all())

    def months(self) -> list[tuple[str, int, int, int]]:
        """Month (`2026-05`), responses, those that only repeat an earlier one, and bytes in the archive."""
        month = func.substr(captures.c.fetched_at, 1, 7)
        counted = (
            select(month, func.count(), func.count(captures.c.refers_to), func.sum(captures.c.length))
            .where(captures.c.file != "")
            .group_by(month)
            .order_by(month)
        )
        return [(row[0], row[1], row[2], int(row[3])) for row in self._connection.execute(counted)]

    def bytes_since(self, at: datetime) -> int:
        """Bytes of the records of responses that were fetched since then."""
        total = select(func.sum(captures.c.length)).where(captures.c.fetched_at >= stamp(at))
        return int(self._connection.execute(total).scalar() or 0)

    def first_fetched(self) -> datetime | None:
        """When the oldest response in the archive was fetched."""
        first = select(func.min(captures.c.fetched_at)).where(captures.c.file != "")
        found = self._connection.execute(first).scalar()
        return from_stamp(found) if found else None


def with_originals(connection: Connection, rows: Sequence[Row[Any]]) -> list[CaptureRecord]:
    """Rows of the table as records, each with the capture whose body it repeats."""
    needed = sorted({row.refers_to for row in rows if row.refers_to is not None})
    originals: dict[int, CaptureRecord] = {}
    for some in chunks(needed):
        found = select(captures).where(captures.c.id.in_(some))
        originals |= {row.id: _record(row) for row in connection.execute(found)}
    return [_record(row, originals.get(row.refers_to)) for row in rows]


def capture_row(one: CaptureRecord, key: int) -> dict[str, Any]:
    """The record as a row of the table with that id."""
    same = {name: value for name, value in one.__dict__.items() if name != "original"}
    return {**same, "id": key, "fetched_at": stamp(one.fetched_at)}


def _record(row: Row[Any], original: CaptureRecord | None = None) -> CaptureRecord:
    same = {name: value for name, value in row._mapping.items() if name != "fetched_at"}
    return CaptureRecord(fetched_at=from_stamp(row.fetched_at), original=original, **same)


# Built once: asked for every page that is fetched again.
_NEWEST = (
    select(captures)
    .where(
        captures.c.url == bindparam("url"),
        captures.c.address == bindparam("address"),
        captures.c.status.in_((bindparam("status"), bindparam("confirms"))),
        captures.c.file != "",
    )
    .order_by(captures.c.id.desc())
    .limit(1)
)
