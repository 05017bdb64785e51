"""Reads, likes, comments and shares as a page prints them: `阅读 1.2万`, `35条评论`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.items import Counts
from crawler.normalise.text import read_count

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = r"\d[\d,]*(?:\.\d+)?\s*[万wW]?"
_WORDS = {
    "reads": ("阅读|浏览|点击|查看|人气|访问|播放", "次|人"),
    "likes": ("点赞|赞", "人|次|个"),
    "comments": ("评论|留言|跟贴|回复|評論", "条|人|个|則"),
    "shares": ("分享|转发|轉發", "人|次"),
}


def _counted(words: str, units: str) -> re.Pattern[str]:
    """`阅读量：1.2万` and `1164次阅读`; the number is one of the two groups."""
    blank = "[ \xa0]{0,2}"
    before = rf"(?:{words})(?:数|量|次数|人数)?{blank}[:：(（\[]?{blank}({_NUMBER})"
    return re.compile(rf"{before}|(?<!\d)({_NUMBER})(?:{blank}(?:{units}){blank})?(?:{words})")


_LONGEST_COUNTED = 300  # characters of a line; digits without end would be tried from each of them
_COUNTED = {name: _counted(*words) for name, words in _WORDS.items()}
_DATE = re.compile(
    r"(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}\s*[:：时]\s*\d{2}(?:[:：分]\s*\d{2}秒?)?)?"
)


def read_counts(texts: Sequence[str]) -> Counts | None:
    """What is printed by the headline: `阅读 1.2万 评论 35 点赞 0 分享 7`."""
    printed = "\n".join(_DATE.sub(" | ", text[:_LONGEST_COUNTED]) for text in texts)
    hinted = [name for name, (words, _) in _WORDS.items() if any(map(printed.__contains__, words.split("|")))]
    found = {name: _COUNTED[name].search(printed) for name in hinted}
    if not any(found.values()):
        return None
    return Counts(**{name: read_count(match[1] or match[2]) for name, match in found.items() if match})
