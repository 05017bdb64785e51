"""The source behind its label, by the headline or below the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.bylines.photo_credits import is_caption
from crawler.normalise.sources import read_source
from crawler.pages.generic.labels import source_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.pages.document.outline import Line, Outline

_SOURCE = re.compile(
    r"来\s?源|來\s?源|稿源|信源|[Ss]ource|SOURCE|来自|出处|供稿单位|供稿部门|转自|转载自|摘自"
)
_LABEL_FIRST = re.compile(
    r"[\s【\[（(]{0,3}(?:本文|原文|文章|稿件|新闻|信息)?(?:(?:来\s?源|來\s?源|稿源)\s?[:：]|(?:转自|转载自|摘自)\s?[:：《“【])"
)
_CAPTION_MARK = re.compile(
    r"caption|figure|pic[-_]?(?:desc|info|text)|img[-_]?(?:desc|info|text)", re.IGNORECASE
)
_LONGEST_ALONE = 50  # characters of a line that begins with the label, amid what stands far below a text
_FIGURE = 4  # elements around a line that may be a figure


def labelled_source(outline: Outline, lines: Sequence[Line], *, short: bool = False) -> str | None:
    """The first label with a value that names a source, as printed; `short`: of lines that begin with it."""
    for line in lines:
        if not _SOURCE.search(line.text) or is_of_a_picture(outline, line):
            continue
        if short and (len(line.text) > _LONGEST_ALONE or line.linked or not _LABEL_FIRST.match(line.text)):
            continue
        field = source_field(line)
        if field and read_source(field):
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
