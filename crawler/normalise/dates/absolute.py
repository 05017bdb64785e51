"""Absolute dates and times, in each of the forms in which Chinese pages print them, read strictly.

`printed_times` finds them in a text, in order; which of several is the time of publication is decided in
`timestamps`. All texts here have half-width characters already (`halfwidth`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from crawler.items import Precision
from crawler.normalise.dates.chinese import chinese_times
from crawler.normalise.dates.clock_and_zone import (
    CLOCK_TIME,
    FoundTime,
    datetime_or_none,
    in_shanghai,
    time_of_day,
)
from crawler.normalise.dates.english import english_times
from shengmei.timezone import SHANGHAI

_WEB_YEAR = 95  # a year of two digits is of the time of the web: 95 is 1995, 94 would be 2094
_FIRST_ROC_YEAR = 1911  # 民國元年 is 1912

# One character for one, so that places in the converted text are places in the printed text.
_HALFWIDTH = str.maketrans(
    "０１２３４５６７８９：．／－–—−‐年⽉⽇曰時點號國　ＴＺ" + "\xa0\u2002\u2003\u2009\t\n\r\x0b\x0c",
    "0123456789:./-----年月日日时点号国 TZ" + "         ",
)
# (三) and Wed only before a clock: elsewhere they number a part, or are a word of a sentence.
_WEEKDAY = (
    r"(?:[（(,]?\ ?(?:星期|[周週]|[礼禮]拜)[一二三四五六日天]\ ?[)）,]?"
    r"|(?:[（(][一二三四五六日][）)]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6})(?=\ {1,3}\d{1,2}:))"
)
BEIJING_TIME = "[（(]?(?:北京|中国标准)[时時][间間][）)]?"
_GREENWICH = "格林(?:尼|威)治(?:标准|標準)?时[间間]"
_PRINTED = re.compile(
    rf"""(?<![\d.])(?:
        (?P<year>(?:19|20)\d\d)\ {{0,3}}(?:年|[-/.]|(?=\ ))\ {{0,3}}
            (?P<month>\d{{1,2}})\ {{0,3}}[-/.月]\ {{0,3}}
            (?P<day>\d\d(?=\d\d:)|\d{{1,2}}(?!\d))(?![.-]\d)
      | (?P<compact_year>(?:19|20)\d\d)(?P<compact_month>[01]\d)(?P<compact_day>[0-3]\d)(?!\d)
      | 民国\ ?(?P<roc_year>\d{{1,3}})\ ?[-年/.]\ ?
            (?P<roc_month>\d{{1,2}})\ ?[-月/.]\ ?(?P<roc_day>\d{{1,2}})(?!\d)
      | (?P<short_year>\d\d)(?:年|(?P<sep>[-/.]))(?P<short_month>\d{{1,2}})
            (?:月|(?P=sep))(?P<short_day>\d{{1,2}})(?![\d.-])
      | (?P<only_month>\d{{1,2}})\ ?(?:月\ ?(?=\d{{1,2}}\ ?[日号])|[-/](?=\d\d\ {{1,6}}\d{{1,2}}:))
            (?P<only_day>\d{{1,2}})
      | (?P<bare_day>\d{{1,2}})(?=日\ {{0,2}}\d{{1,2}}:)
    )
    (?:\ {{0,2}}[日号])?
    (?P<weekday>\ {{0,4}}{_WEEKDAY})?
    (?:(?:T|\ {{0,20}}(?:[,，、|·/]|HKT)?\ {{0,20}})
        (?:(?P<greenwich>{_GREENWICH})\ {{0,2}}|{BEIJING_TIME}[\ :]{{0,3}})?{CLOCK_TIME})?""",
    re.VERBOSE,
)
# 14/11/2024 - 14:54 as French and Hong Kong pages print it, 18-05-2026 10:12, 09:40 2024-05-05 HKT
_DAY_FIRST = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d-])"
    r"(?:,? {0,3}-? {0,3}(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?)?"
)
_CLOCK_FIRST = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?,? {1,3}"
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?! {0,3}\d{1,2}:)(?!\d)"
)
_WHOLE_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d) ?[-年./] ?(?P<month>\d{1,2}) ?月?(?:份)?$")
_WHOLE_DAY = re.compile(r"(?P<only_month>\d{1,2})[-/](?P<only_day>\d{1,2})$")
# 05-19 without a clock is a day where a label of a source or an author stands beside it, and nothing else.
_INFO = r"(?:来源|來源|稿源|来自|出处|作者|记者|記者|编辑|編輯|责编|責編|责任编辑|阅读|浏览|点击)"
# A day whose parts a page prints in elements of their own, as a whole text.
_IN_PARTS = tuple(
    re.compile(form)
    for form in (
        r"(?P<day>\d{1,2})[日号]?(?: {1,3}| ?/ ?)(?P<year>(?:19|20)\d\d) ?[-/.年] ?(?P<month>\d{1,2})月?",
        r"(?P<year>(?:19|20)\d\d) ?[-/.年] ?(?P<month>\d{1,2})(?: ?月| ?[-/.])? {1,3}(?P<day>\d{1,2})[日号]?",
        r"(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]? {1,3}(?P<year>(?:19|20)\d\d)年?",
        r"(?P<year>(?:19|20)\d\d)年? {1,3}(?P<month>\d{1,2})[-/.月] ?(?P<day>\d{1,2})[日号]?",
        r"(?P<day>\d{1,2})[日号]? {1,3}(?P<month>\d{1,2})月 {1,3}(?P<year>(?:19|20)\d\d)年?",
    )
)
_DAY_BESIDE_LABEL = re.compile(
    rf"(?:{_INFO}\ ?:\ ?[^:,，。]{{2,24}}\ {{1,6}})?(?P<only_month>[01]\d)[-/](?P<only_day>[0-3]\d)"
    rf"(?:\ *$|\ {{1,6}}(?={_INFO}\ ?[:/|\d ]))"
)
_WHOLE_DIGITS = re.compile(r"\d{10}(?:\d\d){0,2}$|\d{13}$")
# What stands before a day that has no year of its own, where that year, or another number, is printed there:
# 110年5月18日, 110-05-18, 027-85-12-30, 上月19日, 令和05年5月18日.
_OF_A_NUMBER = re.compile(r"\d ?[-/.] ?$|[日号] ?[-~至到] ?$")
_OF_A_YEAR = re.compile(r"(?<!今)(?<!本)年 {0,3}$")
_OF_A_MONTH = re.compile(r"(?:(?<!本)月|年) {0,3}$")
_OF_AN_ERA = re.compile(r"(?:令和|平成|昭和) ?$|[A-Za-z]$")


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
    yield from chinese_times(text)
    yield from english_times(text)


def whole_time(text: str, fetched_at: datetime | None) -> FoundTime | None:
    """Forms read only where they are the whole text: unix time, `2021-05`, `06-24`, `20210523215100`,
    `23 2021-05` and its like."""
    start = len(text) - len(text.lstrip())
    text = text.strip()
    latest = fetched_at + timedelta(days=1) if fetched_at else None
    match: re.Match[str] | None = None
    if _WHOLE_DIGITS.match(text):
        at, precision = _from_digits(text)
    elif match := _WHOLE_MONTH.match(text):
        at, precision = datetime_or_none(int(match["year"]), int(match["month"]), 1), "month"
    elif match := day_in_parts(text):
        at, precision = datetime_or_none(int(match["year"]), int(match["month"]), int(match["day"])), "day"
    elif match := _WHOLE_DAY.match(text) or _DAY_BESIDE_LABEL.match(text):
        at, precision = _most_recent(int(match["only_month"]), int(match["only_day"]), latest), "day"
    else:
        return None
    if match and match.re is _DAY_BESIDE_LABEL:
        begin, end = start + match.start("only_month"), start + match.end("only_day")
        return FoundTime(begin, end, at, precision, has_year=False) if at else None
    return FoundTime(start, start + len(text), at, precision) if at else None


def day_in_parts(text: str) -> re.Match[str] | None:
    """Year, month and day of `23 2021-05`, `2021-05 23`, `05-23 2021` or `23 5月 2021`, a whole text."""
    if "19" not in text and "20" not in text:  # as most texts with a time have been read by then
        return None
    return next(filter(None, (form.fullmatch(text) for form in _IN_PARTS)), None)


def _from_digits(text: str) -> tuple[datetime | None, Precision]:
    """`20210523215100` is a time, `1621777860` and `1621777860000` count from 1970."""
    if text.startswith("20") and len(text) != 13:
        # Unix seconds reach 2,000,000,000 in 2033: until then a 20 at the head is a year.
        parts = [int(text[at : at + 2]) for at in range(4, len(text), 2)]
        precisions: tuple[Precision, ...] = ("hour", "minute", "second")
        return datetime_or_none(int(text[:4]), *parts), precisions[len(parts) - 3]
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return datetime.fromtimestamp(seconds, SHANGHAI) if seconds < 2**32 else None, "second"


def _read_printed(match: re.Match[str], fetched_at: datetime | None) -> FoundTime | None:
    if (printed := time_of_day(match)) is None:
        return None
    clock, precision = printed
    day = _day(match, fetched_at + timedelta(days=1) - clock if fetched_at else None)
    if day is None or _is_cut_off(match):
        return None
    exact = precision == "second" or "T" in match[0]
    return FoundTime(
        match.start(),
        match.end() - (len(match[0]) - len(match[0].rstrip(" ,|"))),
        in_shanghai(day + clock, "GMT" if match["greenwich"] else match["zone"] if exact else None),
        precision,
        has_year=not (match["only_month"] or match["bare_day"]),
        weekday=bool(match["weekday"]),
        compact=bool(match["compact_year"]),
    )


def _day(match: re.Match[str], latest: datetime | None) -> datetime | None:
    if match["year"]:
        return datetime_or_none(int(match["year"]), int(match["month"]), int(match["day"]))
    if match["compact_year"]:
        return datetime_or_none(*(int(match[f"compact_{part}"]) for part in ("year", "month", "day")))
    if match["roc_year"]:
        year = _FIRST_ROC_YEAR + int(match["roc_year"])
        return datetime_or_none(year, int(match["roc_month"]), int(match["roc_day"]))
    if match["short_year"]:
        year = int(match["short_year"])
        century = 1900 if year >= _WEB_YEAR else 2000
        return datetime_or_none(century + year, int(match["short_month"]), int(match["short_day"]))
    if match["only_month"]:
        return _most_recent(int(match["only_month"]), int(match["only_day"]), latest)
    return _most_recent(None, int(match["bare_day"]), latest)


def _is_cut_off(match: re.Match[str]) -> bool:
    """Whether a day without its whole year stands behind what it belongs to: nothing is completed from the
    middle of a number."""
    if not (match["short_year"] or match["only_month"] or match["bare_day"]):
        return False
    before = match.string[max(0, match.start() - 6) : match.start()]
    if _OF_A_NUMBER.search(before):
        return True
    if match["short_year"]:
        return bool(_OF_AN_ERA.search(before))
    return bool((_OF_A_MONTH if match["bare_day"] else _OF_A_YEAR).search(before))


def _most_recent(month: int | None, day: int, latest: datetime | None) -> datetime | None:
    """The most recent such day that is not after `latest`: a day printed without its year, or its month."""
    if latest is None:
        return None
    latest = latest.astimezone(SHANGHAI)
    for back in range(5 if month else 12):  # 29 February comes every four years
        year = latest.year - (back if month else (back + 12 - latest.month) // 12)
        found = datetime_or_none(year, month or (latest.month - 1 - back) % 12 + 1, day)
        if found and found <= latest:
            return found
    return None


def _read_reordered(match: re.Match[str]) -> FoundTime | None:
    """`14/11/2024 - 14:54` (day first), `11/14/2024` (month first) or `09:40 2024-05-05` (time first).

    `03/04/2021` may be a day of March or of April, so it gives None.
    """
    month, day = int(match["month"]), int(match["day"])
    if match.re is _DAY_FIRST and match["mark"] in "/-" and day != month:
        if day < 13 and month < 13:
            return None
        month, day = min(month, day), max(month, day)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    at = datetime_or_none(int(match["year"]), month, day, hour, minute, second)
    precision: Precision = "second" if match["second"] else "minute" if match["hour"] else "day"
    return FoundTime(match.start(), match.end(), at, precision) if at else None
