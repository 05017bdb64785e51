"""Why an article reads as it does: for each field the candidates, their scores, and the winner.

Times, source and bylines are collected while a page is read (evidence.py). What is too dear to collect for
every page, the lines that could be the headline and the boxes that could be the body, is measured here again.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawler.items import to_dict
from crawler.normalise.text import title_heads
from crawler.pages.fields.evidence import Candidate
from crawler.pages.generic.body import rated_boxes
from crawler.pages.generic.headline import scored_headlines
from crawler.pages.generic.line_weights import line_weights
from crawler.pages.generic.page import GenericArticlePage

if TYPE_CHECKING:
    from crawler.items import Article
    from crawler.pages.base import ArticlePage
    from crawler.pages.document.outline import Box

_MOST = 6  # lines and boxes shown; the rest is far below
_BY_RULE = 100.0  # of a value that stands where a rule of its family or field says
_SHOWN = 60  # characters of a text
_COLLECTED = ("title", "body", "published", "source", "bylines")


def candidates(layout: ArticlePage, article: Article) -> tuple[Candidate, ...]:
    """Everything that spoke for the values of this article, field by field, the winner of each first."""
    collected = [one for field in ("published", "source", "bylines") for one in layout.evidence.of(field)]
    rest = _by_rule(layout, to_dict(article))
    return (*_titles(layout, article), *_bodies(layout, article), *collected, *rest)


def _titles(layout: ArticlePage, article: Article) -> Iterator[Candidate]:
    """The lines that could have been the headline, the winner among them, and what the page states."""
    won = layout.rules.get("title", "page")
    stated = tuple(layout.stated_titles())
    lines: dict[str, tuple[float, str]] = {}
    if isinstance(layout, GenericArticlePage):
        for score, line in scored_headlines(layout.page.outline, stated):
            lines[line.text] = max(lines.get(line.text, (0.0, "")), (float(score), line.rule))
    best = lines.pop(article.title, (_BY_RULE, won))[0]
    yield _candidate("title", won, article.title, article.title, best, won=True)
    for text in heapq.nlargest(_MOST, lines, key=lambda text: lines[text][0]):
        yield _candidate("title", lines[text][1], text, text, lines[text][0])
    for text, rule in stated:
        yield _candidate("title", f"stated, {rule}", text, title_heads(text)[-1], 0)


def _bodies(layout: ArticlePage, article: Article) -> Iterator[Candidate]:
    """The winner, and the boxes of the page with the most prose, by class and id."""
    won, text = layout.rules.get("body", "page"), _beginning(article.body)
    if not isinstance(layout, GenericArticlePage) or layout.outlines:
        yield _candidate("body", won, "", text, _BY_RULE, won=True)
        return
    outline, span = layout.page.outline, layout.span
    after = layout.headline.line + 1 if layout.headline and layout.headline.line is not None else 0
    rated = rated_boxes(outline, line_weights(outline.lines, after), after)
    around = [box for box in rated if _holds(outline.boxes[box], span.first, span.end)]
    best = max(around, key=rated.__getitem__, default=None)
    yield _candidate("body", won, "", text, round(rated[best]) if best is not None else _BY_RULE, won=True)
    for box in heapq.nlargest(_MOST, rated, key=rated.__getitem__):
        one = outline.boxes[box]
        within = "\n".join(line.text for line in outline.lines[one.first : one.end])
        name = f"box <{one.tag} {one.marks}>".replace(" >", ">")
        yield _candidate("body", name, "", _beginning(within), round(rated[box]))


def _holds(box: Box, first: int, end: int) -> bool:
    return box.first < end and box.end > first


def _by_rule(layout: ArticlePage, written: dict[str, Any]) -> Iterator[Candidate]:
    """Fields with one place only: the rule that gave them."""
    for field, rule in sorted(layout.rules.items()):
        if field not in _COLLECTED and field in written:
            yield _candidate(field, rule, "", _beginning(str(written[field])), _BY_RULE, won=True)


def _candidate(
    field: str, rule: str, printed: str, value: str | None, score: float, *, won: bool = False
) -> Candidate:
    return Candidate(field=field, rule=rule, printed=printed, value=value, score=score, won=won)


def _beginning(text: str) -> str:
    """`今天下午，…… (812 characters)`: enough to know a text again."""
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN]}… ({len(text)} characters)".replace("\n", " ")
