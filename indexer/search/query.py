"""The question that both indexes answer: a tree of phrases and filters.

It is built by language/parser.py or by hand; no text of a user ever reaches a query parser of an engine.
Meaning, the same on every index: a `Phrase` is a run of characters at consecutive positions after folding
(text/fold.py), in title or body unless a field is named; blanks and punctuation inside it do not count.
Characters decide what is found, words only the order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.search.fields import ensure_queried, query_keywords, query_numbers, query_texts, typed

Sort = Literal["score", "date", "-date"]


@dataclass(frozen=True)
class Phrase:
    """A run of characters. `fields` empty: title or body. Raises `UsageProblem` for others than texts."""

    text: str
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ensure_queried(self.fields, query_texts())


@dataclass(frozen=True)
class Keyword:
    """An exact value of a keyword field, compared after folding (`site:hbtv`, `province:湖北`). Raises
    `UsageProblem` for a field that queries do not know."""

    field: str
    value: str

    def __post_init__(self) -> None:
        ensure_queried((self.field,), query_keywords())


@dataclass(frozen=True)
class Dates:
    """Published on a Beijing day from `start` to `end`, both included, `2021-05-23`; None is open."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Hundredths:
    """A number from 0 to 1 of a field, known to hundredths, from `low` to `high` of them, both included:
    `Hundredths("confidence", None, 49)` is less than 0.5. None is open; both open: there is one. Raises
    `UsageProblem` for a field that queries do not know."""

    field: str
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        ensure_queried((self.field,), query_numbers())


@dataclass(frozen=True)
class And:
    """All clauses hold."""

    clauses: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """At least one clause holds."""

    clauses: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """The clause does not hold."""

    clause: Node


Node = Phrase | Keyword | Dates | Hundredths | And | Or | Not


@dataclass(frozen=True, kw_only=True)
class Query:
    """`root` None asks for everything. `text` is what the user typed, kept for the answer."""

    root: Node | None = None
    text: str = ""
    sort: Sort = "score"
    fresh: bool = False  # newer articles score higher

    @property
    def understood(self) -> str:
        """The query as understood, in the query language: `"长江" AND -title:"武汉" AND site:hbtv`."""
        return "*" if self.root is None else _spell(self.root)


def _spell(node: Node, inside: bool = False) -> str:
    match node:
        case Phrase(text, fields):
            spelled = " OR ".join(f"{name}:{_quoted(text)}" for name in fields) or _quoted(text)
            return f"({spelled})" if len(fields) > 1 else spelled
        case Keyword(name, value):
            return f"{typed(name)}:{_quoted(value)}"
        case Dates(start, end):
            return f"date:{start or ''}..{end or ''}"
        case Hundredths(name, low, high):
            return f"{typed(name)}:{_share(low)}..{_share(high)}"
        case Not(clause):
            return "-" + _spell(clause, inside=True)
        case And(clauses) | Or(clauses):
            word = " AND " if isinstance(node, And) else " OR "
            spelled = word.join(_spell(one, inside=True) for one in clauses)
            return f"({spelled})" if inside and len(clauses) > 1 else spelled


def _share(hundredths: int | None) -> str:
    """`49` gives `0.49`, None nothing."""
    return "" if hundredths is None else f"{hundredths / 100:.2f}"


def _quoted(text: str) -> str:
    """`他说"好"` gives `"他说\\"好\\""`, which the query language reads back; “ and ” end a phrase too."""
    return '"{}"'.format("".join("\\" + one if one in '\\"“”＂' else one for one in text))
