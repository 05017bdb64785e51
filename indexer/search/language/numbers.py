"""Numbers of a query: from 0 to 1 `<0.5`, `>=0.8`, `0.5..0.8`; whole ones `>1000`, `1..9`."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from unicodedata import normalize

from shengmei.console.translation import message, translated

_SHARE = re.compile(r"(?:0?\.\d{1,9}|[01](?:\.\d{0,9})?)", re.ASCII)
_COMPARED = re.compile(r"(<=|>=|<|>|≤|≥)(.*)")
_EXPECTED_WHOLE = "expected a whole number such as >1000, <=200 or 7, or a range 100..200"
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
        raise ValueError(translated(_EXPECTED))
    if low is not None and high is not None and low > high:
        raise ValueError(
            message("the range ends before it begins ({first} to {last})", first=first, last=last)
        )
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
        raise ValueError(translated(_EXPECTED))
    return Decimal(text)


def _up(number: Decimal) -> int:
    return int((100 * number).to_integral_value(ROUND_CEILING))


def _down(number: Decimal) -> int:
    return int((100 * number).to_integral_value(ROUND_FLOOR))


def whole_numbers(text: str) -> tuple[int | None, int | None]:
    """First and last: `>1000` gives `(1001, None)`, `<=9` `(None, 9)`, `100..200` both, `7` twice the same.

    Raises `ValueError` that says what was expected.
    """
    text = normalize("NFKC", text).strip()
    if compared := _COMPARED.fullmatch(text):
        sign, number = compared[1], _whole(compared[2])
        if sign in ("<", ">"):
            return (None, number - 1) if sign == "<" else (number + 1, None)
        return (None, number) if sign in ("<=", "≤") else (number, None)
    first, dots, last = text.partition("..")
    low = _whole(first) if first else None
    high = _whole(last) if last else None if dots else low
    if low is None and high is None:
        raise ValueError(translated(_EXPECTED_WHOLE))
    if low is not None and high is not None and low > high:
        raise ValueError(
            message("the range ends before it begins ({first} to {last})", first=first, last=last)
        )
    return low, high


def _whole(text: str) -> int:
    digits = text.strip().replace(",", "")
    if not re.fullmatch(r"\d{1,9}", digits, re.ASCII):
        raise ValueError(translated(_EXPECTED_WHOLE))
    return int(digits)
