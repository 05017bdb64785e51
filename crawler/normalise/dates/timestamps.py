"""Printed times: the text as it stands on a page in, a `Timestamp` with its precision out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

from crawler.items import Timestamp
from crawler.normalise.dates.absolute import BEIJING_TIME, day_in_parts, halfwidth, printed_times, whole_time
from crawler.normalise.dates.clock_and_zone import FoundTime
from crawler.normalise.dates.english import english_times
from crawler.normalise.dates.relative import RELATIVE, YEARLESS, relative_time
from shengmei.timezone import SHANGHAI

Ranked = tuple[tuple[int, FoundTime], ...]  # times, each with a rank: the lowest counts most

_LONGEST = 2000  # characters; a time stands in a line, and a body handed over by mistake must not cost
_MOST = 40  # times looked at in one text
_RELATIVE_LONGEST = 60  # `3天前` in a longer text is a sentence

_AFTER_LABEL = r"[^\u4e00-\u9fff\w]{0,6}$"
# `halfwidth` writes 時 as 时, for 10時20分: 時間 is 时間 by then.
_PUBLISHED_LABEL = re.compile(
    r"(?:(?:发布|發布|發佈|发表|發表|发稿|發稿|刊发|刊發|刊载|刊載|登载|登載|创建|建立|提交|上传|上傳|输入|輸入|录入"
    r"|发文|發文|成文|出版|首发|首發|刊登|推送|推出|签发|投稿|见报|播出|公开(?=时间|日期))(?:[时時][间間]|日期|于|於|在)?"
    r"|(?<![\u4e00-\u9fff])(?:[时時][间間]|日期)"
    r"|(?i:\b(?:published|posted|released|time|date))(?:\ (?:on|at))?)" + _AFTER_LABEL
)
_MODIFIED_LABEL = re.compile(
    r"(?:(?:最[后後])?(?:更新|修改|编辑|編輯|修订|修訂)(?:[时時][间間]|日期|于|於|至)?"
    r"|(?i:\b(?:updated|modified|edited|update))(?:\ (?:on|at|time))?)" + _AFTER_LABEL
)
_OTHER_LABEL = re.compile(
    r"(?:今天是|现在是|現在是|当前时间|现在时间|系统时间|服务器时间|[当當]地[时時][间間]|截[至止](?:时间|日期)?|自从?"
    r"|图为|圖為|资料图|資料圖|资料照|摄于|攝於|拍摄于|生于|"
    r"(?:活动|活動|报名|报到|会议|會議|开始|结束|結束|考试|采访|拍摄|拍攝|举办|举行|开庭|成立|访问|浏览|打印|登录|下载|抓取"
    r"|有效|生效|实施|公示|截稿|上映)(?:[时時][间間]|日期))" + _AFTER_LABEL
)
# A page's own clock where it stands before a day, the zone of a time where it stands before an hour.
_BEIJING_TIME = re.compile(rf"{BEIJING_TIME}[ :,，]{{0,3}}$")
_LONGEST_LABEL = 24  # characters before a time among which its label stands
_NOT_A_TIME_AFTER = re.compile(
    r" ?(?:拍?摄|拍?攝|以前|之前|以来|以后|之后|前|起|至|第? ?[A-Z]?\d{1,3} ?版|第 ?\d)"
)
_PAPER_BEFORE = re.compile(r"》 {0,2}[（(]? {0,2}$")
_PAGE_NUMBER = re.compile(
    r"[,，\s]{0,3}第?\s?[A-Z]?\d{1,3}\s?版(?:\s?[:：]?\s?[\u4e00-\u9fff]{2,6}(?=[)）\s]|$))?"
)
_WITHOUT_BRACKETS = str.maketrans("《》（）()", "      ")
_MODIFIED_AFTER = re.compile(r" ?(?:更新|修改)(?!于|於|[时時][间間]|日期| ?:)")
_WEEKDAY = re.compile(r"(?:星期|[周週]|[礼禮]拜)[一二三四五六日天]")
_WITH_YEAR = re.compile(r"(?:19|20)\d\d[-/.年]")
_BRACKETED_WEEKDAY = re.compile(rf"[（(,，]?\s?{_WEEKDAY.pattern}\s?[)）,，]?")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6} ?: ?")


def read_time(raw: str | None, found_in: str, *, fetched_at: datetime | None = None) -> Timestamp | None:
    """`发布时间：2021-05-23 21:51 来源：示例网` gives 21:51 of that day, raw `2021-05-23 21:51`.

    The first publication time that the text states, None where it states none; `found_in` is kept in the
    result. Relative times and days without a year need `fetched_at` (aware); what is more than a day after it
    is no publication time. A time labelled 更新 is given only if no other stands there; the day of a
    newspaper page (`》（ 2021年5月23日 02版）`) and a page clock (`2021年5月23日 星期日`) never.
    """
    text = (raw or "")[:_LONGEST]
    published, modified = _by_label(text, fetched_at)
    if found := _best(published) or _best(modified):
        return _timestamp(text, found, found_in)
    return _relative(text, found_in, fetched_at)


def is_without_year(time: Timestamp) -> bool:
    """Whether a time's year was completed from the moment of the fetch: `5月23日 21:51`, `3小时前`."""
    return not _WITH_YEAR.match(time.raw) and read_time(time.raw, time.found_in) is None


def is_in_parts(raw: str) -> bool:
    """`23 2021-05`, `May 23 2021`: whether a text is the parts of one day and nothing else."""
    text = halfwidth(raw[:_LONGEST]).strip()
    in_english = (text[found.start : found.end] == text for found in english_times(text))
    return day_in_parts(text) is not None or any(in_english)


def is_labelled(raw: str) -> bool:
    """`发布时间：2021-05-23`: whether a publication time stands behind its label."""
    return _is_labelled(raw[:_LONGEST])


@lru_cache(maxsize=64)
def _is_labelled(raw: str) -> bool:
    text = halfwidth(raw)
    times = (_before(found, text)[0] for found in printed_times(text, None))
    return any(_PUBLISHED_LABEL.search(before) for before in times)


def is_update(raw: str, fetched_at: datetime | None) -> bool:
    """`更新 2021-05-24 08:00`: whether a text gives no other time than that of a change."""
    published, modified = _by_label(raw[:_LONGEST], fetched_at)
    return bool(modified) and not published


def is_time_alone(raw: str) -> bool:
    """`5月23日 21:51`, `昨日 21:51`: a line that is a time without its year and nothing else."""
    text = halfwidth(raw[:_RELATIVE_LONGEST]).strip(" |·")
    return bool(YEARLESS.fullmatch(text) or RELATIVE.fullmatch(text))


def modified_time(raw: str | None, found_in: str, *, fetched_at: datetime | None = None) -> Timestamp | None:
    """`发布：2021-05-23 更新时间：2021-05-24 08:00` gives 2021-05-24T08:00+08:00: the time labelled so."""
    text = (raw or "")[:_LONGEST]
    found = _best(_by_label(text, fetched_at)[1])
    return _timestamp(text, found, found_in) if found else None


def is_clock(raw: str) -> bool:
    """`2021年5月23日 星期日` is the clock or the banner of a page: a day with its weekday and no time."""
    text = halfwidth(raw[:_LONGEST])
    found = next(printed_times(text, None), None)
    return found is not None and _is_clock(found, text)


def without_weekday(raw: str) -> str:
    """`2021年5月23日 星期日` gives `2021年5月23日`: below a headline such a day is no clock."""
    return _BRACKETED_WEEKDAY.sub(" ", raw[:_LONGEST])


def written(timestamp: Timestamp) -> str:
    """`2021-05-23T21:51:00+08:00`, at hour `2021-05-23T21+08:00`, at day `2021-05-23`, at month `2021-05`."""
    at = timestamp.at.astimezone(SHANGHAI).replace(microsecond=0)
    if timestamp.precision in ("second", "minute"):
        return at.isoformat()
    iso = {"hour": f"{at:%Y-%m-%dT%H}{at.isoformat()[-6:]}", "day": f"{at:%Y-%m-%d}", "month": f"{at:%Y-%m}"}
    return iso[timestamp.precision]


def of_a_print_day(raw: str) -> str:
    """`江边日报 2023年5月21日 第03版` gives `江边日报 2023年5月21日`: below a headline the day of the page
    is that of the article."""
    return _PAGE_NUMBER.sub(" ", raw[:_LONGEST]).translate(_WITHOUT_BRACKETS)


@lru_cache(maxsize=64)  # a page asks four times of each of its few lines with a time
def _by_label(text: str, fetched_at: datetime | None) -> tuple[Ranked, Ranked]:
    """Publication times, each with a rank, and times labelled 更新 or 修改.

    Rank 0 is labelled 发布 or the like, 1 has no label, 2 has no label and no year.
    """
    text = halfwidth(text)
    published: list[tuple[int, FoundTime]] = []
    modified: list[tuple[int, FoundTime]] = []
    for found in _candidates(text, fetched_at):
        before, in_beijing = _before(found, text)
        if _is_no_publication_time(found, text, before, fetched_at):
            continue
        if in_beijing and not _names_the_zone(found, before):
            continue
        if _MODIFIED_LABEL.search(before) or _MODIFIED_AFTER.match(text, found.end):
            modified.append((0, found))
        elif _PUBLISHED_LABEL.search(before):
            published.append((0, found))
        elif not found.compact or not _may_be_an_id(found, text):
            published.append((1 if found.has_year else 2, found))
    return tuple(published), tuple(modified)


def _candidates(text: str, fetched_at: datetime | None) -> list[FoundTime]:
    label = _LABEL.match(text)
    rest = " " * label.end() + text[label.end() :] if label else text
    if whole := whole_time(rest, fetched_at) or (label and whole_time(text, fetched_at)):
        return [whole]
    return [found for _, found in zip(range(_MOST), printed_times(text, fetched_at), strict=False)]


def _before(found: FoundTime, text: str) -> tuple[str, bool]:
    """What stands before a time, where its label ends; and whether 北京时间 stands between both."""
    before = text[max(0, found.start - _LONGEST_LABEL) : found.start]
    zone = _BEIJING_TIME.search(before)
    return (before[: zone.start()], True) if zone else (before, False)


def _names_the_zone(found: FoundTime, before: str) -> bool:
    """Whether 北京时间 before a time is its zone; before a day, or a weekday, it is the clock of the page."""
    if _PUBLISHED_LABEL.search(before) or _MODIFIED_LABEL.search(before):
        return True
    return found.precision != "day" and not found.weekday


def _is_no_publication_time(found: FoundTime, text: str, before: str, fetched_at: datetime | None) -> bool:
    if fetched_at is not None and found.at > fetched_at + timedelta(days=1):
        return True
    return bool(
        _is_clock(found, text)
        or _OTHER_LABEL.search(before)
        or _NOT_A_TIME_AFTER.match(text, found.end)
        or (found.precision == "day" and _PAPER_BEFORE.search(before))
    )


def _is_clock(found: FoundTime, text: str) -> bool:
    return found.precision == "day" and (found.weekday or bool(_WEEKDAY.match(text, found.end)))


def _may_be_an_id(found: FoundTime, text: str) -> bool:
    """`编号20210523`: eight digits with other text around them and no time of day may be a day or an id."""
    return found.precision == "day" and text.strip() != text[found.start : found.end]


def _best(ranked: Ranked) -> FoundTime | None:
    """The first of the best rank; of two on the same day the more exact one."""
    if not ranked:
        return None
    rank = min(rank for rank, _ in ranked)
    first = next(found for at, found in ranked if at == rank)
    if first.precision == "day":
        finer = (f for _, f in ranked if f.precision != "day" and f.at.date() == first.at.date())
        return next(finer, first)
    return first


def _relative(text: str, found_in: str, fetched_at: datetime | None) -> Timestamp | None:
    if fetched_at is None or len(text) > _RELATIVE_LONGEST:
        return None
    found = relative_time(halfwidth(text), fetched_at)
    return _timestamp(text, found, found_in) if found else None


def _timestamp(text: str, found: FoundTime, found_in: str) -> Timestamp:
    raw = text[found.start : found.end]
    return Timestamp(at=found.at, precision=found.precision, raw=raw, found_in=found_in)
