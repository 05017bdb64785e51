"""The query language: what a person types becomes the tree that the indexes answer.

`长江 "经济带" OR title:汉江 -(site:hbtv) date:2021-05..2021-06`; the grammar is grammar.lark.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, cast

from indexer.search.errors import QueryError
from indexer.search.fields import chinese_names, table
from indexer.search.language.errors import complaint
from indexer.search.language.leaves import Leaf, Typed, leaves, near, phrase
from indexer.search.query import And, Node, Not, Or, Query, Sort
from shengmei.console.text import near as did_you_mean
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.exceptions import UnexpectedInput

LONGEST, DEEPEST, MOST_TERMS = 10_000, 50, 1_000
MOST_LETTERS = 4_000  # of all words and phrases: engines compare phrases character by character
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SIGN = re.compile(r"(?:~>?\d+|/\d+|[*＊])$", re.ASCII)
_SIGNS = re.compile(
    r"""[()（）"“”＂「」『』:：]|^[-－−]|^(OR|ＯＲ|AND|ＡＮＤ|NOT|ＮＯＴ|(NEAR|PRE)(/\d+)?)$"""
)
_FEW_LETTERS = 200  # of a query that is looked at without the grammar
_TERMS = ("WORD", "QUOTED", "WITH_SIGN")
_START = {*_TERMS, "_OPEN"}  # what a word, a phrase or a group begins with


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
        raise complaint(
            text, LONGEST, message("the query is longer than {number:,} characters", number=LONGEST)
        )
    everything = text.strip() in ("", "*", "＊")
    root = None if everything else (_plain_words(text) or _Parser(text, today).read())
    clauses = [root, *filters] if root else list(filters)
    return Query(root=_join(And, clauses) if clauses else None, text=text, sort=sort, fresh=fresh)


def fields(today: date | None = None) -> dict[str, Leaf]:
    """What one may type before a colon, and what it makes of the word behind; the short name before the
    other one that a field has."""
    return leaves(today)


def short_names() -> list[str]:
    """What one may type before a colon, each field by its short name alone."""
    known = table()
    return [name for name in fields() if name not in known or known[name].typed == name]


def _plain_words(text: str) -> Node | None:
    """What the grammar makes of a few words without any sign, which most queries are; None for all others.
    To load and build the grammar is a third of what a search from the command line takes."""
    some = text.split()
    if not some or len(text) > _FEW_LETTERS or any(map(_SIGNS.search, some)):
        return None
    try:
        return _join(And, [phrase(Typed(word)) for word in some])
    except ValueError:  # the grammar says where
        return None


class _Parser:
    """Reads one query."""

    def __init__(self, text: str, today: date | None) -> None:
        self._text = text
        self._fields = fields(today)

    def read(self) -> Node:
        from lark.exceptions import UnexpectedInput

        try:
            return self._node(self._tree(), phrase)
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
            is_term = token.type in _TERMS
            terms, letters = terms + is_term, letters + is_term * len(token)
            if token.type == "UNKNOWN":
                raise self._wrong(token, self._unknown(token[:-1]))
            if depth > DEEPEST:
                raise self._wrong(
                    token, message("parentheses are nested more than {number} deep", number=DEEPEST)
                )
            if terms > MOST_TERMS:
                raise self._wrong(
                    token, message("the query has more than {number:,} words and phrases", number=MOST_TERMS)
                )
            if letters > MOST_LETTERS:
                raise self._wrong(
                    token,
                    message(
                        "the words and phrases have more than {number:,} characters", number=MOST_LETTERS
                    ),
                )
            yield token

    def _node(self, part: Tree[Token] | Token, leaf: Leaf) -> Node:
        """The tree of a part of the query; a field before a group holds for each word in it."""
        if isinstance(part, str):
            return self._word(part, leaf)
        *prefixes, last = part.children  # a field, or minus signs
        match part.data:
            case "fielded":
                return self._node(last, self._fields[str(prefixes[0])[:-1].lower()])
            case "near":
                return self._near(cast("Sequence[Token]", part.children), leaf)  # the grammar has no others
            case "negation":
                inner = self._node(last, leaf)
                return inner if len(prefixes) % 2 == 0 else _negated(inner)
            case "all":
                return _join(And, [self._node(child, leaf) for child in part.children])
            case _:
                return _join(Or, [self._node(child, leaf) for child in part.children])

    def _word(self, token: Token, leaf: Leaf) -> Node:
        try:
            return leaf(_read(token))
        except (ValueError, UsageProblem) as error:
            raise self._wrong(token, str(error)) from None

    def _near(self, parts: Sequence[Token], leaf: Leaf) -> Node:
        """`长江 NEAR/10 保护`: words and signs in turn, all signs alike."""
        signs = {str(one) for one in parts[1::2]}
        if len(signs) > 1:
            raise self._wrong(
                parts[3], translated("all signs between words that are near each other must be alike")
            )
        try:
            return near(leaf, [_read(one).text for one in parts[::2]], signs.pop())
        except (ValueError, UsageProblem) as error:
            raise self._wrong(parts[0], str(error)) from None

    def _misplaced(self, error: UnexpectedInput) -> QueryError:
        token = getattr(error, "token", None)
        if token is None:
            return complaint(
                self._text,
                error.pos_in_stream or 0,
                translated("this quote has no other one to its right"),
            )
        if token.type == "$END":
            return complaint(
                self._text,
                len(self._text),
                message("the query ends too early: {wanted}", wanted=_wanted(error)),
            )
        return self._wrong(
            token, message("{token} cannot stand here: {wanted}", token=token[:20], wanted=_wanted(error))
        )

    def _wrong(self, token: Token, reason: str) -> QueryError:
        return complaint(self._text, token.start_pos or 0, reason)

    def _unknown(self, name: str) -> str:
        """What to say of a field that there is none of: those that are near, else all."""
        chinese = chinese_names()
        if meant := did_you_mean(name, [*self._fields, *chinese]):
            for one, other in chinese.items():
                meant = meant.replace(repr(one), repr(other))
            meant = meant.replace("':", ":")
        if not meant:
            every = ", ".join(f"{one}:" for one in short_names())
            meant = message(" The fields are {names}", names=every)
        said = message("no field has the name {name} (a colon in a text needs quotes).", name=name)
        return f"{said}{meant}"


def _wanted(error: UnexpectedInput) -> str:
    """What lark would have taken, in the user's words."""
    taken: set[str] = set(getattr(error, "expected", ()))
    if "_CLOSE" in taken:
        return translated("expected ) or another word")
    if _START & taken:
        return translated('expected a word, a "phrase" or (')
    return translated("expected the end, OR or another word")


def _read(token: Token) -> Typed:
    """The word, or what stands between the quotes and the sign behind: `"他说\\"好\\""` gives `他说"好"`."""
    if token.type == "WORD":
        return Typed(str(token))
    sign = found[0] if token.type == "WITH_SIGN" and (found := _SIGN.search(token)) else ""
    inside = token[1 : len(token) - len(sign) - 1]
    return Typed(inside if token[0] in "「『" else _ESCAPED.sub(r"\1", inside), sign or '"')


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
    names = "|".join(sorted(fields(), key=len, reverse=True))
    made = grammar.replace("FIELD_NAMES", names).replace("CHINESE_NAMES", "|".join(chinese_names()))
    return Lark(made, parser="lalr", lexer="basic")
