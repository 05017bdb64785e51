"""What both backends share of scoring: which phrases count, how much titles and fresh dates weigh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import pairwise

from indexer.search.query import And, AtLeast, Near, Node, Not, Or, Phrase, Query
from indexer.search.text.fold import words

SEARCHED: tuple[str, ...] = ("title", "body")  # of a phrase without a field
TITLE_WEIGHT = 3.0
# Steps and not shares: each title that is the query comes first, then each title with all its phrases: it is
# about them, while a text may name each in a place of its own. A step is higher than all else can add up to:
# a word of a phrase brings at most its idf (14 in a million documents) times BM25's k1 + 1 = 2.2, three times
# in a title, and once more where the server knows words.
_STEP_PER_WORD = 150.0
# Two phrases of a query that stand in one sentence or so gain this for each word of theirs, about half of
# what a word is worth. Found by `make bench-needs` on the needs that it may be tuned by: 10 or 20 words apart
# are no better than not to look, and 80 worse than 40.
NEAR = 40  # words by which they may be out of their places
_NEAR_PER_WORD = 2.0
_MOST_NEAR = 8  # pairs of phrases that are looked at
# BM25 gives a word in a text of 16 characters 1.65 times what it gives in one of usual length, so a caption,
# or a line that leads to a video, would come before every article that says it once. With this share it is
# worth what the word is in an article three times as long as usual.
SHORTEST_ARTICLE = 40  # characters of a text
CAPTION_SHARE = 1 / 3
# A phrase counts in title or text, whichever is more, and this share of the other: of equal titles the one
# whose text says it comes first. More would let the engines' different lengths of texts show in the order.
# Found by `make bench-search` on one half of its questions, and no worse on the other half.
OTHER_FIELD_SHARE = 0.05
BEIJING = timezone(timedelta(hours=8))

# `fresh`: for each window that an article's day falls into, a share of the query's own weight is added. Steps
# and not a curve, because steps are the same on every index and leave pages stable through a day.
FRESH_DAYS = (1, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650)
FRESH_SHARE = 0.1

# Of documents like one, as Elasticsearch's more_like_this is asked: the most telling pairs of characters, and
# the share of them that a document must have.
MOST_PAIRS = 25
SHARED_PAIRS = 0.3


def phrases(node: Node | None) -> Iterator[Phrase]:
    """The phrases that a hit can contain, in order; those under a `Not` it cannot."""
    match node:
        case Phrase():
            yield node
        case Near():
            yield from node.phrases
        case And(clauses) | Or(clauses) | AtLeast(_, clauses):
            for clause in clauses:
                yield from phrases(clause)


def is_weighed(query: Query) -> bool:
    """Whether each phrase has to weigh what its own frequency says, for which it must be counted first.

    Where every hit holds all phrases, the engine's sum of their characters' weights orders as well (no
    difference in `make bench-search`), and costs half. Where a hit may hold one phrase or the other, it would
    put a long common one before a short rare one; and `fresh` needs a weight that its share is taken of.
    """
    return query.root is not None and (query.fresh or _offers_a_choice(query.root))


def _offers_a_choice(node: Node) -> bool:
    match node:
        case Or(clauses) | AtLeast(_, clauses):
            return len(list(phrases(node))) > 1 or any(map(_offers_a_choice, clauses))
        case And(clauses):
            return any(map(_offers_a_choice, clauses))
    return False


def negated(node: Node) -> tuple[Node, bool]:
    """The clause below any number of `Not`, and whether their number is odd."""
    odd = False
    while isinstance(node, Not):
        node, odd = node.clause, not odd
    return node, odd


def whole_title(query: Query) -> str | None:
    """The title that the query may be, as `fold.key`: `"长江" AND "经济带"` may ask for 长江经济带."""
    return " ".join(word for part in _of_titles(query) for word in phrase_words(part)) or None


def title_phrases(query: Query) -> list[list[str]]:
    """The folded tokens of each phrase that must occur, and may in a title, where there are at least two.

    A title that holds all of them is about them, while a text that does may name each in a place of its own.
    """
    asked = [found for part in _of_titles(query) if (found := phrase_words(part))]
    return asked if len(asked) > 1 else []


def all_in_title_score(query: Query) -> float:
    """What a title with all phrases gains; one that is the query gains twice that."""
    return _STEP_PER_WORD * sum(len(phrase_words(phrase)) for phrase in phrases(query.root))


def near_pairs(query: Query) -> list[tuple[tuple[str, ...], float]]:
    """The folded tokens of each two phrases of a query that must occur, maybe in the text, and what a text
    gains that has them near each other: `长江 生态` gives `[(("长", "江", "生", "态"), 8.0)]`."""
    inside = (part for part in _required(query) if part.fields in ((), ("body",)))
    asked = [found for part in inside if (found := phrase_words(part))]
    pairs = [(*one, *other) for one, other in pairwise(asked[: _MOST_NEAR + 1])]
    return [(words, _NEAR_PER_WORD * len(words)) for words in pairs if len(words) <= NEAR]


def _of_titles(query: Query) -> list[Phrase]:
    """The phrases that must occur, and may do so in a title."""
    return [one for one in _required(query) if one.fields in ((), ("title",))]


def _required(query: Query) -> list[Phrase]:
    """The phrases that must occur."""
    clauses = query.root.clauses if isinstance(query.root, And) else (query.root,)
    return [one for one in clauses if isinstance(one, Phrase)]


def phrase_words(phrase: Phrase) -> list[str]:
    """The folded tokens of a phrase; empty when it is all punctuation, which finds nothing."""
    return list(_words(phrase.text))


@lru_cache(1000)
def _words(text: str) -> tuple[str, ...]:
    """Cached: the same phrases are cut again while one query is built, weighed and highlighted."""
    return tuple(words(text))


def fresh_since(today: date | None = None) -> list[date]:
    """The first day of each window of `fresh`."""
    today = today or datetime.now(BEIJING).date()
    return [today - timedelta(days=days - 1) for days in FRESH_DAYS]
