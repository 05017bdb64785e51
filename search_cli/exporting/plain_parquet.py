"""Rows of plain values as one Parquet file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from search_cli.exporting.durable import rename, sibling, sync

_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64(), list: pa.list_(pa.string())}


def write(path: Path, rows: Iterable[Mapping[str, Any]], kinds: Mapping[str, type]) -> None:
    """In the columns `kinds`: str, int, float, or list (of str). The file is whole or not there."""
    schema = pa.schema([pa.field(name, _TYPES[kind]) for name, kind in kinds.items()])
    begun = sibling(path, ".part")
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), begun, compression="zstd")
    sync(begun)
    rename(begun, path)
