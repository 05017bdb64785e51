"""The pictures of a page that has no text: those that stand below its headline and its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crawler.normalise.contacts import is_contact
from crawler.normalise.dates import is_clock
from crawler.normalise.text import is_boilerplate, is_end_mark
from crawler.pages.generic.line_weights import TIME, is_links

if TYPE_CHECKING:
    from crawler.pages.document.outline import Line, MediaElement, Outline

_ABOVE, _BELOW = 3, 6  # lines around the end of a headline where the time stands
_FARTHEST = 60  # lines below a headline; a page of pictures has a line of caption for each at most
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
    near = (line.text for line in lines[max(0, after - _ABOVE) : after + _BELOW] if TIME.search(line.text))
    if all(map(is_clock, near)):  # today's day is printed on every page
        return
    last = min(len(lines), after + _FARTHEST)
    end = next((number for number in range(after, last) if _ends_pictures(lines[number])), last)
    for shown in outline.media:
        if after <= shown.line <= end and not _is_of_others(outline, shown.box):
            yield shown


def _ends_pictures(line: Line) -> bool:
    if is_links(line) and len(line.text) >= _LINKED_TITLE and not TIME.search(line.text):
        return True
    return is_end_mark(line.text) or is_boilerplate(line.text) or is_contact(line.text)


def _is_of_others(outline: Outline, box: int) -> bool:
    return any(_OF_OTHERS.search(outline.boxes[one].marks) for one in outline.ancestors(box))
