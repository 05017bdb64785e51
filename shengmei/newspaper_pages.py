"""Numbers of newspapers' pages (版次), printed in many ways: 1, 01 and 第一版 are one page, A01 another."""

from __future__ import annotations

import re

# Of two pages printed as one (02-03) the first counts.
_NUMBER = re.compile(r"第?\s*+([A-Za-z特增]{0,3})\s*+0*(\d{1,4})\s*(?:[-—~、]\s*[A-Za-z]{0,3}\d{1,4}\s*)?版?")
_IN_CHINESE = re.compile(r"第?\s*([一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)\s*版?")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


def page_key(printed: str) -> str:
    """`01`, `第1版` and `第一版` give `1`, `A01版` and `a1` give `A1`; what is no number stays as it is."""
    text = printed.strip()
    if found := _NUMBER.fullmatch(text):
        return f"{found[1].upper()}{found[2]}"
    found = _IN_CHINESE.fullmatch(text)
    return str(_value(found[1])) if found else text


def _value(written: str) -> int:
    """`十二` gives 12, `二十` 20."""
    tens, ten, ones = written.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
