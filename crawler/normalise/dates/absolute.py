"""Absolute dates and times, in each of the forms in which Chinese pages print them, read strictly.

`printed_times` finds them in a text, in order; which of several is the time of publication is decided in
`timestamps`. All texts here have half-width characters already (`halfwidth`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from crawler.items import Precision
from shengmei.timezone import SHANGHAI

FIRST_YEAR = 1995  # no outlet was on the web before

# One character for one, so that places in the converted text are places in the printed text.
_HALFWIDTH = str.maketrans(
    "０１２３４５６７８９：．／－–—−‐年⽉⽇曰時點號　ＴＺ" + "\xa0\u2002\u2003\u2009\t\n\r\x0b\x0c",
    "0123456789:./-----年月日日时点号 TZ" + "         ",
)
_HALF = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚|夜间|深夜|[AaPp]\\.?[Mm]\\.?"
_CLOCK_TIME = rf"""
    (?P<half>{_HALF})?\ {{0,2}}
    (?P<hour>\d{{1,2}})(?:
        \ ?:\ ?(?P<minute>\d{{1,2}})(?!\d)(?:\ ?:\ ?(?P<second>\d{{1,2}})(?!\d)(?P<tail>[.:,]\d{{1,9}})?)?
      | \ ?[时点]\ ?(?:(?P<minute_cn>\d{{1,2}})(?!\d)\ ?分?(?:\ ?(?P<second_cn>\d{{1,2}})\ ?秒)?)?
    )
    (?:\ ?(?P<after>[AaPp]\.?[Mm](?![A-Za-z])\.?))?
    (?P<zone>\ ?(?:Z(?![A-Za-z])|(?:UTC|GMT)(?:[+-]\d{{1,2}}(?::?\d\d)?)?|[+-]\d\d:?\d\d)(?![\d:]))?
"""
_WEEKDAY = r"[（(,]?\ ?(?:星期|周|礼拜)[一二三四五六日天]\ ?[)）,]?"
_GREENWICH = "格林(?:尼|威)治(?:标准|標準)?时[间間]"
_PRINTED = re.compile(
    rf"""(?<![\d.])(?:
        (?P<year>(?:19|20)\d\d)\ {{0,3}}(?:年|[-/.]|(?=\ ))\ {{0,3}}
            (?P<month>\d{{1,2}})\ {{0,3}}[-/.月]\ {{0,3}}
            (?P<day>\d\d(?=\d\d:)|\d{{1,2}}(?!\d))(?![.-]\d)
      | (?P<compact_year>(?:19|20)\d\d)(?P<compact_month>[01]\d)(?P<compact_day>[0-3]\d)(?!\d)
      | (?P<short_year>\d\d)(?:年|(?P<sep>[-/.]))(?P<short_month>\d{{1,2}})
            (?:月|(?P=sep))(?P<short_day>\d{{1,2}})(?![\d.-])
      | (?P<only_month>\d{{1,2}})\ ?(?:月\ ?(?=\d{{1,2}}\ ?[日号])|[-/](?=\d\d\ {{1,6}}\d{{1,2}}:))
            (?P<only_day>\d{{1,2}})
      | (?P<bare_day>\d{{1,2}})(?=日\ {{0,2}}\d{{1,2}}:)
    )
    (?:\ {{0,2}}[日号])?
    (?P<weekday>\ {{0,4}}{_WEEKDAY})?
    (?:(?:T|\ {{0,20}}(?:[,|]|HKT)?\ {{0,20}})(?P<greenwich>{_GREENWICH}\ {{0,2}})?{_CLOCK_TIME})?""",
    re.VERBOSE,
)
_CHINESE = re.compile(
    r"(?P<year>[一二三四五六七八九〇零○Ｏ0]{4})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十廿卅]{1,3})[日号]"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(?P<month>(?:" + "|".join(m.title() for m in _MONTHS) + ")[a-z]{0,6})"
# `Thu Sep 05 11:10:00 CST 2019` (Java), `Sep 5, 2019 9:38:01 PM`, `Mon, 20 May 2024 09:47:48 GMT` (HTTP).
_ENGLISH = re.compile(
    rf"(?:{_MONTH}\.? (?P<day>\d{{1,2}})(?:, ?(?P<year>\d{{4}}))?|"
    rf"(?P<day_first>\d{{1,2}}) {_MONTH.replace('month', 'month_second')} (?P<year_second>\d{{4}}))"
    r",? (?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?: ?(?P<after>[AP]M))?"
    r"(?P<zone> (?:GMT|UTC|[+-]\d{4}))?(?: CST)?(?: (?P<year_last>\d{4}))?"
)
# 14/11/2024 - 14:54 as French and Hong Kong pages print it, 09:40 2024-05-05 HKT
_DAY_FIRST = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?!\d)"
    r"(?:,? {0,3}-? {0,3}(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?)?"
)
_CLOCK_FIRST = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?,? {1,3}"
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?! {0,3}\d{1,2}:)(?!\d)"
)
_WHOLE_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d) ?[-年./] ?(?P<month>\d{1,2}) ?月?(?:份)?$")
_WHOLE_DAY = re.compile(r"(?P<only_month>\d{1,2})[-/](?P<only_day>\d{1,2})$")
_WHOLE_DIGITS = re.compile(r"\d{10}(?:\d\d){0,2}$|\d{13}$")
_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "0": 0,
}


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


def halfwidth(text: str) -> str:
    """`２０２１年５月２３日` gives `2021年5月23日`; the length stays."""
    return text.translate(_HALFWIDTH)


def printed_times(text: str, fetched_at: datetime | None) -> Iterator[FoundTime]:
    """The times printed in a half-width text, in order; impossible ones are left out."""
    if ":" in text:
        yield from filter(None, map(_read_reordered, _CLOCK_FIRST.finditer(text)))
    for match in _PRINTED.finditer(text):
        if found := _read_printed(match, fetched_at):
            yield found
    yield from filter(None, map(_read_reordered, _DAY_FIRST.finditer(text)))
    yield from _rarely_printed(text)


def _rarely_printed(text: str) -> Iterator[FoundTime]:
    if "年" in text:
        yield from filter(None, map(_read_chinese, _CHINESE.finditer(text)))
    if ":" in text and text.isascii():
        yield from filter(None, map(_read_english, _ENGLISH.finditer(text)))


def whole_time(text: str, fetched_at: datetime | None) -> FoundTime | None:
    """Forms read only where they are the whole text: unix time, `2021-05`, `06-24`, `20210523215100`."""
    start = len(text) - len(text.lstrip())
    text = text.strip()
    latest = fetched_at + timedelta(days=1) if fetched_at else None
    if _WHOLE_DIGITS.match(text):
        at, precision = _from_digits(text)
    elif match := _WHOLE_MONTH.match(text):
        at, precision = _datetime_or_none(int(match["year"]), int(match["month"]), 1), "month"
    elif match := _WHOLE_DAY.match(text):
        at, precision = _most_recent(int(match["only_month"]), int(match["only_day"]), latest), "day"
    else:
        return None
    return FoundTime(start, start + len(text), at, precision) if at else None


def _from_digits(text: str) -> tuple[datetime | None, Precision]:
    """`20210523215100` is a time, `1621777860` and `1621777860000` count from 1970."""
    if text.startswith("20") and len(text) != 13:
        # Unix seconds reach 2,000,000,000 in 2033: until then a 20 at the head is a year.
        parts = [int(text[at : at + 2]) for at in range(4, len(text), 2)]
        precisions: tuple[Precision, ...] = ("hour", "minute", "second")
        return _datetime_or_none(int(text[:4]), *parts), precisions[len(parts) - 3]
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return datetime.fromtimestamp(seconds, SHANGHAI) if seconds < 2**32 else None, "second"


def _read_printed(match: re.Match[str], fetched_at: datetime | None) -> FoundTime | None:
    clock, precision = _time_of_day(match)
    latest = fetched_at + timedelta(days=1) - clock if fetched_at and clock is not None else None
    day = _day(match, latest)
    if day is None or clock is None:
        return None
    exact = precision == "second" or "T" in match[0]
    return FoundTime(
        match.start(),
        match.end() - (len(match[0]) - len(match[0].rstrip(" ,|"))),
        _in_shanghai(day + clock, "GMT" if match["greenwich"] else match["zone"] if exact else None),
        precision,
        has_year=bool(match["year"] or match["compact_year"] or match["short_year"]),
        weekday=bool(match["weekday"]),
        compact=bool(match["compact_year"]),
    )


def _day(match: re.Match[str], latest: datetime | None) -> datetime | None:
    if match["year"]:
        return _datetime_or_none(int(match["year"]), int(match["month"]), int(match["day"]))
    if match["compact_year"]:
        return _datetime_or_none(*(int(match[f"compact_{part}"]) for part in ("year", "month", "day")))
    if match["short_year"]:
        year = int(match["short_year"])
        century = 1900 if year >= FIRST_YEAR % 100 else 2000
        return _datetime_or_none(century + year, int(match["short_month"]), int(match["short_day"]))
    if match["only_month"]:
        return _most_recent(int(match["only_month"]), int(match["only_day"]), latest)
    return _most_recent(None, int(match["bare_day"]), latest)


def _most_recent(month: int | None, day: int, latest: datetime | None) -> datetime | None:
    """The most recent such day that is not after `latest`: a day printed without its year, or its month."""
    if latest is None:
        return None
    latest = latest.astimezone(SHANGHAI)
    for back in range(5 if month else 12):  # 29 February comes every four years
        year = latest.year - (back if month else (back + 12 - latest.month) // 12)
        found = _datetime_or_none(year, month or (latest.month - 1 - back) % 12 + 1, day)
        if found and found <= latest:
            return found
    return None


def _time_of_day(match: re.Match[str]) -> tuple[timedelta | None, Precision]:
    """The time since midnight and its precision; (None, "day") for an impossible one, as 25:00: then the day
    is not believed either."""
    minute, second = match["minute"] or match["minute_cn"], match["second"] or match["second_cn"]
    if not match["hour"] or _founder_midnight(match):
        return timedelta(), "day"
    hour = _hour_of_24(int(match["hour"]), match["half"] or match["after"] or "")
    if hour > 24 or int(minute or 0) > 59 or int(second or 0) > 59:
        return None, "day"
    clock = timedelta(hours=hour, minutes=int(minute or 0), seconds=int(second or 0))
    return clock, "second" if second else "minute" if minute else "hour"


def _founder_midnight(match: re.Match[str]) -> bool:
    """`2022-02-13 00:00:00:0` and `… 00:00:00.0`: what a Founder system prints for a day without a time."""
    return match["tail"] in (".0", ":0") and {match["hour"], match["minute"], match["second"]} <= {"0", "00"}


def _hour_of_24(hour: int, half: str) -> int:
    """`(9, "PM")` gives 21; `(17, "PM")`, which some sites print, stays 17."""
    if half[:1] in ("下", "傍", "晚", "夜", "深", "p", "P"):
        late = half[:1] in ("晚", "夜", "深")
        return hour + 12 if hour < 12 or (hour == 12 and late) else hour
    if half[:1] in ("凌", "a", "A"):
        return 0 if hour == 12 else hour
    return hour + 12 if half == "中午" and hour < 4 else hour


def _in_shanghai(at: datetime, zone: str | None) -> datetime:
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


def _read_reordered(match: re.Match[str]) -> FoundTime | None:
    """`14/11/2024 - 14:54` (day first) or `09:40 2024-05-05` (time first).

    `03/04/2021` may be a day of March or of April, so it gives None.
    """
    if (
        "/" in match[0]
        and match.re is _DAY_FIRST
        and match["day"] != match["month"]
        and int(match["day"]) < 13
    ):
        return None
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    at = _datetime_or_none(int(match["year"]), int(match["month"]), int(match["day"]), hour, minute, second)
    precision: Precision = "second" if match["second"] else "minute" if match["hour"] else "day"
    return FoundTime(match.start(), match.end(), at, precision) if at else None


def _read_chinese(match: re.Match[str]) -> FoundTime | None:
    """`二〇二一年五月二十三日`."""
    year = int("".join(str(_DIGITS[numeral]) for numeral in match["year"]))
    at = _datetime_or_none(year, _chinese_number(match["month"]), _chinese_number(match["day"]))
    return FoundTime(match.start(), match.end(), at, "day") if at else None


def _chinese_number(text: str) -> int:
    """`二十三` gives 23, `廿三` too."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 * bool(ten) + _DIGITS.get(ones, 0)


def _read_english(match: re.Match[str]) -> FoundTime | None:
    """`Sep 5, 2019 9:38:01 PM`, `Mon, 20 May 2024 09:47:48 GMT`; without a year None."""
    year = match["year"] or match["year_second"] or match["year_last"]
    month = _MONTHS.index((match["month"] or match["month_second"])[:3].lower()) + 1
    day = int(match["day"] or match["day_first"])
    hour = _hour_of_24(int(match["hour"]), match["after"] or "")
    at = _datetime_or_none(int(year or 0), month, day, hour, int(match["minute"]), int(match["second"] or 0))
    precision: Precision = "second" if match["second"] else "minute"
    return FoundTime(match.start(), match.end(), _in_shanghai(at, match["zone"]), precision) if at else None


def _datetime_or_none(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime | None:
    if year < FIRST_YEAR:
        return None
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)
    except ValueError:
        return None
