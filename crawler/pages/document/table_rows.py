"""The rows of a table that is part of a text: one line each, though each cell is an element of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.pages.document.outline import Outline

_CELLS = frozenset(("td", "th"))
_LONGEST_CELL = 60  # characters; longer ones are of a table that only lays out the page
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
