"""`--to -`: every hit to the next program, as it is read; nothing is kept beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from indexer.search import Field, Query, SearchIndex
from search_cli.corpus.samples import Sample, draw
from search_cli.exporting.cells import UNFIT, Failures, csv_cells, failed
from search_cli.exporting.row_files import json_line
from shengmei.console import formats, streams


def write(
    index: SearchIndex,
    query: Query,
    form: Literal["csv", "jsonl"],
    fields: Sequence[Field],
    *,
    whole: bool,
    sample: Sample | None = None,
) -> tuple[int, Failures]:
    """How many rows were written, ordered by id, and which documents could not be. `whole`: JSON lines are
    documents as the index holds them."""
    ids = draw(index, query, sample).ids if sample else None
    rows, failures, changes = 0, Failures(), Counter[str]()
    if form == "csv":
        streams.write_bytes(formats.BOM + formats.csv_line([field.name for field in fields]).encode())
    for portion in index.scan(query):
        for hit in portion.hits:
            if ids is not None and hit.id not in ids:
                continue
            try:
                if form == "csv":
                    line = formats.csv_line(csv_cells(hit.document, fields, changes)).encode()
                else:
                    line = json_line(hit.document, None if whole else fields)
            except UNFIT as problem:
                failures.append(failed(hit.document, problem))
            else:
                streams.write_bytes(line)
                rows += 1
    return rows, failures
