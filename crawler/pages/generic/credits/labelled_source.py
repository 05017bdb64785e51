"""The source behind its label, by the headline or below the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crawler.normalise.bylines.photo_credits import is_caption
from crawler.normalise.sources import read_source
from crawler.pages.generic.labels import source_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.pages.document.outline import Line, Outline

_SOURCE = re.compile(
    r"来\s?源|來\s?源|稿源|信源|[Ss]ource|SOURCE|来自|出处|供稿单位|供稿部门|转自|转载自|摘自"
)
_WEAK = re.compile(r"(?:供稿|来稿|综合|转载)\s?[:：|｜丨]|摘编自|^[（(【]?(?:据|综合).{2,30}$")
_LABEL_FIRST = re.compile(
    r"[\s【\[（(]{0,3}(?:本文|原文|文章|稿件|新闻|信息)?(?:(?:来\s?源|來\s?源|稿源)\s?[:：]|(?:转自|转载自|摘自)\s?[:：《“【])"
)
_CAPTION_MARK = re.compile(
    r"caption|figure|pic[-_]?(?:desc|info|text)|img[-_]?(?:desc|info|text)", re.IGNORECASE
)
BELOW = "below the text"
_LONGEST_ALONE = 50  # characters of a line that begins with the label, amid what stands far below a text
_FIGURE = 4  # elements around a line that may be a figure


class Place(NamedTuple):
    """Lines where a source may stand, and their rule; `short`: only lines that begin with its label."""

    lines: Sequence[Line]
    rule: str
    short: bool = False


def first_labelled_source(outline: Outline, places: Iterable[Place]) -> tuple[str, str] | None:
    """The first label with a value that names a source, as printed, and the rule of its place.

    供稿：示例县气象局 counts where no 来源 stands in any of them.
    """
    looked_at: list[Place] = []
    for place in places:
        if field := _labelled_source(outline, place, _SOURCE):
            return field, place.rule
        looked_at.append(place)
    weak = ((_labelled_source(outline, place, _WEAK), place.rule) for place in looked_at if not place.short)
    return next(((field, rule) for field, rule in weak if field), None)


def _labelled_source(outline: Outline, place: Place, label: re.Pattern[str]) -> str | None:
    for line in place.lines:
        if not label.search(line.text) or is_of_a_picture(outline, line):
            continue
        alone = len(line.text) <= _LONGEST_ALONE and not line.linked and _LABEL_FIRST.match(line.text)
        if place.short and not alone:
            continue
        if field := next(filter(read_source, source_fields(line)), None):
            return field
    return None


def is_of_a_picture(outline: Outline, line: Line) -> bool:
    """Whether a line stands in a `<figure>` or the like, or says itself that it is a caption."""
    around = (outline.boxes[box] for box in outline.ancestors(line.box)[:_FIGURE])
    if any(
        box.tag in ("figure", "figcaption", "caption") or _CAPTION_MARK.search(box.marks) for box in around
    ):
        return True
    return not _LABEL_FIRST.search(line.text) and is_caption(line.text)
