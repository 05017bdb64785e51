"""Days as one types them in a query: `2021`, `2021-05`, `2021-05-23`, `2021-05..2021-06`, and `30d` back."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from unicodedata import normalize

from shengmei.console.translation import message, translated

_BEIJING = timezone(timedelta(hours=8))
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_CHINESE_DAY = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?", re.ASCII)
_SPAN = re.compile(r"(\d{1,6})([dwmy天周月年])", re.ASCII)
_EXPECTED = "expected a year, month or day such as 2021, 2021-05 or 2021-05-23, or a range 2021-05..2021-06"
_EXPECTED_SPAN = "expected a number of days, weeks, months or years such as 30d, 2w, 6m or 1y"


def days(text: str) -> tuple[str | None, str | None]:
    """`2021-05..` gives `("2021-05-01", None)`, `2020-02` gives `("2020-02-01", "2020-02-29")`.

    Raises `ValueError` that says what was expected.
    """
    first, dots, last = normalize("NFKC", text).strip().partition("..")
    start = _edges(first)[0] if first else None
    end = _edges(last)[1] if last else None if dots else _edges(first)[1]
    if start is None and end is None:
        raise ValueError(translated(_EXPECTED))
    if start and end and start > end:
        raise ValueError(
            message("the range ends before it begins ({first} to {last})", first=start, last=end)
        )
    return start.isoformat() if start else None, end.isoformat() if end else None


def _edges(text: str) -> tuple[date, date]:
    """First and last day of a year, month or day."""
    found = _DAY.fullmatch(text.strip()) or _CHINESE_DAY.fullmatch(text.strip())
    if not found:
        raise ValueError(translated(_EXPECTED))
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        start = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        return start, date(start.year, last_month, day or monthrange(start.year, last_month)[1])
    except ValueError:
        said = message("there is no such day: {expected}", expected=translated(_EXPECTED))
        raise ValueError(said) from None


def last_days(text: str, today: date | None = None) -> tuple[str, str]:
    """`7d` on 2021-05-23 gives `("2021-05-17", "2021-05-23")`: Beijing days, today included.

    Raises `ValueError` that says what was expected.
    """
    found = _SPAN.fullmatch(normalize("NFKC", text).strip().lower())
    if not found or not int(found[1]):
        raise ValueError(translated(_EXPECTED_SPAN))
    today = today or datetime.now(_BEIJING).date()
    try:
        return _before(today, int(found[1]), found[2]).isoformat(), today.isoformat()
    except (OverflowError, ValueError):
        said = message("there is no day so long ago: {expected}", expected=translated(_EXPECTED_SPAN))
        raise ValueError(said) from None


def _before(today: date, number: int, unit: str) -> date:
    if unit in "d天":
        return today - timedelta(days=number - 1)
    if unit in "w周":
        return today - timedelta(weeks=number) + timedelta(days=1)
    months = today.year * 12 + today.month - 1 - number * (12 if unit in "y年" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1])) + timedelta(days=1)
