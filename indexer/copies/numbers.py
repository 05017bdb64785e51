"""Numbers in a text by their value, however they are written: `3.5亿`, `三亿五千万` and `35000万` are one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_HAN = {one: value for value, one in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_DIGITS = "".join(_HAN)
_UNITS = "".join((*_TENS, *_MYRIADS))
# 2024.8.1 is a date, 一点二五亿 has a decimal point, 八点三十分 is a time of day.
_TOKEN = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|(?<!\.)[0-9]+\.[0-9]+(?!\.)(?![0-9])|[0-9]+"
    rf"|[{_DIGITS}]点[{_DIGITS}]+(?=[万亿])|[{_DIGITS}{_UNITS}])+"
)
_PART = re.compile(rf"[{_DIGITS}]点[{_DIGITS}]+|[0-9.{_DIGITS}]+|[{_UNITS}]")


class Number(NamedTuple):
    """A number that is printed at `[start, end)`. `lone` is one of a single Han numeral, which may be a part
    of a word (统一, 三峡) and says something only beside a number of the same value."""

    start: int
    end: int
    value: str
    lone: bool


_LONE = {one: str(value) for one, value in (_HAN | _TENS | _MYRIADS).items()}


def numbers_in(folded: str) -> list[Number]:
    """The numbers of a folded text in order: `1.2万亿元` gives one of the value `1200000000000`."""
    found = []
    for one in _TOKEN.finditer(folded):
        token = one[0]
        value = _LONE.get(token)
        found.append(Number(*one.span(), value or _value(token), value is not None))
    return found


def _value(token: str) -> str:
    if token.isascii() and token.isdigit():
        return token.lstrip("0") or "0"
    whole = section = Decimal(0)  # of 亿 and 万, and below
    digits, unit = "", 1
    for part in _PART.findall(token.replace(",", "")):
        if part not in _UNITS:
            digits = part
            continue
        amount = _decimal(digits)
        if part in _TENS:
            unit = _TENS[part]
            section += (amount or 1) * unit
        else:
            unit = _MYRIADS[part]
            section += amount
            # 一万二千亿: all before 亿 is counted by it.
            if unit > _MYRIADS["万"]:
                section, whole = section + whole, Decimal(0)
            whole += (section or 1) * unit
            section = Decimal(0)
        digits = ""
    last = _decimal(digits)
    if digits in _HAN and unit > _TENS["十"]:  # 一万五 is 一万五千
        last *= unit // 10
    return format((whole + section + last).normalize(), "f")


def _decimal(part: str) -> Decimal:
    """`3.5`, `一点五` and `一九九八` as what they say."""
    return Decimal("".join("." if one == "点" else str(_HAN.get(one, one)) for one in part) or "0")
