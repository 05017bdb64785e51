"""The Beijing day of a moment as the store writes it: `2026-04-30T20:00:00.000Z` is of `2026-05-01`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class beijing_day_of(GenericFunction[str]):  # noqa: N801 - as SQL spells functions
    """The day of a column of moments; null of null."""

    type = String()
    inherit_cache = True

    def __init__(self, stamped: ColumnElement[str]) -> None:
        super().__init__(stamped)


@compiles(beijing_day_of, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, '+8 hours')"


@compiles(beijing_day_of, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    stamped = compiler.process(element.clauses, **options)
    return f"to_char(({stamped})::timestamptz AT TIME ZONE 'UTC' + interval '8 hours', 'YYYY-MM-DD')"
