"""A query that does not parse: the words of the user, a mark below the place, and what was expected there."""

from __future__ import annotations

from indexer.search.errors import QueryError

_SHOWN = 30  # characters of the query kept on either side of the place


def complaint(text: str, place: int, reason: str) -> QueryError:
    """`长江 AND` with place 6 gives the reason, the query, and a line with `^` below the place."""
    start = max(0, place - _SHOWN)
    before, after = _printable(text[start:place]), _printable(text[place : place + _SHOWN])
    ahead, behind = "…" if start else "", "…" if place + _SHOWN < len(text) else ""
    return QueryError(f"{reason}\n  {ahead}{before}{after}{behind}\n  {' ' * _width(ahead + before)}^")


def _printable(text: str) -> str:
    """Blanks for what a terminal would obey, and for marks without width: one character for one."""
    return "".join(one if one.isprintable() and _width(one) > 0 else " " for one in text)


def _width(text: str) -> int:
    from wcwidth import wcswidth  # here, because only a query that went wrong needs it: 20 ms

    return max(wcswidth(text), 0)
