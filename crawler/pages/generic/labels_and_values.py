"""Labels in an element of their own, joined with their values: below, behind, or in a table's next row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.pages.document.outline import Line, Outline

_CELL_LABEL = re.compile("[\u4e00-\u9fff]{2,6}")
_FIELD_NAME = re.compile(r"[\u4e00-\u9fff]{0,4}(?:时间|日期|来源|作者|编辑|责编|记者)")
_LABEL_CELLS, _VALUE_CELLS = frozenset(("td", "th", "dt")), frozenset(("td", "th", "dd"))
_CELLS = frozenset(("td", "th"))
_LABEL_ALONE = re.compile(r"[^\s:：\d]{2,6}\s?[:：]$")
_FEWEST_COLUMNS = 2  # labels of fields that make a row a head of columns


def with_labels_joined(outline: Outline, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines in which a label has its value, though each is an element of its own: `来源：` above `示例网`,
    the cells `发布日期` and `2021-05-23` of a table, a row `来源`, `作者` above a row `示例网`, `张山`."""
    joined: list[Line] = []
    for line in _by_columns(outline, lines):
        if joined and (
            (_LABEL_ALONE.match(joined[-1].text) and not _LABEL_ALONE.match(line.text))
            or _is_in_next_cell(outline, joined[-1], line)
        ):
            line = _joined(joined.pop(), line)
        joined.append(line)
    return tuple(joined)


def _joined(label: Line, value: Line) -> Line:
    pieces, nodes = [*label.pieces, *value.pieces], [*label.nodes, *value.nodes]
    return type(value)(f"{label.text} {value.text}", pieces, label.linked + value.linked, value.box, nodes)


def _is_in_next_cell(outline: Outline, label: Line, line: Line) -> bool:
    """Whether a line stands in the cell right behind that of a label without a colon."""
    if label.box < 0 or line.box < 0 or not _CELL_LABEL.fullmatch(label.text):
        return False
    if _FIELD_NAME.fullmatch(line.text):  # a row of labels
        return False
    first, second = outline.boxes[label.box], outline.boxes[line.box]
    if first.tag not in _LABEL_CELLS or second.tag not in _VALUE_CELLS or first.parent != second.parent:
        return False
    following = first.node.next
    while following is not None and following.tag not in _VALUE_CELLS:  # blanks between elements
        following = following.next
    return following is not None and following.mem_id == second.node.mem_id


def _by_columns(outline: Outline, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those of a row of labels each joined with the one below it in the next row."""
    for at, line in enumerate(lines):
        if not _FIELD_NAME.fullmatch(line.text) or (row := _row(outline, line)) is None:
            continue
        labels = _run(outline, lines, at, row)
        behind = at + len(labels)
        below = _row(outline, lines[behind]) if behind < len(lines) else None
        values = _run(outline, lines, behind, below) if below is not None else {}
        names = sum(bool(_FIELD_NAME.fullmatch(label.text)) for label in labels.values())
        whole = names >= _FEWEST_COLUMNS and all(_CELL_LABEL.fullmatch(one.text) for one in labels.values())
        if not whole or not values or not labels.keys() >= values.keys():
            continue
        if any(_FIELD_NAME.fullmatch(value.text) for value in values.values()):
            continue
        pairs = [_joined(label, values[column]) for column, label in labels.items() if column in values]
        return [*lines[:at], *pairs, *lines[behind + len(values) :]]
    return lines


def _row(outline: Outline, line: Line) -> int | None:
    """The box of the table's row in a cell of which a line stands."""
    box = outline.boxes[line.box] if line.box >= 0 else None
    if box is None or box.tag not in _CELLS or box.parent < 0 or outline.boxes[box.parent].tag != "tr":
        return None
    return box.parent


def _run(outline: Outline, lines: Sequence[Line], start: int, row: int) -> dict[int, Line]:
    """The lines from `start` on that stand in this row, by the number of their column; one a cell."""
    columns: list[int] = []
    cell = outline.boxes[row].node.first_child
    while cell is not None:
        if cell.tag in _CELLS:
            columns.append(cell.mem_id)
        cell = cell.next
    found: dict[int, Line] = {}
    for line in lines[start:]:
        if _row(outline, line) != row:
            break
        column = columns.index(outline.boxes[line.box].node.mem_id)
        if column in found:
            break
        found[column] = line
    return found
