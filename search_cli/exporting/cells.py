"""What a cell of a table cannot hold as it stands, and what is written instead: counted for the manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from indexer.search import Field
from search_cli.exporting.columns import Document, cell
from shengmei.console import formats

EXCEL_CHARACTERS = 32_767  # of a cell
EXCEL_ROWS = 1_048_576  # of a sheet, its heading too
LONG = f"cells of more than {EXCEL_CHARACTERS:,} characters, which Excel cuts when it opens the file"
CUT = f"cells of more than {EXCEL_CHARACTERS:,} characters, cut there: a cell of Excel holds no more"
# What may be wrong with one document: the field is of another kind than the column.
UNFIT = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)

Failures = list[tuple[str, str]]  # of documents that could not be written: id, reason


def csv_cells(document: Document, fields: Sequence[Field], changes: Counter[str]) -> list[Any]:
    """As they go into a CSV file; says in `changes` what safety changed, and which cells are long."""
    found = [cell(document, field) for field in fields]
    for one in found:
        text, changed = formats.csv_text(one)
        changes.update(changed)
        changes[LONG] += len(text) > EXCEL_CHARACTERS
    return found


def excel_cells(document: Document, fields: Sequence[Field], changes: Counter[str]) -> list[Any]:
    """Numbers and truth values as such, all else as text that no spreadsheet runs."""
    return [_excel_cell(cell(document, field), changes) for field in fields]


def _excel_cell(found: Any, changes: Counter[str]) -> Any:
    if found is None or isinstance(found, bool | float) or (isinstance(found, int) and abs(found) < 2**53):
        return found
    text, changed = formats.spreadsheet_text(formats.joined(found))
    changes.update(changed)
    changes[CUT] += len(text) > EXCEL_CHARACTERS
    return text[:EXCEL_CHARACTERS]


def listed(changes: Counter[str] | dict[str, int]) -> list[dict[str, Any]]:
    """For the manifest, and for a person: each change with the number of its cells."""
    return [{"change": change, "cells": cells} for change, cells in sorted(changes.items()) if cells]


def failed(document: Document, problem: BaseException) -> tuple[str, str]:
    """The document's id and why it could not be written, in one line."""
    return str(document.get("id")), " ".join(f"{type(problem).__name__}: {problem}".split())[:300]


def named(failures: Iterable[Sequence[str]], most: int = 5) -> str:
    """`8b88… (ValueError: …), …` of the first ones."""
    shown = [f"{one} ({reason})" for one, reason in failures]
    more = f" and {len(shown) - most:,} more" if len(shown) > most else ""
    return ", ".join(shown[:most]) + more
