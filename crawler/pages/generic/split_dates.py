"""Dates whose parts stand in blocks of their own: a big `18` above a small `2026-05`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.dates import is_in_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.pages.document.outline import Line, Outline

_PART = re.compile(
    r"\d{1,4}[年月日号,]?|[A-Za-z]{3,9}\.?(?:[ ,/]{1,2}\d{1,4})?,?"
    r"|[\d年月.／/-]{4,10}[日号]?|[／/-]\s?[\d年月.-]{4,8}"
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_MOST_PARTS = 3
_SMALL = 4  # lines of the box that holds the parts
_DEPTH = 3  # boxes around a part


def with_dates_joined(outline: Outline, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines in which the parts of a date are one, where they follow each other in one small box."""
    joined: list[Line] = []
    at = 0
    while at < len(lines):
        count = next((n for n in range(_MOST_PARTS, 1, -1) if _are_date(outline, lines[at : at + n], n)), 1)
        if count > 1 and _are_beside(outline, lines[at + count - 1 : at + count + 1]):
            count += 1
        joined.append(_joined(lines[at : at + count]) if count > 1 else lines[at])
        at += count
    return tuple(joined)


def _are_date(outline: Outline, parts: Sequence[Line], count: int) -> bool:
    if len(parts) < count or not all(_PART.fullmatch(part.text) and not part.linked for part in parts):
        return False
    return is_in_parts(" ".join(part.text for part in parts)) and _share_small_box(outline, parts)


def _are_beside(outline: Outline, lines: Sequence[Line]) -> bool:
    """Whether behind the last part of a date stands a time of day."""
    return len(lines) > 1 and bool(_CLOCK.fullmatch(lines[1].text)) and _share_small_box(outline, lines)


def _share_small_box(outline: Outline, parts: Sequence[Line]) -> bool:
    around = [set(outline.ancestors(part.box, _DEPTH)) for part in parts]
    shared = (outline.boxes[box] for box in set.intersection(*around))
    return any(box.end - box.first <= _SMALL for box in shared)


def _joined(parts: Sequence[Line]) -> Line:
    """One line of all parts, in the box of the last."""
    pieces = [piece for part in parts for piece in part.pieces]
    nodes = [node for part in parts for node in part.nodes]
    last = parts[-1]
    return type(last)(" ".join(part.text for part in parts), pieces, 0, last.box, nodes)
