"""What was considered for a body, for the explanation of a reading."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from crawler.pages.fields.evidence import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.outline import Box, Outline
    from crawler.pages.generic.body_span import Body, Span

_MOST_SHOWN = 6  # boxes in an explanation; the rest is far below


def candidates(outline: Outline, body: Body, text: Sequence[str], rule: str) -> Iterator[Candidate]:
    """The paragraphs that were found by `rule`, and the boxes with the most prose, by class and id."""
    span, ratings = body.span, body.ratings
    holding = [ratings[box] for box in ratings if _overlaps(outline.boxes[box], span)]
    yield _candidate(rule, "\n".join(text), max(holding, default=0.0), won=True)
    for number in heapq.nlargest(_MOST_SHOWN, ratings, key=ratings.__getitem__):
        box = outline.boxes[number]
        inside = "\n".join(line.text for line in outline.lines[box.first : box.end])
        yield _candidate(f"box <{box.tag} {box.marks}>".replace(" >", ">"), inside, ratings[number])


def _candidate(rule: str, text: str, score: float, *, won: bool = False) -> Candidate:
    return Candidate(field="body", rule=rule, printed="", value=text, score=round(score), won=won)


def _overlaps(box: Box, span: Span) -> bool:
    return box.first < span.end and box.end > span.first
