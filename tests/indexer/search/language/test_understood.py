"""How a query was understood is a query that is understood as the same."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from indexer.search import (
    And,
    AtLeast,
    Dates,
    Has,
    Hundredths,
    Keyword,
    Near,
    Node,
    Not,
    Number,
    Or,
    Phrase,
    Query,
    QueryError,
    words,
)
from indexer.search.language import parser
from indexer.search.language.parser import parse

BLANKS = [chr(code) for code in range(0x3001) if chr(code).isspace()]
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"“「\\(): -长江a'), min_size=1)
a_text = texts.filter(words)
a_word = a_text.filter(lambda text: not set(text) & set(BLANKS))
some_texts = st.lists(a_text, min_size=2, max_size=3, unique=True).map(tuple)
a_day = st.dates(date(1900, 1, 1)).map(date.isoformat)
leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Phrase, a_text, st.sampled_from([(), ("title",), ("body",), ("summary",)])),
    st.builds(
        Keyword, st.sampled_from(["site", "reporters", "editors", "people", "id"]), texts.filter(str.strip)
    ),
    st.tuples(a_day, a_day).map(lambda pair: Dates(*sorted(pair))),
    st.builds(Dates, a_day),
    st.builds(Hundredths, st.just("confidence"), st.integers(0, 100)),
    st.builds(Hundredths, st.just("confidence"), st.none(), st.integers(0, 49)),
    st.builds(Dates, st.none(), a_day),
    st.builds(Keyword, st.sampled_from(["source", "people"]), texts.filter(str.strip), st.just(True)),
    st.builds(Has, st.sampled_from(["source", "title", "published"])),
    st.builds(Number, st.just("length"), st.integers(0, 10**6), st.none()),
    st.builds(Near, some_texts, st.integers(0, 20), st.booleans()),
    st.lists(
        a_text.filter(lambda text: not set(text) & set(BLANKS)), min_size=3, max_size=4, unique=True
    ).map(lambda some: AtLeast(2, tuple(map(Phrase, some)))),
)


def _groups(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Trees as the language writes them: no group in a group of its kind, no Not of a Not, nothing twice."""

    def of(kind):
        part = inner.filter(lambda one: not isinstance(one, kind))
        parts = st.lists(part, min_size=2, max_size=4, unique=True)
        return parts.map(lambda found: kind(tuple(found)))

    return of(And) | of(Or) | inner.filter(lambda one: not isinstance(one, Not)).map(Not)


@given(st.recursive(leaves, _groups, max_leaves=12))
def test_what_was_understood_reads_as_the_same(root):
    query = Query(root=root)
    assert parse(query.understood).root == root


@given(st.text(max_size=60) | st.text('长江 ()（）"“”「」-:：title:OR date:2021..\\*\n', max_size=60))
def test_any_text_is_read_or_refused(text):
    query = None
    with suppress(QueryError):
        query = parse(text)
    if query:
        assert parse(query.understood).root == query.root


@given(st.text(max_size=40) | st.text('长江 -a1:：*OR\u3000~/"(NEAR', max_size=20))
def test_plain_words_are_read_as_the_grammar_reads_them(text):
    if (found := parser._plain_words(text)) is not None:
        assert found == parser._Parser(text, None).read()


def test_most_queries_are_plain_words():
    assert all(map(parser._plain_words, ("长江", "长江 生态", "GDP 2021年", "长江-汉江", "《长江》")))
    for text in ("长江 OR 汉江", "-长江", "title:江", '"长江 汉江"', "江 NEAR/3 河", "！！", "APEC：长江"):
        assert parser._plain_words(text) is None, text
