"""Numbers of newspapers' pages (版次), printed in many ways: 1, 01 and 第1版 are one page, A01 another."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"第?\s*([A-Za-z]{0,3})\s*0*(\d{1,4})\s*版?")


def page_key(printed: str) -> str:
    """`01` and `第1版` give `1`, `A01版` and `a1` give `A1`; what is no number stays as it is."""
    found = _NUMBER.fullmatch(printed.strip())
    return f"{found[1].upper()}{found[2]}" if found else printed.strip()
