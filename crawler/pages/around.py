"""What stands around a headline beside its time: the way to the page, kicker and subtitle, counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.items import Counts
from crawler.normalise.text import bare, is_end_mark, is_info_line, read_count, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.html import Page
    from crawler.pages.outline import Line

_PLACE = re.compile(
    r"^[\s【\[]{0,3}(?:(?:您|你)?的?(?:当前|现在|目前)?(?:所在|所处)?的?(?:位置|地址)|(?:您|你)(?:现在|当前)?(?:在|正在浏览)|(?:目前|現在)位置)"
    r"\s{0,2}(?:是|在|为)?\s{0,2}[:：]?\s{0,2}"
)
_STEP = re.compile(r"\s*(?:>{1,3}|＞{1,2}|»|›|→|》|▸|/|\\|--+|-(?=\s)|－)\s*")
_SIGNED_STEP = re.compile(r"[>＞»›→▸]")
_NO_STEP = re.compile(
    r"^(?:首页|主页|网站首页|正文(?:\s.*)?|内容|详情|详细(?:内容|页)?|浏览|阅读|查看|返回.{0,6}|\.{3}|…|)$"
)
_WAY_ABOVE, _LONGEST_WAY, _LONGEST_STEP, _MOST_STEPS = 14, 90, 16, 6
_KICKERS = (
    '[class*="kicker" i], [class*="introtitle" i], [id*="introtitle" i], [id*="pretitle" i],'
    '[class*="pretitle" i], [class*="yinti" i], [class*="jianti" i], [class*="eyebrow" i]'
)
_SUBTITLES = (
    '[class*="subtitle" i], [id*="subtitle" i], [class*="sub-title" i], [class*="sub_title" i],'
    '[class*="fubiaoti" i], [class*="futi" i], [class*="secondtitle" i]'
)
_DASHED = re.compile(r"^\s*(?:——|──|—|--)\s*\S")
_NEAR, _LONGEST_SIDE, _SHORTEST_SIDE = 3, 70, 4
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


def way_to_page(lines: Sequence[Line], headline: int, title: str) -> tuple[str, ...]:
    """`您当前的位置：示例网 > 新闻 > 国内 > 正文` gives 示例网, 新闻, 国内."""
    for line in reversed(lines[max(0, headline - _WAY_ABOVE) : headline]):
        if steps := _steps(line, title):
            return steps
    return ()


def _steps(line: Line, title: str) -> tuple[str, ...]:
    text = line.text
    if len(text) > _LONGEST_WAY + len(title):
        return ()
    label = _PLACE.match(text)
    if not label and not (line.linked and _SIGNED_STEP.search(text)):
        return ()
    parts = [tidy(part) for part in _STEP.split(text[label.end() :] if label else text)]
    kept = [part for part in parts if not _NO_STEP.match(part) and bare(part) != bare(title)]
    fits = len(kept) <= _MOST_STEPS and all(len(part) <= _LONGEST_STEP for part in kept)
    return tuple(kept) if fits and len(parts) > 1 and (label or len(kept) > 1) else ()


def kicker(page: Page, lines: Sequence[Line], headline: int, title: str) -> str | None:
    """引题: in an element named so, right above the headline."""
    return next(_named(page, _KICKERS, lines[max(0, headline - _NEAR) : headline], title), None)


def subtitle(page: Page, lines: Sequence[Line], headline: int, title: str) -> str | None:
    """副题: in an element named so, or with a dash before it, right below the headline."""
    below = lines[headline + 1 : headline + 1 + _NEAR]
    if found := next(_named(page, _SUBTITLES, below, title), None):
        return found
    return next(
        (x.text for x in below[:1] if _DASHED.match(x.text) and _may_stand_beside(x.text, title)), None
    )


def _named(page: Page, selector: str, lines: Sequence[Line], title: str) -> Iterator[str]:
    fitting = {line.text for line in lines if not line.linked and _may_stand_beside(line.text, title)}
    if fitting:
        texts = (tidy(node.text(separator=" ")) for node in page.all(selector))
        yield from (text for text in texts if text in fitting)


def _may_stand_beside(text: str, title: str) -> bool:
    if not _SHORTEST_SIDE <= len(text) <= _LONGEST_SIDE or bare(text) == bare(title):
        return False
    return not (is_info_line(text) or is_end_mark(text) or text[-1] in "。；")


def counts(texts: Sequence[str]) -> Counts | None:
    """What is printed by the headline: `阅读 1.2万 评论 35 点赞 0 分享 7`."""
    printed = "\n".join(_DATE.sub(" | ", text[:_LONGEST_COUNTED]) for text in texts)
    found = {name: pattern.search(printed) for name, pattern in _COUNTED.items()}
    if not any(found.values()):
        return None
    return Counts(**{name: read_count(match[1] or match[2]) for name, match in found.items() if match})
