"""The day that an address names: a last resort, and a check on what the page prints."""

from __future__ import annotations

import re
from datetime import datetime

from crawler.items import Precision, Timestamp
from shengmei.timezone import SHANGHAI

_WEB_YEAR = "((?:199[5-9]|20[0-4]\\d))"  # digits that a day does not follow are more often an id
_YEAR, _MONTH, _DAY = "((?:19[4-9]\\d|20[0-4]\\d))", "(0[1-9]|1[0-2])", "(0[1-9]|[12]\\d|3[01])"
_DAYS = (
    # /system/2021/05/23/, /2021-05/23/content_, /2021/0523/, /20210523/, /2021-05-23/, /t20210523_1.html
    re.compile(rf"(?:/|/t|_|=){_YEAR}[-/]?{_MONTH}(?:-?{_DAY}(?=[/_.\-]|$)|/{_DAY}(?=/))"),
    re.compile(rf"/{_YEAR}{_MONTH}{_DAY}\d{{6}}(?=[/_.]|$)"),  # /20210523215100.html
    re.compile(rf"/{_YEAR}{_MONTH}{_DAY}(?=[A-Z][A-Z0-9]{{3,12}}(?:[./]|$))"),  # /20210523A01BCD00
    # /art/2021/5/23/art_12_345.html, /2021-5-23/
    *(re.compile(rf"/{_WEB_YEAR}{sep}([1-9]|1[0-2]){sep}([1-9]|[12]\d|3[01])(?=/)") for sep in "/-"),
    re.compile(rf"/{_YEAR}/[a-z]{{2,20}}_{_MONTH}{_DAY}(?=/)"),  # /2021/yaowen_0523/
)
_SHORT_DAY = re.compile(rf"/(\d\d)/{_MONTH}{_DAY}/\d\d/")  # /19/0907/13/EOGT.html
_A_MONTH = re.compile(rf"[/_]{_WEB_YEAR}[-/]?{_MONTH}(?=/)")  # /202105/, /2021-05/, /2021/05/, /c427_202105/


def address_day(url: str) -> Timestamp | None:
    """`http://news.example.cn/2021-05/23/content_1.htm` gives the day 2021-05-23, found in the address."""
    path = url[:2000].partition("://")[2].partition("?")[0] or url[:2000]
    for pattern in _DAYS:
        if match := pattern.search(path):
            return _timestamp(match, int(match[1]), int(match[2]), int(match[match.lastindex or 3]))
    if match := _SHORT_DAY.search(path):
        return _timestamp(match, 2000 + int(match[1]), int(match[2]), int(match[3]))
    if match := _A_MONTH.search(path):
        return _timestamp(match, int(match[1]), int(match[2]), None)
    return None


def _timestamp(match: re.Match[str], year: int, month: int, day: int | None) -> Timestamp | None:
    precision: Precision = "day" if day else "month"
    try:
        at = datetime(year, month, day or 1, tzinfo=SHANGHAI)
    except ValueError:
        return None
    return Timestamp(at=at, precision=precision, raw=match[0].strip("/_=."), found_in="address")
