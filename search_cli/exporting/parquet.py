"""Parquet: a file can be read only when its end is written, so an export is whole small files until then."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from indexer.search import Field, field_dictionary
from search_cli.exporting.cells import UNFIT, Failures, failed
from search_cli.exporting.columns import Document, raw
from search_cli.exporting.durable import rename, sibling, sync

_TEXT = pa.string()
_DAY, _INSTANT = pa.date32(), pa.timestamp("us", tz="Asia/Shanghai")
_TYPES = {
    "long": pa.int64(),
    "integer": pa.int64(),
    "float": pa.float64(),
    "boolean": pa.bool_(),
}
_UNFIT = (*UNFIT, pa.ArrowException)
_UNPAIRED = re.compile("[\ud800-\udfff]")


class Parquet:
    """Rows go to `FILE.parts/000001.parquet` …, each a row group. A mark (checkpoint) is their number."""

    step = 5_000  # rows of a row group

    def __init__(self, file: Path, fields: Sequence[Field]) -> None:
        self.part = sibling(file, ".part")
        self._folder = sibling(file, ".parts")
        self._fields = fields
        self.changes = Counter[str]()  # none: text is as in JSON lines
        self._schema = pa.schema([pa.field(one.name, _type(one)) for one in fields])

    def holds(self, mark: int) -> bool:
        return all(self._path(number).exists() for number in range(1, mark + 1))

    def begin(self, mark: int) -> None:
        """Goes on behind the mark; a part that was written after it is written again. 0 begins anew."""
        if not mark:
            self.clean()
        self._folder.mkdir(exist_ok=True)
        self._mark, self._tables = mark, list[Any]()

    def add(self, documents: Iterable[Document]) -> Failures:
        """Returns those that could not be written; the others of a batch are, one at a time."""
        batch = list(documents)
        try:
            self._tables += [self._table(batch)] if batch else []
        except _UNFIT as problem:
            if len(batch) == 1:
                return [failed(batch[0], problem)]
            return [one for document in batch for one in self.add([document])]
        return []

    def _table(self, documents: Sequence[Document]) -> Any:
        known = {one.name: one for one in self._fields}
        rows = [
            {name: _fit(found, known[name]) for name, found in raw(document, self._fields).items()}
            for document in documents
        ]
        return pa.Table.from_pylist(rows, schema=self._schema)

    def mark(self) -> int:
        """All that was added is on the disk."""
        if self._tables:
            path = self._path(self._mark + 1)
            begun = sibling(path, ".new")
            pq.write_table(pa.concat_tables(self._tables), begun, compression="zstd")
            sync(begun)
            rename(begun, path)
            self._mark, self._tables = self._mark + 1, []
        return self._mark

    def finish(self) -> None:
        """Puts the parts together, one in memory at a time; `part` is whole then."""
        self.mark()
        with pq.ParquetWriter(self.part, self._schema, compression="zstd") as writer:
            for number in range(1, self._mark + 1):
                writer.write_table(pq.read_table(self._path(number), use_threads=False, pre_buffer=False))
                pa.default_memory_pool().release_unused()
        sync(self.part)

    def close(self) -> None:
        self._tables = []

    def clean(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self.part.unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}.parquet"


def _type(field: Field) -> Any:
    """The column's type; a list of objects is a list of structs."""
    parts = [one for one in field_dictionary() if one.name.rpartition(".")[0] == field.name]
    if parts:
        one = pa.struct([pa.field(part.name.rpartition(".")[2], _type(part)) for part in parts])
    else:
        one = _date(field) if field.type == "date" else _TYPES.get(field.type, _TEXT)
    return pa.list_(one) if field.many else one


def _date(field: Field) -> Any:
    return _DAY if field.format == "strict_date" else _INSTANT


def _fit(found: Any, field: Field) -> Any:
    """A JSON value as the column takes it."""
    if field.many:
        return _paired(found if isinstance(found, list) else [found])
    if field.type == "date":
        return date.fromisoformat(found[:10]) if _date(field) == _DAY else datetime.fromisoformat(found)
    return json.dumps(found, ensure_ascii=False) if field.type == "flattened" else _paired(found)


def _paired(found: Any) -> Any:
    """With every half of a character replaced: UTF-8 cannot hold it."""
    if isinstance(found, str):
        return _UNPAIRED.sub("\ufffd", found)
    if isinstance(found, list):
        return [_paired(one) for one in found]
    return {name: _paired(one) for name, one in found.items()} if isinstance(found, dict) else found
