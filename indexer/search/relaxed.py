"""What a query that finds little may have meant: its words in parts near each other, or most of its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from indexer.search.query import And, Near, Node, Not, Or, Phrase, Query
from indexer.search.relevance import phrase_words, phrases
from indexer.search.results import Results

DISTANCE = 10  # characters between the parts of a run
_SHORTEST = 2  # characters of a part
_LONGEST = 12  # characters of a run that is taken apart; a longer one is a quotation
_MOST_WORDS = 8  # of which one may be left out


@dataclass(frozen=True, kw_only=True)
class Relaxed:
    """A looser query, and in words how it reads: `with parts of the words near each other`. It finds nothing
    that the exact one does."""

    how: str
    query: Query


@dataclass(frozen=True, kw_only=True)
class Loose:
    """What a looser query found, and how it read."""

    how: str
    results: Results


def relaxations(query: Query) -> Iterator[Relaxed]:
    """From the closest to the loosest, none for a query whose words cannot be read more loosely. What is
    excluded, and all that is no text, holds in each."""
    if query.root is None or not any(phrases(query.root)):
        return
    seen = {query.root}
    for how, root in (
        ("with parts of the words near each other", _each(query.root, _near)),
        ("with most of the words", _most(query.root)),
        ("with parts of the words anywhere", _each(query.root, _anywhere)),
    ):
        if root is not None and root not in seen:
            seen.add(root)
            yield Relaxed(how=how, query=replace(query, root=And((root, Not(query.root)))))


def _each(node: Node, loosen: Callable[[Phrase], Node]) -> Node | None:
    """The tree with each phrase that may be taken apart read loosely."""
    match node:
        case Phrase():
            return loosen(node)
        case And(clauses):
            return And(tuple(_each(one, loosen) or one for one in clauses))
        case Or(clauses):
            return Or(tuple(_each(one, loosen) or one for one in clauses))
    return node


def _near(phrase: Phrase) -> Node:
    near = tuple(Near(parts, DISTANCE, fields=phrase.fields) for parts in _splits(phrase))
    return Or((phrase, *near)) if near else phrase


def _anywhere(phrase: Phrase) -> Node:
    both = tuple(And(tuple(Phrase(part, phrase.fields) for part in parts)) for parts in _splits(phrase))
    return Or((phrase, *both)) if both else phrase


def _splits(phrase: Phrase) -> list[tuple[str, ...]]:
    """`长江禁渔` gives `[("长江", "禁渔")]`: two parts, each of at least two characters."""
    words = phrase_words(phrase)
    if not 2 * _SHORTEST <= len(words) <= _LONGEST:
        return []
    cuts = range(_SHORTEST, len(words) - _SHORTEST + 1)
    both = ((_joined(words[:cut]), _joined(words[cut:])) for cut in cuts)
    return [parts for parts in both if parts[0] != parts[1]]


def _joined(words: Sequence[str]) -> str:
    """`长` `江` gives `长江`; Latin words keep a blank between them."""
    joined = words[0]
    for word in words[1:]:
        joined += f" {word}" if joined[-1].isascii() and word[0].isascii() else word
    return joined


def _most(node: Node) -> Node | None:
    """All words but one, the words read loosely too; of two at least one."""
    if not isinstance(node, And):
        return None
    texts = [one for one in node.clauses if not isinstance(one, Not) and any(phrases(one))]
    rest = tuple(one for one in node.clauses if one not in texts)
    if not 2 <= len(texts) <= _MOST_WORDS:
        return None
    loose = [_each(one, _near) or one for one in texts]
    some = tuple(_all(chosen) for chosen in combinations(loose, len(loose) - 1))
    return And((Or(some), *rest)) if rest else Or(some)


def _all(clauses: Sequence[Node]) -> Node:
    return clauses[0] if len(clauses) == 1 else And(tuple(clauses))
