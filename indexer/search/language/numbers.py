"""Numbers from 0 to 1 as one types them in a query: `<0.5`, `>=0.8`, `0.5..0.8`, `0.43`."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from unicodedata import normalize

_SHARE = re.compile(r"(?:0?\.\d{1,9}|[01](?:\.\d{0,9})?)", re.ASCII)
_COMPARED = re.compile(r"(<=|>=|<|>|≤|≥)(.*)")
_EXPECTED = "expected a number from 0 to 1 such as <0.5, >=0.8 or 0.43, or a range 0.5..0.8"


def hundredths(text: str) -> tuple[int | None, int | None]:
    """First and last hundredth: `<0.5` gives `(None, 49)`, `>=0.8` `(80, None)`, `0.5..0.8` `(50, 80)`.

    Raises `ValueError` that says what was expected.
    """
    text = normalize("NFKC", text).strip()
    if compared := _COMPARED.fullmatch(text):
        return _side(compared[1], _number(compared[2]))
    first, dots, last = text.partition("..")
    low = _up(_number(first)) if first else None
    high = _down(_number(last)) if last else None if dots else low
    if low is None and high is None:
        raise ValueError(_EXPECTED)
    if low is not None and high is not None and low > high:
        raise ValueError(f"the range ends before it begins ({first} to {last})")
    return low, high


def _side(sign: str, number: Decimal) -> tuple[int | None, int | None]:
    if sign == "<":
        return None, _up(number) - 1
    if sign == ">":
        return _down(number) + 1, None
    return (None, _down(number)) if sign in ("<=", "≤") else (_up(number), None)


def _number(text: str) -> Decimal:
    text = text.strip()
    if not _SHARE.fullmatch(text) or Decimal(text) > 1:
        raise ValueError(_EXPECTED)
    return Decimal(text)


def _up(number: Decimal) -> int:
    return int((100 * number).to_integral_value(ROUND_CEILING))


def _down(number: Decimal) -> int:
    return int((100 * number).to_integral_value(ROUND_FLOOR))
