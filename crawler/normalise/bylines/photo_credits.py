"""Who took or gave a picture, read from the caption below it."""

from __future__ import annotations

import re

from crawler.normalise.bylines.characters import halfwidth
from crawler.normalise.bylines.names import is_nobody

_LONGEST_CAPTION = 120  # characters; more is a paragraph
_HAN = "\u4e00-\u9fff"
_WHO = rf"[{_HAN}A-Za-z·“”\d]{{2,20}}(?:[ 、][{_HAN}·]{{2,8}}){{0,3}}"
_END = r"\s?[)）】\]]?\s?。?$"
_CREDITS = (
    # （记者 张山 摄）, 张山/摄, 示例社发（张山摄）, 张山 摄影报道
    re.compile(
        rf"(?:^|[\s。，！？,；;、(（【\[▲△])(?:[{_HAN}·]{{0,12}}?(?:记者|通讯员|記者)\s?)?"
        rf"(?P<who>{_WHO})(?<!拍)\s?[/／]?\s?(?:摄影?(?:报道)?|攝影?){_END}"
    ),
    # 图/张山, 摄影：张山, 图片来源：示例图库
    re.compile(
        r"(?:图片来源|圖片來源|图源|图据|供图|摄影|攝影|图片?|圖)\s?[:：/／|丨]\s?"
        rf"(?P<who>{_WHO}|[A-Za-z][A-Za-z ]{{1,20}}){_END}"
    ),
    # 受访者供图, 图由示例大学提供
    re.compile(rf"(?:^|[\s。，,(（【\[])(?:图片?由)?(?P<who>[{_HAN}]{{2,16}}?)(?:供图|提供|供圖){_END}"),
)
_CAPTION = re.compile(
    r"^[▲△↑●]|图为|图[一二三四五六七八九十\d]{1,2}|[上下左右]图|资料图|资料照|示意图|效果图|截图|摄[)）】。]?$|摄影?[)）。]?$"
    r"|供图|供圖|攝[)）]?$|图片来源|图源|图据|新华社发|图[/／：:|]|圖[/／：:|]|图片说明|視覺中國|视觉中国|提供[)）]?$|檔案照片|翻攝"
)
_NO_CREDIT = re.compile(r"^(?:本报|本网|本台|记者|通讯员|图片|资料|图为|视频|新华社发)$")


def is_caption(line: str) -> bool:
    """Whether a line says what a picture shows and who took it: `图为长堤一角。（记者 何山 摄）`."""
    return len(line) <= _LONGEST_CAPTION and bool(_CAPTION.search(line))


def read_credit(caption: str | None) -> str | None:
    """`图为长堤一角。（记者 何山 摄）` gives 何山, `图片来源：示例图库` gives 示例图库; no credit None."""
    if not caption or len(caption) > 2 * _LONGEST_CAPTION:
        return None
    plain = halfwidth(caption).strip()
    for pattern in _CREDITS:
        if found := pattern.search(plain):
            return _without_reporter(found["who"])
    return None


def _without_reporter(who: str) -> str | None:
    """`示例社记者 何山` gives 何山: the organisation before a reporter is no part of the credit."""
    bare = re.sub(rf"^[{_HAN}\w·]{{0,12}}(?:记者|通讯员|記者)\s?", "", who.strip(" ·、“”"))
    return None if not bare or _NO_CREDIT.match(bare) or (is_nobody(bare) and len(bare) < 3) else bare
