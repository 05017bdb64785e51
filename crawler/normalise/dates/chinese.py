"""Times in Chinese numerals: `二〇二一年五月二十三日`, `民國一一〇年五月十八日下午三时十五分`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.items import Precision
from crawler.normalise.dates.clock_and_zone import FoundTime, datetime_or_none, hour_of_24

_NUMERALS = "一二三四五六七八九〇零○Ｏ0"
_CHINESE = re.compile(
    rf"(?:民国(?P<roc_year>元|[{_NUMERALS}十百]{{1,6}})|(?<![{_NUMERALS}十百])(?P<year>[{_NUMERALS}]{{4}}))年"
    r"(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十廿卅]{1,3})[日号](?P<clock>"
    r"(?:[ ,]{0,3}(?P<half>上午|下午|中午|晚上|晚|早上|凌晨)?"
    r"(?P<hour>[零〇一二三四五六七八九十廿]{1,3})[时点]"
    r"(?:(?P<minute>[零〇一二三四五六七八九十]{1,3})分)?)?)"
)
_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "0": 0,
}


def chinese_times(text: str) -> Iterator[FoundTime]:
    """The days in Chinese numerals of a half-width text, in order; impossible ones are left out."""
    if "年" in text:
        yield from filter(None, map(_read, _CHINESE.finditer(text)))


def _read(match: re.Match[str]) -> FoundTime | None:
    year = 1911 + _era_year(match["roc_year"]) if match["roc_year"] else int(_digits(match["year"]))
    day = (year, chinese_number(match["month"]), chinese_number(match["day"]))
    if match["hour"] and (at := datetime_or_none(*day, *_clock(match))):
        precision: Precision = "minute" if match["minute"] else "hour"
        return FoundTime(match.start(), match.end(), at, precision)
    at = datetime_or_none(*day)
    # An hour that is none takes nothing from the day.
    return FoundTime(match.start(), match.start("clock"), at, "day") if at else None


def _clock(match: re.Match[str]) -> tuple[int, int]:
    """Hour, of 24, and minute: `下午三时零五分` gives 15 and 5."""
    hour, minute = (_counted(match[part] or "零") for part in ("hour", "minute"))
    return hour_of_24(hour, match["half"] or ""), minute


def _counted(text: str) -> int:
    """`十五`, `一五` and `零五` as one says or reads them."""
    return chinese_number(text) if set(text) & set("十廿") else int(_digits(text))


def _era_year(text: str) -> int:
    """`一一〇`, `一百一十` and `一百十` give 110; `元`, the first year, 1."""
    if text == "元":
        return 1
    hundreds, hundred, rest = text.rpartition("百")
    if not hundred and "十" not in text:
        return int(_digits(text))
    return 100 * bool(hundred) * _DIGITS.get(hundreds, 1) + chinese_number(rest.lstrip("零〇"))


def _digits(text: str) -> str:
    return "".join(str(_DIGITS[numeral]) for numeral in text)


def chinese_number(text: str) -> int:
    """`二十三` gives 23, `廿三` too."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 * bool(ten) + _DIGITS.get(ones, 0)
