"""Why an article reads as it does: for each field the candidates, their scores, and the winner.

A view of what was decided while the page was read (evidence.py); nothing is measured here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler.items import to_dict
from crawler.pages.fields.evidence import Candidate

if TYPE_CHECKING:
    from crawler.items import Article
    from crawler.pages.fields.assemble import Fields

_BY_RULE = 100.0  # of a value that stands where a rule says, and that nothing competed with
_SHOWN = 60  # characters of a text
_FIRST = ("title", "body", "published", "source", "bylines")
_SHORT = frozenset(("title", "published", "source", "bylines"))  # these are shown whole


def explain(article: Article, fields: Fields) -> tuple[Candidate, ...]:
    """Everything that spoke for the values of an article, field by field, the winner of each first."""
    written = to_dict(article)
    names = dict.fromkeys((*_FIRST, *sorted(fields)))
    return tuple(one for name in names for one in _candidates(name, fields, written))


def _candidates(name: str, fields: Fields, written: dict[str, Any]) -> Iterator[Candidate]:
    considered = list(fields[name].candidates())
    if name in written and not any(one.won for one in considered):
        value = str(written[name])
        printed = value if name == "title" else ""
        considered.append(
            Candidate(
                field=name, rule=fields[name].rule, printed=printed, value=value, score=_BY_RULE, won=True
            )
        )
    for one in sorted(considered, key=lambda one: (not one.won, -one.score)):
        yield one if name in _SHORT or one.value is None else replace(one, value=_beginning(one.value))


def _beginning(text: str) -> str:
    """`今天下午，…… (812 characters)`: enough to know a text again."""
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN]}… ({len(text)} characters)".replace("\n", " ")
