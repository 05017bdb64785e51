"""The pictures of a page that has no text: those that stand below its headline and its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crawler.normalise.dates import is_clock
from crawler.pages.document.nodes import attribute
from crawler.pages.generic.line_weights import TIME
from crawler.pages.lines.boilerplate import is_boilerplate
from crawler.pages.lines.contacts import is_contact
from crawler.pages.lines.end_marks import is_end_mark

if TYPE_CHECKING:
    from crawler.pages.document.outline import Line, MediaElement, Outline

_ABOVE, _BELOW = 3, 6  # lines around the end of a headline where the time stands
_FARTHEST = 60  # lines below a headline; a page of pictures has a line of caption for each at most
_LABEL = re.compile(
    r"来源|來源|稿源|作者|编辑|編輯|责编|记者|記者|摄|攝|时间|時間|日期|发布|發布|上传|Source|By\b"
)
_OF_AN_ARTICLE = re.compile(rf"\d[:：时]\s?\d\d|{_LABEL.pattern}")
_LINKED_TITLE = 8  # characters of a link that is the headline of another article
_OF_OTHERS = re.compile(
    r"comment|footer|copyright|sidebar|recommend|relat|\bnav|share|\bhot|rank|\bad[-_s]|-ad\b|banner|qr|wechat|weixin",
    re.IGNORECASE,
)


def pictures_below(outline: Outline, after: int) -> Iterator[MediaElement]:
    """The pictures from line `after` on, down to what is no longer the article's: recommendations, a footer.

    None where no time stands by the headline: a page that is no article has pictures too.
    """
    lines = outline.lines
    if not any(map(_says_when, lines[max(0, after - _ABOVE) : after + _BELOW])):
        return
    last = min(len(lines), after + _FARTHEST)
    end = next((number for number in range(after, last) if _ends_pictures(lines[number])), last)
    for shown in outline.media:
        if after <= shown.line <= end and not _is_of_others(outline, shown):
            yield shown


def _says_when(line: Line) -> bool:
    """Whether a line gives the time of an article: of the day, or beside a label; not the page's clock, and
    not the headline of another article with its day."""
    if not TIME.search(line.text) or is_clock(line.text) or _heads_other(line):
        return False
    return bool(_OF_AN_ARTICLE.search(line.text))


def _heads_other(line: Line) -> bool:
    return line.linked >= _LINKED_TITLE and not _LABEL.search(line.text)


def _ends_pictures(line: Line) -> bool:
    if _heads_other(line):
        return True
    return is_end_mark(line.text) or is_boilerplate(line.text) or is_contact(line.text)


def _is_of_others(outline: Outline, shown: MediaElement) -> bool:
    own = f"{attribute(shown.node, 'class') or ''} {attribute(shown.node, 'id') or ''}"
    marks = (outline.boxes[box].marks for box in outline.ancestors(shown.box))
    return any(map(_OF_OTHERS.search, (own, *marks)))
