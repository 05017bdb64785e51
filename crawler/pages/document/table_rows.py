"""The rows of a table that is part of a text: one line each, though each cell is an element of its own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crawler.pages.lines.end_marks import is_end_mark
from crawler.pages.lines.info_lines import is_info_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.pages.document.outline import Outline

_CELLS = frozenset(("td", "th"))
_LONGEST_CELL = 60  # characters; longer ones are of a table that only lays out the page
_MOST_CELLS = 600  # of a table that is looked at whole
_UP = 3  # boxes from a line to its cell


def with_rows_joined(outline: Outline, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The lines of these numbers, those of one row joined by blanks under the number of the first."""
    first, row, texts = -1, -1, list[str]()
    for number in numbers:
        text, own = outline.lines[number].text, _row(outline, number)
        if own >= 0 and own == row:
            texts.append(text)
            continue
        if texts:
            yield first, " ".join(texts)
        first, row, texts = number, own, [text]
    if texts:
        yield first, " ".join(texts)


def is_of_data(outline: Outline, number: int) -> bool:
    """Whether a line is a cell of a table of data, as a schedule or a result is: several rows of short cells,
    most of which begin with no label of the page, and none of which is a link or ends a text."""
    if (box := _row(outline, number)) < 0:
        return False
    table = next((one for one in outline.ancestors(box) if outline.boxes[one].tag == "table"), -1)
    if table < 0:
        return False
    first, end = outline.boxes[table].first, outline.boxes[table].end
    if end - first > _MOST_CELLS:
        return False
    lines = outline.lines[first:end]
    rows = Counter(_row(outline, at) for at in range(first, end))
    several = rows[-1] == 0 and len(rows) > 1 and min(rows.values()) > 1
    labels = sum(is_info_line(line.spaced) for line in lines)
    others = any(2 * line.linked > len(line.text) or is_end_mark(line.text) for line in lines)
    return several and not others and 2 * labels <= len(lines)


def _row(outline: Outline, number: int) -> int:
    """The box of the row that a line is a cell of; -1 for a line that is none, or shares its cell."""
    boxes, box = outline.boxes, outline.lines[number].box
    if len(outline.lines[number].text) > _LONGEST_CELL:
        return -1
    for _ in range(_UP):
        if box < 0 or boxes[box].end - boxes[box].first > 1:
            return -1
        if boxes[box].tag in _CELLS:
            return boxes[box].parent
        box = boxes[box].parent
    return -1
