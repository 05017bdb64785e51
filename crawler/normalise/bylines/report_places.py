"""The place between a reporter's name and 報導, printed without a blank: `記者何山江州報導`."""

from __future__ import annotations

import re

from crawler.normalise.bylines.names import is_compound, is_county, is_person, is_place

_REPORTS = re.compile(
    r"(?P<before>[者、/\s]\s{0,2})(?P<run>[\u4e00-\u9fff]{2,9}?)"
    r"(?:綜合|综合|專題|专题|專訪|专访|即時|連線|连线|編譯|编译)?(?:報導|报导)(?![\u4e00-\u9fff])"
)
# （示例社记者 何山 江州10日电）: the dateline behind the names
_DATED_PLACE = re.compile(
    r"(?<=[\u4e00-\u9fff] )[\u4e00-\u9fff]{2,4} ?(?:\d{1,2}月)?\d{1,2}日(?:专|專|综合|綜合)?[电電讯訊]"
    r"(?![\u4e00-\u9fff])"
)
_LABEL_BEFORE = re.compile(r"(?:記者|记者|作者|文)\s?[/:]?\s*$")
# （记者何山综合示例社、示例日报等报道）: what the reporter took it from
_COMPILED = re.compile(
    r"(?<=[\u4e00-\u9fff ])综合[^\s，。]{0,20}(?:社|[报網网]|台|客户端)[^\s，。]{0,20}(?:报道|消息)"
)
# 何山 记者 白沙报道
_SIGNED_REPORT = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2,4}) (?:记者|通讯员) "
    r"(?P<place>[\u4e00-\u9fff]{2,4})报道"
)
_REPORTED_FROM = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:报道|報導|报导|報道)")
_COUNTY = re.compile(r"[縣市区區鄉镇鎮县]$")


def without_report_places(text: str) -> str:
    """`記者何山、方圓圓江州報導` with blanks for 江州; all other characters stay where they are.

    Only before 報導 and 报导: papers that print these words print the place there, though it may read like a
    name. Before 报道 stands a second name as often.
    """
    if "综合" in text:
        text = _COMPILED.sub(lambda found: " " * len(found[0]), text)
    if "报道" in text:
        for found in _SIGNED_REPORT.finditer(text):
            if is_person(found["name"], trusted=False) and is_county(found["place"]):
                start, end = found.start("place"), found.end()
                text = text[:start] + " " * (end - start) + text[end:]
    if "日" in text:
        text = _DATED_PLACE.sub(lambda found: " " * len(found[0]), text)
    if "導" not in text and "报导" not in text:
        return text
    for found in _REPORTS.finditer(text):
        end = found.end("run")
        place = len(found["run"]) if _is_apart(text, found) else place_length(found["run"])
        text = text[: end - place] + " " * place + text[end:]
    return text


def is_reported_from(text: str) -> bool:
    """`白沙报道` behind a name says where from, though 白沙 may be a name too."""
    place = _REPORTED_FROM.fullmatch(text)
    return place is not None and is_county(place[1])


def _is_apart(text: str, found: re.Match[str]) -> bool:
    """Whether all of the run is a place: it stands behind a name and a slash (`何山/江州報導`) or a blank."""
    before = text[: found.end("before")]
    if found["before"][0] in "者、" or _LABEL_BEFORE.search(before) or len(found["run"]) > 4:
        return False
    behind_name = bool(re.search(r"[\u4e00-\u9fff]\s?$", before[: found.start("before")]))
    return behind_name and ("/" in found["before"] or "導" in found[0])


def place_length(run: str) -> int:
    """How many characters at the end of a name's run are a place: 2 of `何山江州`, none of `歐陽文學`."""
    for length in (4, 3, 2):
        rest = run[:-length]
        if len(rest) > 1 and is_place(run[-length:]) and not is_compound(run):
            return length + (2 if len(rest) > 3 and is_place(rest[-2:]) else 0)  # 台灣台北
    if len(run) < 4 or is_compound(run):
        return 0
    return 3 if len(run) > 4 and _COUNTY.search(run) else 2
