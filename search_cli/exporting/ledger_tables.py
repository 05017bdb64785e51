"""The ledger's tables as Parquet files, the same bytes for the same collection."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from indexer.copies.article_tables import EDGES, STORIES, Column, Row, edge_rows, story_rows
from indexer.copies.ledger.reader import LedgerReader
from search_cli.exporting.durable import rename, sibling, sync
from shengmei.messages import message
from shengmei.problems import UsageProblem

_ROWS = 5_000  # of a row group, which is held in memory
_PLACES = pa.list_(
    pa.struct([(name, pa.int32()) for name in ("a_start", "a_end", "b_start", "b_end", "same")])
)
_TYPES = {"text": pa.string(), "share": pa.float64(), "places": _PLACES}


def write(ledger: LedgerReader, folder: Path) -> dict[str, int]:
    """Writes `edges.parquet` and `stories.parquet`, in place of older ones when both are whole; returns how
    many rows each has. Raises `UsageProblem` for a folder that cannot be written to."""
    _make(folder)
    tables = {
        "edges.parquet": (EDGES, edge_rows(ledger)),
        "stories.parquet": (STORIES, story_rows(ledger)),
    }
    begun = {folder / name: sibling(folder / name, ".part") for name in tables}
    try:
        counts = {
            name: _write(begun[folder / name], columns, rows) for name, (columns, rows) in tables.items()
        }
        for path, part in begun.items():
            rename(part, path)
    finally:
        for part in begun.values():
            part.unlink(missing_ok=True)
    return counts


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise UsageProblem(
            message("{place} cannot be written to: {reason}", place=folder, reason=error.strerror)
        ) from None


def _write(path: Path, columns: Sequence[Column], rows: Iterable[Row]) -> int:
    schema = pa.schema([pa.field(one.name, _TYPES[one.type]) for one in columns])
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        there = iter(rows)
        while some := list(islice(there, _ROWS)):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))
            count += len(some)
    sync(path)
    return count
