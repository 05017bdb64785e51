"""Excel: the file can only be written in one go, so rows are kept as lines until all are there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from indexer.search import Field
from search_cli.exporting.cells import EXCEL_ROWS, Failures, excel_cells
from search_cli.exporting.columns import Document
from search_cli.exporting.durable import sibling, sync
from search_cli.exporting.row_files import Lines
from shengmei.console.translation import message
from shengmei.problems import UsageProblem

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  the same rows are the same file, whenever it is written


class Spreadsheet:
    """One sheet, headings in its first row. A mark (checkpoint) is that of the lines."""

    def __init__(self, file: Path, fields: Sequence[Field]) -> None:
        self.part = sibling(file, ".part")
        self._fields = fields
        self._lines = Lines(file.with_name(file.name + ".rows"), b"", self._line)
        self.step, self.changes = self._lines.step, self._lines.changes

    def holds(self, mark: int) -> bool:
        return self._lines.holds(mark)

    def begin(self, mark: int) -> None:
        self._lines.begin(mark)

    def add(self, documents: Iterable[Document]) -> Failures:
        return self._lines.add(documents)

    def mark(self) -> int:
        return self._lines.mark()

    def finish(self) -> None:
        """Writes the sheet, a row in memory at a time. Raises `UsageProblem` for more rows than Excel has."""
        self._lines.finish()
        import xlsxwriter

        with self._lines.part.open(encoding="utf-8") as lines:
            options = {"constant_memory": True, "strings_to_urls": False}
            with xlsxwriter.Workbook(str(self.part), options) as book:
                book.set_properties({"created": _MADE})
                sheet = book.add_worksheet("articles")
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, [field.name for field in self._fields], book.add_format({"bold": True}))
                for number, line in enumerate(lines, 1):
                    if number >= EXCEL_ROWS:
                        raise UsageProblem(
                            message(
                                "a sheet of Excel has {rows:,} rows: export .csv or .sqlite instead",
                                rows=EXCEL_ROWS,
                            )
                        )
                    _write(sheet, number, json.loads(line))
        sync(self.part)

    def close(self) -> None:
        self._lines.close()

    def clean(self) -> None:
        self._lines.clean()
        self.part.unlink(missing_ok=True)

    def _line(self, document: Document) -> bytes:
        cells = excel_cells(document, self._fields, self._lines.changes)
        return json.dumps(cells, ensure_ascii=False).encode() + b"\n"


def _write(sheet: Any, row: int, cells: Sequence[Any]) -> None:
    for column, one in enumerate(cells):
        if isinstance(one, str):
            sheet.write_string(row, column, one)
        elif isinstance(one, bool):
            sheet.write_boolean(row, column, one)
        elif one is not None:
            sheet.write_number(row, column, one)
