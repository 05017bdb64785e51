"""The wire dateline at the head of a text: which agency, from where, of which day."""

from __future__ import annotations

import re

from crawler.items import Dateline
from crawler.normalise.bylines.characters import halfwidth
from crawler.normalise.bylines.names import is_organisation, is_place

_HAN = "\u4e00-\u9fff"
_DAY = r"(?P<day>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)"
_DATELINE = re.compile(
    rf"\s{{0,6}}[（(【]?(?P<given>据)?\s?(?P<origin>[{_HAN}A-Za-z0-9+·、]{{2,24}}?)\s{{0,3}}(?:{_DAY}\s?(?P<late>[{_HAN}]{{2,8}}?)?)?"
    r"\s?(?:专|快|急|综合)?(?P<word>电|電|讯|訊|消息)(?=(?P<behind>[\s（(【\[:：，,。）)]|$))"
)
# Where the name of an agency or outlet ends and the place begins: 浙江在线|杭州, 某网某某频道|哈密.
_OUTLET_END = re.compile(
    r"通讯社|社|网|網|报|報|在线|新闻|时刻|频道|客户端|电视台|电台|融媒体?|传媒|视频|周刊|版|快讯"
)
_OWN = re.compile(r"(?:本报|本网|本台|本社|本刊|本站)")
_NEVER = re.compile(r"[的了和与是从来打回]|在(?!线)|记者|近日|日前|昨日|今日")
_OPENING = frozenset(":(（")
_LONGEST_AGENCY = 10  # characters; more is a heading that runs into the dateline
_HEAD = 80


def read_dateline(text: str) -> Dateline | None:
    """`示例社武汉5月23日电（记者张山）…` gives agency 示例社, place 武汉, and day 5月23日 as printed."""
    head = text[:_HEAD]
    match = _DATELINE.match(halfwidth(head))
    if not match:
        return None
    agency, place = _agency_and_place(match["origin"])
    place = place or match["late"]
    if not _is_dateline(agency, place, match):
        return None
    start = match.start("origin")
    day = head[match.start("day") : match.end("day")] if match["day"] else None
    return Dateline(agency=agency, place=place, day=day, raw=head[start : match.end("word")])


def _is_dateline(agency: str | None, place: str | None, match: re.Match[str]) -> bool:
    if _NEVER.search(f"{agency or ''}{place or ''}"):
        return False
    if len(agency or "") > _LONGEST_AGENCY:
        return False
    if match["word"] == "消息" and not match["day"] and (match["given"] or match["behind"] not in _OPENING):
        return False  # 据某社消息，… names whom the sentence quotes
    return bool(agency) or (bool(place) and bool(match["day"]))


def _agency_and_place(origin: str) -> tuple[str | None, str | None]:
    """`浙江在线杭州` gives 浙江在线 and 杭州, `本报北京` gives None and 北京."""
    if own := _OWN.match(origin):
        return None, origin[own.end() :] or None
    if is_place(origin):
        return None, origin
    ends = [match.end() for match in _OUTLET_END.finditer(origin)]
    if ends:
        return origin[: ends[-1]], origin[ends[-1] :] or None
    for length in (4, 3, 2):
        if is_place(origin[-length:]) and len(origin) - length > 1:
            return origin[:-length], origin[-length:]
    return (origin, None) if is_organisation(origin) or len(origin) < 7 else (None, None)
