"""When a page was published: everything that says so, and which of it counts.

What is printed beside the headline comes first, then what systems mark, state and hide; a more exact time of
the same day beats a day, so a date-only `meta publishdate` never beats a printed minute and the other way
round. A time more than two days off the day in the address loses against the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from crawler.items import Timestamp
from crawler.normalise import dates
from crawler.pages.document.metadata import MODIFIED, PUBLISHED
from crawler.pages.document.page import attribute

if TYPE_CHECKING:
    from crawler.pages.base import ArticlePage

_FINER = ("month", "day", "hour", "minute", "second")
_MINUTE = _FINER.index("minute")
_PRINTED, _MARKED, _META, _JSON_LD, _HIDDEN, _SCRIPT, _ADDRESS = 60, 50, 40, 35, 30, 20, 10
_OFF_THE_ADDRESS = -55  # what is printed then scores less than the address
_NEAR = timedelta(days=2)
_INPUTS = 'input[id*="pubtime" i], input[name*="pubtime" i], input[id*="publish" i], input[name*="publish" i]'
# var ct = "2021-05-23 21:51", xtime = '…', "publishTime":"…", pubDate: 1621777860
_VARIABLE = re.compile(
    r"""\b(ct|xtime|ptime|pubtime|pubdate|pub_date|publish_?time|publish_?date|releasetime|release_?date|newstime
    |datepublished|posttime|fabutime|createtime|inputtime|ori_create_time|newsdate|articledate)["']?\s{0,4}([=:])\s{0,4}["']?
    ((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}[^"'<>;,}\n]{0,20}|20\d{12}(?!\d)|1[0-9]{9}(?:\d{3})?\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = ("ct", "time", "date", "Time", "Date", "TIME", "DATE")
_MOST_VARIABLES = 4


class _Found(NamedTuple):
    time: Timestamp
    score: float
    place: int


def published(layout: ArticlePage) -> Timestamp | None:
    """The publication time of the page that a class has opened; None where nothing says it."""
    address = dates.address_day(layout.url)
    found: list[_Found] = []
    for raw, rule, place in _times(layout, found):
        time = _read(layout, raw, rule)
        score = place + _precision(time) + _against(address, time) if time else 0
        layout.evidence.offer("published", rule, raw, dates.written(time) if time else None, score)
        if time is not None:
            found.append(_Found(time, score, place))
    if address is not None:
        found.append(_Found(address, _ADDRESS + _precision(address), _ADDRESS))
        layout.evidence.offer("published", "address", address.raw, dates.written(address), found[-1].score)
    if not found:
        layout.rules.pop("published", None)
        return None
    best = _best(found)
    layout.evidence.win("published", best.time.found_in)
    layout.rules["published"] = best.time.found_in
    _note_conflicts(layout, best, found)
    return best.time


def modified(layout: ArticlePage) -> Timestamp | None:
    """When the page says it was changed last: in print, else in its meta or JSON-LD."""
    if found := _modified(layout):
        layout.rules["modified"] = found.found_in
    return found


def _modified(layout: ArticlePage) -> Timestamp | None:
    read_at = layout.page.capture.fetched_at
    if printed := layout.field("modified", layout.modified):
        return dates.modified_time(printed, layout.rules.get("modified", "page"), fetched_at=read_at)
    if stated := layout.metadata.get(MODIFIED):
        return dates.read_time(stated[1], f"meta {stated[0]}", fetched_at=read_at)
    stated_in_json = layout.metadata.json_ld_text("dateModified")
    return dates.read_time(stated_in_json, "JSON-LD dateModified", fetched_at=read_at)


def _times(layout: ArticlePage, found: list[_Found]) -> Iterator[tuple[str, str, int]]:
    """Texts that say when, where they stand, and what that place counts; scripts and hidden fields are looked
    into only while no minute is `found`."""
    if printed := layout.field("published", layout.published):
        yield printed, layout.rules.get("published", "page"), _PRINTED
    if marked := layout.metadata.baidu("pubtime"):
        yield marked, "pubtime_baidu", _MARKED
    if stated := layout.metadata.get(PUBLISHED):
        yield stated[1], f"meta {stated[0]}", _META
    if in_json := layout.metadata.json_ld_text("datePublished"):
        yield in_json, "JSON-LD datePublished", _JSON_LD
    if any(_FINER.index(one.time.precision) >= _MINUTE for one in found):
        return
    yield from _hidden(layout)
    yield from _in_scripts(layout)


def _hidden(layout: ArticlePage) -> Iterator[tuple[str, str, int]]:
    if "<input" not in layout.page.text:
        return
    for node in layout.page.all(_INPUTS):
        if value := attribute(node, "value"):
            yield value, f"input {attribute(node, 'id', 'name')}", _HIDDEN


def _in_scripts(layout: ArticlePage) -> Iterator[tuple[str, str, int]]:
    """`<time datetime>`, variables, and the one time of a JSON: pages list other articles there too."""
    for node in layout.page.all("time[datetime]")[:1]:
        if stated := attribute(node, "datetime"):
            yield stated, "time datetime", _SCRIPT
    texts = (node.text() for node in layout.page.all("script:not([src])"))
    found = [
        one for text in texts if any(word in text for word in _WORDS) for one in _VARIABLE.finditer(text)
    ]
    assigned = [one for one in found if one[2] == "="]
    listed = {one[3].strip(): one for one in found if one[2] == ":"}
    for one in islice([*assigned, *(listed.values() if len(listed) == 1 else ())], _MOST_VARIABLES):
        yield one[3].strip(), f"script {one[1]}", _SCRIPT


def _read(layout: ArticlePage, raw: str, rule: str) -> Timestamp | None:
    return dates.read_time(raw, rule, fetched_at=layout.page.capture.fetched_at)


def _precision(time: Timestamp) -> int:
    return _FINER.index(time.precision)


def _against(address: Timestamp | None, time: Timestamp) -> int:
    """What a time loses that is not of the day, or month, in the address."""
    if address is None:
        return 0
    first = address.at.date()
    last = _month_end(first) if address.precision == "month" else first
    return 0 if first - _NEAR <= time.at.date() <= last + _NEAR else _OFF_THE_ADDRESS


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _best(found: list[_Found]) -> _Found:
    """The highest score, made finer by another time of its day. A stated midnight is how systems write a
    day."""
    top = max(found, key=lambda one: one.score)
    finer = [one for one in found if one.time.at.date() == top.time.at.date() and not _is_midnight(one.time)]
    return max([top, *finer], key=lambda one: (min(_precision(one.time), _MINUTE), one is top, one.place))


def _is_midnight(time: Timestamp) -> bool:
    return time.at.hour == time.at.minute == time.at.second == 0


def _note_conflicts(layout: ArticlePage, best: _Found, found: list[_Found]) -> None:
    """Other places that say another time, at the precision that both have."""
    for one in found:
        known = min(_precision(one.time), _precision(best.time), _MINUTE)
        if _FINER[known] == "minute" and _is_midnight(one.time):
            known = _FINER.index("day")
        if _cut(one.time, known) != _cut(best.time, known):
            layout.evidence.disagree(
                "published", dates.written(best.time), best.time.found_in, dates.written(one.time),
                one.time.found_in,
            )  # fmt: skip


def _cut(time: Timestamp, precision: int) -> tuple[int, ...]:
    return time.at.timetuple()[: precision + 2]
