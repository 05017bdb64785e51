"""Relative times (`3小时前`, `昨天 21:30`), counted from the moment when the page was fetched."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from crawler.items import Precision
from crawler.normalise.dates.absolute import FoundTime
from shengmei.timezone import SHANGHAI

_RELATIVE = re.compile(
    r"(?P<now>刚刚|刚才)"
    r"|(?P<number>\d{1,3}|半|[一二两三四五六七八九十]{1,3}) ?个?"
    r"(?P<unit>秒钟?|分钟?|小时|钟头|天|月)(?:以|之)?前"
    r"|(?P<day>今天(?!是)|昨天|前天|今日(?!是)|昨日)(?: {0,4}(?P<time>\d{1,2}:\d{2}(?::\d{2})?))?"
)
_PRECISIONS: dict[str, Precision] = {
    "秒": "second",
    "分": "minute",
    "小": "hour",
    "钟": "hour",
    "天": "day",
    "月": "month",
}
_UNITS = {"秒": "秒", "分": "分钟", "小": "小时", "钟": "小时", "天": "天", "月": "个月"}
_NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
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
    """`3小时前`, fetched at 21:51, gives 18:00, precision hour; a text without a relative time gives None."""
    match = _RELATIVE.search(text)
    if match is None:
        return None
    now = fetched_at.astimezone(SHANGHAI)
    if match["now"]:
        return FoundTime(match.start(), match.end(), now.replace(second=0, microsecond=0), "minute")
    words, precision = _plain_words(match)
    at = _parsed(words, now)
    return FoundTime(match.start(), match.end(), _floored(at, precision), precision) if at else None


def _plain_words(match: re.Match[str]) -> tuple[str, Precision]:
    """`两个钟头前` gives `2小时前`, the form that dateparser knows, and the precision."""
    if match["day"]:
        day = match["day"].replace("日", "天")
        time = match["time"]
        return (f"{day} {time}", "second" if time.count(":") == 2 else "minute") if time else (day, "day")
    unit = match["unit"][0]
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
    day, _, time = words.partition(" ")
    found = parse(day, languages=["zh"], settings={"RELATIVE_BASE": base, "RETURN_AS_TIMEZONE_AWARE": False})
    if found is None or not time:
        return found and found.replace(tzinfo=SHANGHAI)
    clock = [int(part) for part in time.split(":")]
    if clock[0] > 23 or max(clock) > 59:
        return None
    midnight = found.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=SHANGHAI)
    return midnight + timedelta(hours=clock[0], minutes=clock[1], seconds=clock[2] if len(clock) > 2 else 0)


def _floored(at: datetime, precision: Precision) -> datetime:
    """21:51 at precision hour gives 21:00: what is below the precision is not known."""
    at = at.replace(microsecond=0)
    order: tuple[Precision, ...] = ("second", "minute", "hour", "day", "month")
    zeros = {"minute": {"second": 0}, "hour": {"minute": 0}, "day": {"hour": 0}, "month": {"day": 1}}
    for step in order[1 : order.index(precision) + 1]:
        at = at.replace(**zeros[step])  # type: ignore[arg-type]
    return at
