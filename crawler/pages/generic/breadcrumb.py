"""The breadcrumb above a headline: `您当前的位置：示例网 > 新闻 > 国内 > 正文`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.text import bare, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.pages.document.outline import Line

_LABEL = re.compile(
    r"^[\s【\[]{0,3}(?:(?:您|你)?的?(?:当前|现在|目前)?(?:所在|所处)?的?(?:位置|地址)|(?:您|你)(?:现在|当前)?(?:在|正在浏览)|(?:目前|現在)位置)"
    r"\s{0,2}(?:是|在|为)?\s{0,2}[:：]?\s{0,2}"
)
_STEP = re.compile(r"(?:(?<!\s)\s+)?(?:>{1,3}|＞{1,2}|»|›|→|》|▸|/|\\|--+|-(?=\s)|－)\s*")
_ARROW = re.compile(r"[>＞»›→▸]")
_NO_STEP = re.compile(
    r"^(?:首页|主页|网站首页|正文(?:\s.*)?|内容|详情|详细(?:内容|页)?|浏览|阅读|查看|返回.{0,6}|\.{3}|…|)$"
)
_LINES_ABOVE, _LONGEST_BREADCRUMB, _LONGEST_STEP, _MOST_STEPS = 14, 90, 16, 6


def breadcrumb(lines: Sequence[Line], headline: int, title: str) -> tuple[str, ...]:
    """`您当前的位置：示例网 > 新闻 > 国内 > 正文` gives 示例网, 新闻, 国内.

    `headline`: the index of its line.
    """
    for line in reversed(lines[max(0, headline - _LINES_ABOVE) : headline]):
        if steps := _steps(line, title):
            return steps
    return ()


def _steps(line: Line, title: str) -> tuple[str, ...]:
    text = line.text
    if len(text) > _LONGEST_BREADCRUMB + len(title):
        return ()
    label = _LABEL.match(text)
    if not label and not (line.linked and _ARROW.search(text)):
        return ()
    steps = [tidy(step) for step in _STEP.split(text[label.end() :] if label else text)]
    kept = [step for step in steps if not _NO_STEP.match(step) and bare(step) != bare(title)]
    fits = len(kept) <= _MOST_STEPS and all(len(step) <= _LONGEST_STEP for step in kept)
    return tuple(kept) if fits and len(steps) > 1 and (label or len(kept) > 1) else ()
