"""Relative times (`3小时前`, `昨天 21:30`), counted from the moment when the page was fetched."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from crawler.items import Precision
from crawler.normalise.dates.clock_and_zone import HALF, FoundTime, hour_of_24, minute_of
from shengmei.timezone import SHANGHAI

_NUMERALS = "一二两兩三四五六七八九十"
RELATIVE = re.compile(
    rf"""(?P<now>刚刚|刚才|剛剛|剛才)
    | (?<![\d.{_NUMERALS}百千几幾数數])(?P<number>\d{{1,3}}|半|[{_NUMERALS}]{{1,3}})\ ?
        (?:[个個]?(?P<unit>秒[钟鐘]?|分[钟鐘]?|小[时時]|[钟鐘][头頭]|天|周|週|星期|礼拜|禮拜)|[个個](?P<months>月))(?:以|之)?前
    | (?:(?P<day>今天(?!是)|昨天|大?前天|今日(?!是)|昨日|前日|[昨今前]晚|[昨今]夜|今晨|今早)
        | (?P<week>上上|上|本|这|這)?[个個]?(?:周|週|星期|礼拜|禮拜)(?P<weekday>[一二三四五六日天]))
      (?:[\ ,，]{{0,4}}(?P<half>{HALF})?\ ?(?P<hour>\d{{1,2}})
        (?:\ ?:\ ?(?P<minute>\d{{2}})(?!\d)(?:\ ?:\ ?(?P<second>\d{{2}})(?!\d))?
         | \ ?[时点]\ ?(?:(?P<minute_cn>\d{{1,2}}(?!\d)|半)\ ?分?)?))?""",
    re.VERBOSE,
)
# Enough to look at a text closely for a time without its year, or for one counted from now.
WITHOUT_YEAR = (
    r"\d{1,2}月\d{1,2}[日号]|\d{1,2}[-/]\d{1,2}\s{1,6}\d{1,2}[:：]|刚刚|刚才|剛剛|剛才|[今昨前][天日晚夜晨早]"
    r"|(?:秒|分|时|時|天|周|週|月|[钟鐘头頭期拜])[以之]?前"
    rf"|(?:周|週|星期|礼拜|禮拜)[一二三四五六日天][\s,，]{{0,4}}(?:{HALF})?\s?\d{{1,2}}(?!\d|[天个個名年月日])"
)
# A line with such a time and nothing else gives the time; read it with `read_time`.
YEARLESS = re.compile(
    r"\d{1,2}(?:月\d{1,2}[日号]|[-/]\d{1,2}) {0,6}\d{1,2}:\d\d(?::\d\d)?|\d{1,2}月\d{1,2}[日号]"
)
_DAYS_AGO = {"今": 0, "昨": 1, "前": 2, "大": 3}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_WEEKS_AGO = {"上上": 2, "上": 1}
_NIGHT = ("晚", "夜")
_SMALL_HOURS = 5  # 昨晚 1:30 is of the night that began yesterday
_PRECISIONS: dict[str, Precision] = {
    "秒": "second",
    "分": "minute",
    "小": "hour",
    "钟": "hour",
    "天": "day",
    "周": "day",
    "月": "month",
}
_UNITS = {"秒": "秒", "分": "分钟", "小": "小时", "钟": "小时", "天": "天", "周": "周", "月": "个月"}
_SIMPLIFIED = str.maketrans("鐘週星礼禮", "钟周周周周")
_NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}


def relative_time(text: str, fetched_at: datetime) -> FoundTime | None:
    """`3小时前`, fetched at 21:51, gives 18:00, precision hour; a text without a relative time gives None.

    `上周三` is of the week before the fetch, which began on a Monday; `周三 18:20` is the last such time.
    """
    match = RELATIVE.search(text)
    if match is None:
        return None
    now = fetched_at.astimezone(SHANGHAI)
    if (moment := _time_before(match, now)) is None:
        return None
    at, precision = moment
    if at > now + timedelta(days=1):
        return None
    return FoundTime(match.start(), match.end(), _floored(at, precision), precision)


def _time_before(match: re.Match[str], now: datetime) -> tuple[datetime, Precision] | None:
    if match["now"]:
        return now, "minute"
    if match["day"] or match["weekday"]:
        return _on_a_day(match, now)
    words, precision = _plain_words(match)
    at = _parsed(words, now)
    return (at, precision) if at else None


def _on_a_day(match: re.Match[str], now: datetime) -> tuple[datetime, Precision] | None:
    """`昨晚 21:30`, `上周三`: a named day, with a time of it or without."""
    if (printed := _clock(match)) is None:
        return None
    clock, precision = printed
    midnight = now.replace(hour=0, minute=0, second=0)
    if match["day"]:
        return midnight - timedelta(days=_DAYS_AGO[match["day"][0]]) + clock, precision
    back = (now.weekday() - _WEEKDAYS[match["weekday"]]) % 7
    at = midnight - timedelta(days=back) + clock
    if not match["week"]:
        # 周三 alone is a column of a calendar; behind a day it is that day's.
        if precision == "day" or any(map(str.isdigit, match.string[: match.start()])):
            return None
        return (at if at <= now else at - timedelta(days=7)), precision
    monday = midnight - timedelta(days=now.weekday() + 7 * _WEEKS_AGO.get(match["week"], 0))
    return monday + timedelta(days=(now.weekday() - back) % 7) + clock, precision


def _clock(match: re.Match[str]) -> tuple[timedelta, Precision] | None:
    """The time of the day, counted from its midnight; None for an impossible one, as 25:00."""
    if not match["hour"]:
        return timedelta(), "day"
    hour, minute = int(match["hour"]), minute_of(match)
    second = match["second"]
    minutes, seconds = int(minute or 0), int(second or 0)
    if hour > 24 or minutes > 59 or seconds > 59:
        return None
    half = match["half"] or (match["day"] or "")[1:]
    if half in _NIGHT and not match["half"] and hour < _SMALL_HOURS:
        hour += 24
    else:
        hour = hour_of_24(hour, half)
    clock = timedelta(hours=hour, minutes=minutes, seconds=seconds)
    return clock, "second" if second else "minute" if minute else "hour"


def _plain_words(match: re.Match[str]) -> tuple[str, Precision]:
    """`两个钟头前` gives `2小时前`, the form that dateparser knows, and the precision."""
    unit = (match["unit"] or match["months"])[0].translate(_SIMPLIFIED)
    if match["number"] == "半":
        return ("30分钟前", "minute") if unit in "小钟" else ("0天前", "day")
    return f"{_count(match['number'])}{_UNITS[unit]}前", _PRECISIONS[unit]


def _count(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (_NUMBERS.get(tens, 1) * 10 if ten else 0) + _NUMBERS.get(ones, 0)


def _parsed(words: str, now: datetime) -> datetime | None:
    # Imported here, because it costs a tenth of a second and few pages print such times.
    from dateparser import parse

    base = now.replace(tzinfo=None)
    found = parse(
        words, languages=["zh"], settings={"RELATIVE_BASE": base, "RETURN_AS_TIMEZONE_AWARE": False}
    )
    return found and found.replace(tzinfo=SHANGHAI)


def _floored(at: datetime, precision: Precision) -> datetime:
    """21:51 at precision hour gives 21:00: what is below the precision is not known."""
    at = at.replace(microsecond=0)
    order: tuple[Precision, ...] = ("second", "minute", "hour", "day", "month")
    zeros = {"minute": {"second": 0}, "hour": {"minute": 0}, "day": {"hour": 0}, "month": {"day": 1}}
    for step in order[1 : order.index(precision) + 1]:
        at = at.replace(**zeros[step])  # type: ignore[arg-type]
    return at
