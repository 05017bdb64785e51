"""What every form of a printed time is made of: the clock, the zone, the moment that is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from crawler.items import Precision
from shengmei.timezone import SHANGHAI

FIRST_YEAR = 1902  # Chinese zones are whole hours from then on; papers have put their older pages on the web
# What systems print for no date at all: the first day of the counting of spreadsheets, Unix and DOS.
_NO_DATES = frozenset((date(1970, 1, 1), date(1980, 1, 1)))

HALF = "凌晨|淩晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚间|晚間|晚|夜间|夜間|深夜|[AaPp]\\.?[Mm]\\.?"
CLOCK_TIME = rf"""
    (?P<half>{HALF})?\ {{0,2}}
    (?P<hour>\d{{1,2}})(?:
        \ ?:\ ?(?P<minute>\d{{1,2}})(?!\d)(?:\ ?:\ ?(?P<second>\d{{1,2}})(?!\d)(?P<tail>[.:,]\d{{1,9}})?)?
      | \ ?[时点]\ ?(?:(?P<minute_cn>\d{{1,2}}(?!\d)|半)\ ?分?(?:\ ?(?P<second_cn>\d{{1,2}})\ ?秒)?)?
    )
    (?:\ ?(?P<after>[AaPp]\.?[Mm](?![A-Za-z])\.?))?
    (?P<zone>\ ?(?:Z(?![A-Za-z])|(?:UTC|GMT)(?:[+-]\d{{1,2}}(?::?\d\d)?)?|[+-]\d\d:?\d\d)(?![\d:]))?
"""


@dataclass(frozen=True)
class FoundTime:
    """A time found in a text: `start` and `end` are its place, `at` is in Asia/Shanghai.

    `has_year`: the year is printed; `weekday`: a weekday stands with it; `compact`: printed as `20210523`.
    """

    start: int
    end: int
    at: datetime
    precision: Precision
    has_year: bool = True
    weekday: bool = False
    compact: bool = False


def datetime_or_none(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime | None:
    """The moment in Shanghai; None for an impossible one, and for what systems print for no date."""
    if year < FIRST_YEAR:
        return None
    try:
        at = datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)
    except ValueError:
        return None
    return None if at.date() in _NO_DATES else at


def minute_of(match: re.Match[str]) -> str | None:
    """The minute as digits: of `9:30`, `9时30分` and `9点半` it is 30."""
    return "30" if match["minute_cn"] == "半" else match["minute"] or match["minute_cn"]


def time_of_day(match: re.Match[str]) -> tuple[timedelta, Precision] | None:
    """The time since midnight and its precision; None for an impossible one, as 25:00: then the day is not
    believed either."""
    minute, second = minute_of(match), match["second"] or match["second_cn"]
    if not match["hour"] or _founder_midnight(match):
        return timedelta(), "day"
    hour = hour_of_24(int(match["hour"]), match["half"] or match["after"] or "")
    minutes, seconds = int(minute or 0), int(second or 0)
    if hour > 24 or minutes > 59 or seconds > 59:
        return None
    clock = timedelta(hours=hour, minutes=minutes, seconds=seconds)
    return clock, "second" if second else "minute" if minute else "hour"


def _founder_midnight(match: re.Match[str]) -> bool:
    """`2022-02-13 00:00:00:0` and `… 00:00:00.0`: what a Founder system prints for a day without a time."""
    return match["tail"] in (".0", ":0") and {match["hour"], match["minute"], match["second"]} <= {"0", "00"}


def hour_of_24(hour: int, half: str) -> int:
    """`(9, "PM")` gives 21; `(17, "PM")`, which some sites print, stays 17."""
    if half[:1] in ("下", "傍", "晚", "夜", "深", "p", "P"):
        late = half[:1] in ("晚", "夜", "深")
        return hour + 12 if hour < 12 or (hour == 12 and late) else hour
    if half[:1] in ("凌", "淩", "a", "A"):
        return 0 if hour == 12 else hour
    return hour + 12 if half == "中午" and hour < 4 else hour


def in_shanghai(at: datetime, zone: str | None) -> datetime:
    """A time of the printed zone (`+0000`, `Z`, `GMT`) in Shanghai; without a possible zone as it is.

    The caller passes no zone for `21:00-22:30`, whose end looks like one.
    """
    if not zone:
        return at
    offset_printed = re.search(r"([+-])(\d\d?):?(\d\d)?$", zone)
    if offset_printed is None:
        return at.replace(tzinfo=UTC).astimezone(SHANGHAI)
    offset = timedelta(hours=int(offset_printed[2]), minutes=int(offset_printed[3] or 0))
    if offset_printed[1] == "-":
        offset = -offset
    if abs(offset) > timedelta(hours=14):
        return at
    return at.replace(tzinfo=timezone(offset)).astimezone(SHANGHAI)
