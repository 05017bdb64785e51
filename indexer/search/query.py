"""The question that both indexes answer: a tree of phrases and filters.

It is built by language/parser.py or by hand; no text of a user ever reaches a query parser of an engine.
Meaning, the same on every index: a `Phrase` is a run of characters at consecutive positions after folding
(text/fold.py), in title or body unless a field is named; blanks and punctuation inside it do not count.
Characters decide what is found, words only the order.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from math import comb
from typing import Literal

from indexer.search.fields import (
    ensure_queried,
    had_fields,
    query_integers,
    query_keywords,
    query_numbers,
    query_texts,
    typed,
)
from shengmei.console.translation import message
from shengmei.problems import UsageProblem

Sort = Literal["score", "date", "-date"]


@dataclass(frozen=True)
class Phrase:
    """A run of characters. `fields` empty: title or body. Raises `UsageProblem` for others than texts."""

    text: str
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ensure_queried(self.fields, query_texts())


MOST_WORDS_NEAR, FARTHEST, MOST_ARRANGEMENTS = 4, 99, 2_000


@dataclass(frozen=True)
class Near:
    """Runs of characters in one text, none over another, with at most `distance` characters (Latin words and
    numbers count as one) between the first and the last besides themselves; `ordered`: in this order.

    `fields` empty: title or body. Raises `UsageProblem` for others than texts, and for what an index would
    have to look for in too many arrangements.
    """

    texts: tuple[str, ...]
    distance: int
    ordered: bool = False
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ensure_queried(self.fields, query_texts())
        if not 2 <= len(self.texts) <= MOST_WORDS_NEAR:
            raise UsageProblem(
                message("expected 2 to {most} words that are near each other", most=MOST_WORDS_NEAR)
            )
        if not 0 <= self.distance <= FARTHEST:
            raise UsageProblem(message("a distance is 0 to {most} characters", most=FARTHEST))
        spaces = len(self.texts) - 1
        if len(self.orders) * comb(self.distance + spaces, spaces) > MOST_ARRANGEMENTS:
            raise UsageProblem(
                message(
                    "{distance} is too far for {number} words: name fewer or less",
                    distance=self.distance,
                    number=len(self.texts),
                )
            )

    @property
    def orders(self) -> tuple[tuple[str, ...], ...]:
        """The orders in which they may stand."""
        return (self.texts,) if self.ordered else tuple(dict.fromkeys(permutations(self.texts)))

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Each of the runs, for itself."""
        return tuple(dict.fromkeys(Phrase(text, self.fields) for text in self.texts))


@dataclass(frozen=True)
class AtLeast:
    """So many of the phrases, or more."""

    number: int
    clauses: tuple[Phrase, ...]


@dataclass(frozen=True)
class Keyword:
    """A value of a keyword field, compared whole after folding (`site:hbtv`, `province:湖北`); `prefix`: a
    value that begins so. A site with a dot in it is a domain too, with all below it. Raises `UsageProblem`
    for a field that queries do not know."""

    field: str
    value: str
    prefix: bool = False

    def __post_init__(self) -> None:
        ensure_queried((self.field,), query_keywords())

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are compared."""
        is_domain = self.field == "site" and "." in self.value
        return (self.field, "domains") if is_domain else (self.field,)


@dataclass(frozen=True)
class Has:
    """There is a value of a field. Raises `UsageProblem` for one that no document of an index has."""

    field: str

    def __post_init__(self) -> None:
        ensure_queried((self.field,), had_fields())


@dataclass(frozen=True)
class Number:
    """A whole number of a field, from `low` to `high`, both included; None is open. Raises `UsageProblem` for
    a field that queries do not know."""

    field: str
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        ensure_queried((self.field,), query_integers())


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


Node = Phrase | Near | AtLeast | Keyword | Has | Dates | Number | Hundredths | And | Or | Not


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
        case Not(clause):
            return "-" + _spell(clause, inside=True)
        case And(clauses) | Or(clauses):
            word = " AND " if isinstance(node, And) else " OR "
            spelled = word.join(_spell(one, inside=True) for one in clauses)
            return f"({spelled})" if inside and len(clauses) > 1 else spelled
        case Phrase(text, fields):
            return _fielded(_quoted(text), fields)
        case Near(texts, distance, ordered, fields):
            between = f" {'PRE' if ordered else 'NEAR'}/{distance} "
            return _fielded(f"({between.join(map(_quoted, texts))})", fields)
        case AtLeast(number, clauses):
            every = _quoted(" ".join(one.text for one in clauses))
            return _fielded(f"{every}/{number}", clauses[0].fields)
        case _:
            return _spell_filter(node)


def _fielded(spelled: str, fields: tuple[str, ...]) -> str:
    """`title:"长江"`; of several fields `(title:"长江" OR summary:"长江")`."""
    every = " OR ".join(f"{name}:{spelled}" for name in fields) or spelled
    return f"({every})" if len(fields) > 1 else every


def _spell_filter(node: Keyword | Has | Dates | Number | Hundredths) -> str:
    """What is open at both ends asks whether there is a value: `has:length`."""
    match node:
        case Keyword(name, value, prefix):
            return f"{typed(name)}:{_quoted(value)}{'*' if prefix else ''}"
        case Dates(None, None):
            return "has:date"
        case Has(name) | Number(name, None, None) | Hundredths(name, None, None):
            return f"has:{typed(name)}"
        case Dates(start, end):
            return f"date:{start or ''}..{end or ''}"
        case Number(name, low, high):
            return f"{typed(name)}:{'' if low is None else low}..{'' if high is None else high}"
        case Hundredths(name, low, high):
            return f"{typed(name)}:{_share(low)}..{_share(high)}"


def _share(hundredths: int | None) -> str:
    """`49` gives `0.49`, None nothing."""
    return "" if hundredths is None else f"{hundredths / 100:.2f}"


def _quoted(text: str) -> str:
    """`他说"好"` gives `"他说\\"好\\""`, which the query language reads back; “ and ” end a phrase too."""
    return '"{}"'.format("".join("\\" + one if one in '\\"“”＂' else one for one in text))
