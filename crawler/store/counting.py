"""Counting by an index: the values of a column one after the other, and how many rows have each.

Grouping reads and compares the column of every row; the index knows the next value at once, and counts the
rows of one value in half the time.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, ColumnElement, Connection, bindparam, func, select


def distinct(connection: Connection, column: Column[str], *where: ColumnElement[bool]) -> Iterator[str]:
    """The values of a column that is the next one of an index behind those in `where`, in order."""
    first = select(func.min(column)).where(*where)
    following = first.where(column > bindparam("last"))
    value = connection.execute(first).scalar()
    while value is not None:
        yield value
        value = connection.execute(following, {"last": value}).scalar()


def count_by(connection: Connection, column: Column[str], *where: ColumnElement[bool]) -> dict[str, int]:
    """How many rows have each value of such a column."""
    counted = select(func.count()).where(*where, column == bindparam("value"))
    return {
        value: int(connection.execute(counted, {"value": value}).scalar_one())
        for value in distinct(connection, column, *where)
    }
