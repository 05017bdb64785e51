"""CSV and JSON lines: one file that is appended to, and cut back to the last checkpoint after a kill."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from indexer.search import Field
from search_cli.exporting.cells import UNFIT, Failures, csv_cells, failed
from search_cli.exporting.columns import Document, chosen
from search_cli.exporting.durable import sibling
from shengmei.console import formats, streams


class Lines:
    """Rows go to `FILE.part`. A mark (checkpoint) is the length of that file in bytes."""

    step = 2_000  # rows between two marks

    def __init__(self, file: Path, head: bytes, line: Callable[[Document], bytes]) -> None:
        self.part = sibling(file, ".part")
        self._head, self._line = head, line
        self.changes = Counter[str]()  # what was written differently than it stands, in cells

    def holds(self, mark: int) -> bool:
        return self.part.exists() and self.part.stat().st_size >= mark

    def begin(self, mark: int) -> None:
        """Goes on behind the mark; what was written after it, whole or torn, is cut off. 0 begins anew."""
        self._file = self.part.open("r+b" if mark else "wb")
        self._file.truncate(mark)
        self._file.seek(mark)
        if not mark:
            self._file.write(self._head)

    def add(self, documents: Iterable[Document]) -> Failures:
        """Returns those that could not be written."""
        failures: Failures = []
        for document in documents:
            try:
                line = self._line(document)
            except UNFIT as problem:
                failures.append(failed(document, problem))
            else:
                self._file.write(line)
        return failures

    def mark(self) -> int:
        """All that was added is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def finish(self) -> None:
        """`part` is whole."""
        self.mark()

    def close(self) -> None:
        self._file.close()

    def clean(self) -> None:
        self.part.unlink(missing_ok=True)


def csv(file: Path, fields: Sequence[Field]) -> Lines:
    """UTF-8 with a BOM; lists joined by `; `, objects as JSON, formulas escaped by a leading apostrophe."""
    head = formats.BOM + formats.csv_line([field.name for field in fields]).encode()
    lines = Lines(file, head, lambda one: formats.csv_line(csv_cells(one, fields, lines.changes)).encode())
    return lines


def jsonl(file: Path, fields: Sequence[Field] | None) -> Lines:
    """A document a line as the index holds it, or what it has of the fields."""
    return Lines(file, b"", lambda document: json_line(document, fields))


def json_line(document: Document, fields: Sequence[Field] | None) -> bytes:
    """One document in a line; half of a character, which UTF-8 cannot hold, as its JSON escape."""
    said = document if fields is None else chosen(document, fields)
    return streams.json_text(said).encode("utf-8", "backslashreplace") + b"\n"
