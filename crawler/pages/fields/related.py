"""What a page recommends: the links below 推荐阅读, 相关新闻 and the like."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from crawler.normalise.text import tidy
from crawler.pages.lines.end_marks import is_end_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.pages.document.outline import Anchor, Outline
    from crawler.pages.document.page import Page

_HEADING = re.compile(
    r"[【\[▎|▼▽↓◆■●★►▶·\s]*(?:(?:推荐|相关|延伸|拓展|精彩)(?:阅读|新闻|文章|报道|链接|推荐|资讯|稿件)"
    r"|(?:往期|近期)(?:回顾|推荐|精选|精彩|好文|热文|文章|阅读)|精彩回顾|(?:热文|好文)推荐|(?:为你|为您|猜你)(?:推荐|喜欢))"
)
# What they begin with: most lines fail here, at a fraction of what the pattern costs.
_BEGINS_HEADING = frozenset("【[▎|▼▽↓◆■●★►▶·推相延拓精往近热好为猜")
_LONGEST_HEADING = 14
_LEADS_OUT = re.compile(r"更多|打开|进入|下载|客户端|登录|评论|APP", re.IGNORECASE)
_SHORTEST_TITLE = 6
_MOST = 30
_MOST_HEADINGS = 20  # looked at; each costs a walk over all links


def related(page: Page) -> tuple[str, ...]:
    """Absolute addresses below the first such heading that has links, in the order of the page."""
    for heading in islice(_headings(page.outline), _MOST_HEADINGS):
        if found := _addresses(page, _links(page.outline, heading)):
            return found
    return ()


def _headings(outline: Outline) -> Iterator[int]:
    for index, line in enumerate(outline.lines):
        text = line.text
        if len(text) <= _LONGEST_HEADING and text[0] in _BEGINS_HEADING and _HEADING.match(text):
            yield index


def _addresses(page: Page, links: Iterator[Anchor]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in links:
        title = tidy(link.text)
        if len(title) < _SHORTEST_TITLE or _LEADS_OUT.search(title[-12:]):
            continue
        if (url := page.absolute(link.href)) is not None:
            found.setdefault(url.partition("#")[0])
            if len(found) == _MOST:
                break
    return tuple(found)


def _links(outline: Outline, heading: int) -> Iterator[Anchor]:
    """The links from the heading on, in the innermost box that has any, up to the next heading."""
    lines = outline.lines
    following = [link for link in outline.anchors if link.line >= heading]
    for box in outline.ancestors(lines[heading].box):
        end = outline.boxes[box].end
        inside = [link for link in following if link.line < end]
        if any(len(tidy(link.text)) >= _SHORTEST_TITLE for link in inside):
            stop = next((i for i in range(heading + 1, end) if is_end_mark(lines[i].text)), end)
            yield from (link for link in inside if link.line < stop)
            return
