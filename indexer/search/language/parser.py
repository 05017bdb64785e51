"""The query language: what a person types becomes the tree that the indexes answer.

`长江 "经济带" OR title:汉江 -(site:hbtv) date:2021-05..2021-06`; the grammar is grammar.lark.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from indexer.search.errors import QueryError
from indexer.search.fields import query_keywords, query_numbers, query_texts, typed
from indexer.search.language.dates import days, last_days
from indexer.search.language.errors import complaint
from indexer.search.language.numbers import hundredths
from indexer.search.query import And, Dates, Hundredths, Keyword, Node, Not, Or, Phrase, Query, Sort
from indexer.search.text.fold import words
from shengmei.newspaper_pages import page_key

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.exceptions import UnexpectedInput

LONGEST, DEEPEST, MOST_TERMS = 10_000, 50, 1_000
MOST_LETTERS = 4_000  # of all words and phrases: engines compare phrases character by character
# Characters of one phrase. Of longer ones an index looks up thousands of characters in turn: seconds.
LONGEST_PHRASE = 500
PAGE_NUMBER = "page_number"  # whose values people write in many ways
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_START = {"WORD", "QUOTED", "_OPEN"}  # what a word, a phrase or a group begins with

# Makes a word into a clause of the query; raises ValueError with what was expected.
Leaf = Callable[[str], Node]


def parse(
    text: str,
    *,
    today: date | None = None,
    sort: Sort = "score",
    fresh: bool = False,
    filters: Sequence[Node] = (),
) -> Query:
    """`长江 -武汉` gives a root `And((Phrase("长江"), Not(Phrase("武汉"))))`; `*` or nothing asks for all.

    `filters` must hold as well. `today` is the Beijing day that `last:30d` counts from. Raises `QueryError`
    with a line that shows the place and says what was expected there.
    """
    if len(text) > LONGEST:
        raise complaint(text, LONGEST, f"the query is longer than {LONGEST:,} characters")
    root = None if text.strip() in ("", "*", "＊") else _Parser(text, today).read()
    clauses = [root, *filters] if root else list(filters)
    return Query(root=_join(And, clauses) if clauses else None, text=text, sort=sort, fresh=fresh)


@lru_cache(1)
def fields(today: date | None = None) -> dict[str, Leaf]:
    """What one may type before a colon, and what it makes of the word behind."""
    texts = {name: partial(_phrase, fields=(name,)) for name in query_texts()}
    keywords = {typed(name): partial(_keyword, name) for name in query_keywords()}
    numbers = {typed(name): partial(_bounded, name) for name in query_numbers()}
    dates = {"date": lambda word: Dates(*days(word)), "last": lambda word: Dates(*last_days(word, today))}
    return {**texts, **keywords, **numbers, **dates}


class _Parser:
    """Reads one query."""

    def __init__(self, text: str, today: date | None) -> None:
        self._text = text
        self._fields = fields(today)

    def read(self) -> Node:
        from lark.exceptions import UnexpectedInput

        try:
            return self._node(self._tree(), _phrase)
        except UnexpectedInput as error:
            raise self._misplaced(error) from None

    def _tree(self) -> Tree[Token] | Token:
        """Cut into tokens once: to look at them before and let the grammar cut again took a third more."""
        parser, last = _grammar().parse_interactive(), None
        for last in self._checked(_grammar().lex(self._text)):
            parser.feed_token(last)
        tree: Tree[Token] | Token = parser.feed_eof(last)  # type: ignore[no-untyped-call]  # by lark
        return tree

    def _checked(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Before anything is built of them: how deep, how many, and only fields that exist."""
        depth = terms = letters = 0
        for token in tokens:
            depth += (token.type == "_OPEN") - (token.type == "_CLOSE")
            is_term = token.type in ("WORD", "QUOTED")
            terms, letters = terms + is_term, letters + is_term * len(token)
            if token.type == "UNKNOWN":
                raise self._wrong(
                    token, f"no field has this name (a colon in a text needs quotes); {self._known()}"
                )
            if depth > DEEPEST:
                raise self._wrong(token, f"parentheses are nested more than {DEEPEST} deep")
            if terms > MOST_TERMS:
                raise self._wrong(token, f"the query has more than {MOST_TERMS:,} words and phrases")
            if letters > MOST_LETTERS:
                raise self._wrong(token, f"the words and phrases have more than {MOST_LETTERS:,} characters")
            yield token

    def _node(self, part: Tree[Token] | Token, leaf: Leaf) -> Node:
        """The tree of a part of the query; a field before a group holds for each word in it."""
        if isinstance(part, str):
            return self._word(part, leaf)
        *prefixes, last = part.children  # a field, or minus signs
        match part.data:
            case "fielded":
                return self._node(last, self._fields[str(prefixes[0])[:-1].lower()])
            case "negation":
                inner = self._node(last, leaf)
                return inner if len(prefixes) % 2 == 0 else _negated(inner)
            case "all":
                return _join(And, [self._node(child, leaf) for child in part.children])
            case _:
                return _join(Or, [self._node(child, leaf) for child in part.children])

    def _word(self, token: Token, leaf: Leaf) -> Node:
        try:
            return leaf(_printed(token))
        except ValueError as error:
            raise self._wrong(token, str(error)) from None

    def _misplaced(self, error: UnexpectedInput) -> QueryError:
        token = getattr(error, "token", None)
        if token is None:
            return complaint(self._text, error.pos_in_stream or 0, "this quote has no other one to its right")
        if token.type == "$END":
            return complaint(self._text, len(self._text), f"the query ends too early: {_wanted(error)}")
        return self._wrong(token, f"{token[:20]} cannot stand here: {_wanted(error)}")

    def _wrong(self, token: Token, reason: str) -> QueryError:
        return complaint(self._text, token.start_pos or 0, reason)

    def _known(self) -> str:
        return "fields are " + ", ".join(f"{name}:" for name in self._fields)


def _wanted(error: UnexpectedInput) -> str:
    """What lark would have taken, in the user's words."""
    taken: set[str] = set(getattr(error, "expected", ()))
    if "_CLOSE" in taken:
        return "expected ) or another word"
    return 'expected a word, a "phrase" or (' if _START & taken else "expected the end, OR or another word"


def _printed(token: Token) -> str:
    """The word, or what stands between the quotes: `"他说\\"好\\""` gives `他说"好"`."""
    if token.type == "WORD":
        return str(token)
    inside = str(token)[1:-1]
    return inside if token[0] in "「『" else _ESCAPED.sub(r"\1", inside)


def _phrase(text: str, fields: tuple[str, ...] = ()) -> Phrase:
    if len(text) > LONGEST_PHRASE:
        raise ValueError(f"a phrase has at most {LONGEST_PHRASE} characters")
    if not words(text):
        raise ValueError("nothing to look for here: expected letters, digits or characters")
    return Phrase(text, fields)


def _keyword(field: str, value: str) -> Keyword:
    if not value.strip():
        raise ValueError("expected a value")
    return Keyword(field, page_key(value) if field == PAGE_NUMBER else value)


def _bounded(field: str, value: str) -> Hundredths:
    return Hundredths(field, *hundredths(value))


def _negated(node: Node) -> Node:
    return node.clause if isinstance(node, Not) else Not(node)


def _join(kind: type[And] | type[Or], clauses: Sequence[Node]) -> Node:
    """One node for the clauses; one of the same kind gives up its own: `(a b) c` is `a b c`. What was said
    before is not asked again."""
    every: list[Node] = []
    for clause in clauses:
        every += clause.clauses if isinstance(clause, kind) else [clause]
    flat = list(dict.fromkeys(every))
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


@cache
def _grammar() -> Lark:
    from lark import Lark

    grammar = (pkgutil.get_data(__name__, "grammar.lark") or b"").decode()
    return Lark(grammar.replace("FIELD_NAMES", "|".join(fields())), parser="lalr", lexer="basic")
