from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from indexer.search import And, Dates, Hundredths, Keyword, Node, Not, Or, Phrase, Query, QueryError, words
from indexer.search.language.parser import fields, parse

TODAY = date(2021, 5, 23)
江, 汉, 楚 = Phrase("长江"), Phrase("汉江"), Phrase("楚江")


@pytest.mark.parametrize(("text", "root"), [
    ("", None),
    (" ＊ ", None),
    ("长江", 江),
    ("长江 汉江", And((江, 汉))),
    ("长江　AND　汉江", And((江, 汉))),
    ("长江 OR 汉江", Or((江, 汉))),
    ("长江 汉江 OR 楚江", Or((And((江, 汉)), 楚))),
    ("长江 (汉江 OR 楚江)", And((江, Or((汉, 楚))))),
    ("（长江　ＯＲ　汉江）－楚江", And((Or((江, 汉)), Not(楚)))),
    ("((长江) 汉江) 楚江", And((江, 汉, 楚))),
    ("-长江", Not(江)),
    ("NOT 长江", Not(江)),
    ("--长江", 江),
    ("-(-长江)", 江),
    ("-(长江 汉江)", Not(And((江, 汉)))),
    ('"长江"', 江),
    ("“长江”", 江),
    ("”长江“", 江),
    ("＂长江＂", 江),
    ("「长江」", 江),
    ("『长江』", 江),
    ('"长江 汉江"', Phrase("长江 汉江")),
    ('"他说\\"好\\"\\\\"', Phrase('他说"好"\\')),
    ('「他说"好"\\」', Phrase('他说"好"\\')),
    ("长江，经济", Phrase("长江，经济")),
    ("《长江》", Phrase("《长江》")),
    ("2021-05", Phrase("2021-05")),
    ("长江-汉江", Phrase("长江-汉江")),
    ("比分3:0", Phrase("比分3:0")),
    ("APEC：长江", Phrase("APEC：长江")),
    ("http://m.example.cn/p/1.html", Phrase("http://m.example.cn/p/1.html")),
    ("or", Phrase("or")),
    ("ORDER", Phrase("ORDER")),
    ('"OR"', Phrase("OR")),
    ("title:长江", Phrase("长江", ("title",))),
    ("Title： “长江”", Phrase("长江", ("title",))),
    ("body:(长江 -汉江)", And((Phrase("长江", ("body",)), Not(Phrase("汉江", ("body",)))))),
    ("title:(长江 body:汉江)", And((Phrase("长江", ("title",)), Phrase("汉江", ("body",))))),
    ("-title:长江", Not(Phrase("长江", ("title",)))),
    ("site:hbtv", Keyword("site", "hbtv")),
    ("site:m.example.cn", Keyword("site", "m.example.cn")),
    ("source:“长江 日报”", Keyword("source", "长江 日报")),
    ("reporter:秦望江", Keyword("reporters", "秦望江")),
    ("editor:邓一帆", Keyword("editors", "邓一帆")),
    ("province:(湖北 OR 湖南)", Or((Keyword("province", "湖北"), Keyword("province", "湖南")))),
    ("date:2021", Dates("2021-01-01", "2021-12-31")),
    ("date:2020-02", Dates("2020-02-01", "2020-02-29")),
    ("date:2021-5-3", Dates("2021-05-03", "2021-05-03")),
    ("date:2021/05/23", Dates("2021-05-23", "2021-05-23")),
    ("date：２０２１－０５", Dates("2021-05-01", "2021-05-31")),
    ("date:2021-05..2021-06", Dates("2021-05-01", "2021-06-30")),
    ("date:2021-05..", Dates("2021-05-01", None)),
    ("date:..2021", Dates(None, "2021-12-31")),
    ("confidence:<0.5", Hundredths("confidence", None, 49)),
    ("confidence:<=0.5", Hundredths("confidence", None, 50)),
    ("confidence:>.5", Hundredths("confidence", 51, None)),
    ("confidence：≥０．８", Hundredths("confidence", 80, None)),
    ("confidence:0.5..0.8", Hundredths("confidence", 50, 80)),
    ("confidence:0.805..", Hundredths("confidence", 81, None)),
    ("confidence:0.43", Hundredths("confidence", 43, 43)),
    ("-confidence:<0.5 doubt:time_missing", And((
        Not(Hundredths("confidence", None, 49)), Keyword("doubts", "time_missing"),
    ))),
    ("last:1d", Dates("2021-05-23", "2021-05-23")),
    ("last:30d", Dates("2021-04-24", "2021-05-23")),
    ("last:2w", Dates("2021-05-10", "2021-05-23")),
    ("last:3m", Dates("2021-02-24", "2021-05-23")),
    ("last:1y", Dates("2020-05-24", "2021-05-23")),
    ("last:7天", Dates("2021-05-17", "2021-05-23")),
])  # fmt: skip
def test_reads(text, root):
    assert parse(text, today=TODAY).root == root


def test_the_end_of_a_month_has_no_day_30():
    assert parse("last:1m", today=date(2021, 3, 31)).root == Dates("2021-03-01", "2021-03-31")


def test_options_and_filters():
    site = Keyword("site", "hbtv")
    assert parse("长江", sort="-date", fresh=True) == Query(root=江, text="长江", sort="-date", fresh=True)
    assert parse("长江 汉江", filters=[site]).root == And((江, 汉, site))
    assert parse("长江 OR 汉江", filters=[site]).root == And((Or((江, 汉)), site))
    assert parse("", filters=[site]).root == site


@pytest.mark.parametrize(("text", "place", "reason"), [
    ('长江 "汉江', '"', "no other one to its right"),
    ("长江」", "」", "no other one to its right"),
    ("(长江", "", "ends too early: expected )"),
    ("长江)", ")", ") cannot stand here"),
    ("长江 AND )", ")", "expected a word"),
    ("长江 OR", "", "ends too early: expected a word"),
    ("OR 长江", "OR", "OR cannot stand here: expected a word"),
    ("title:", "", "ends too early"),
    ("title:OR 长江", "OR", "expected a word"),
    ("()", ")", "expected a word"),
    ("长江 ！！", "！！", "nothing to look for"),
    ("长江 - 汉江", "- 汉", "nothing to look for"),
    ("confidence:half", "half", "expected a number from 0 to 1"),
    ("confidence:<50", "<50", "expected a number from 0 to 1"),
    ("confidence:..", "..", "expected a number from 0 to 1"),
    ("confidence:0.8..0.5", "0.8", "ends before it begins"),
    ("titel:长江", "titel", "fields are title:, body:"),
    ("date:2021-13", "2021-13", "no such day"),
    ("date:2021-02-29", "2021", "no such day"),
    ("date:0000", "0000", "no such day"),
    ("date:..", "..", "expected a year, month or day"),
    ("date:昨天", "昨天", "such as 2021, 2021-05"),
    ("date:2022..2021", "2022..2021", "ends before it begins"),
    ("last:month", "month", "30d, 2w, 6m or 1y"),
    ("last:0d", "0d", "30d"),
    ("last:9999y", "9999y", "so long ago"),
    ("last:999999d", "999999d", "so long ago"),
    ('site:""', '""', "expected a value"),
    ('site:" "', '" "', "expected a value"),
])  # fmt: skip
def test_says_where_and_what_was_expected(text, place, reason):
    with pytest.raises(QueryError) as caught:
        parse(text, today=TODAY)
    said, shown, mark = str(caught.value).split("\n")
    assert reason in said
    assert mark.strip() == "^"
    assert shown[_character_at(shown, len(mark) - 1) :].startswith(place)


def _character_at(line: str, column: int) -> int:
    """The character of a line that stands in this column of a terminal."""
    return next(n for n in range(len(line) + 1) if wcswidth(line[:n]) == column)


def test_a_long_query_is_shown_in_part():
    with pytest.raises(QueryError) as caught:
        parse("长江 " * 300 + ") " + "汉江 " * 300)
    _, shown, mark = str(caught.value).split("\n")
    assert wcswidth(shown) < 130
    assert shown[_character_at(shown, len(mark) - 1)] == ")"


@pytest.mark.parametrize(("text", "reason"), [
    ("江" * 10_001, "longer than 10,000"),
    ("(" * 51 + "江" + ")" * 51, "nested more than 50"),
    ("(" * 10_000, "nested more than 50"),
    (("江" * 480 + " OR ") * 9 + "江", "more than 4,000 characters"),
    ("江 " * 1_001, "more than 1,000 words"),
    ("江 OR " * 1_001 + "江", "more than 1,000 words"),
    ('"' * 9_999, "more than 1,000 words"),
    ('"' * 1_001, "no other one"),
    ("\\" * 4_000 + '"', "no other one"),
    ('"' + "\\" * 9_001, "no other one"),
    ("-" * 9_999, "nothing to look for"),
    ("title:" * 1_000 + "江", "cannot stand here"),
    ("\x00\x1b[2J\u202e(", "ends too early"),
    ("*" * 500, "nothing to look for"),
    ("*" * 3_999, "at most 500 characters"),
    ("*" * 9_999, "more than 4,000 characters"),
    ("江" * 501, "at most 500 characters"),
    ('长江 OR "' + "江" * 501 + '"', "at most 500 characters"),
])  # fmt: skip
def test_hostile_queries_are_refused_soon(text, reason):
    began = time.perf_counter()
    with pytest.raises(QueryError, match=reason) as caught:
        parse(text)
    assert time.perf_counter() - began < 1
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("text", [
    "(" * 50 + "江" + ")" * 50,
    "(-江 汉 OR " * 50 + "江" + ")" * 50,
    "-" * 9_999 + "江",
    "江 " * 1_000,
    "江" * 500,
    " OR ".join(chr(0x4E00 + number) for number in range(1_000)),
    "a*b?c~2^3 [长 TO 江] {x} /regex/",
    "\x00江\x1b[31m\u202e",
    "「江“汉”＂」",
])  # fmt: skip
def test_large_and_odd_queries_are_read_and_spelled(text):
    query = parse(text)
    assert parse(query.understood).root == query.root


@pytest.mark.parametrize(("text", "once"), [
    ("长江 长江", "长江"), ("江 OR 汉 OR 江", "江 OR 汉"), ("(江 OR 汉) (江 OR 汉)", "江 OR 汉"),
    ("-(-江 -江)", "江"), ("江 title:江", "江 title:江"),
])  # fmt: skip
def test_what_is_said_twice_is_asked_once(text, once):
    assert parse(text).root == parse(once).root


def test_every_field_is_in_the_grammar():
    for name in fields():
        value = {"date": "2021", "last": "3d", "confidence": "<0.5"}.get(name, "江")
        assert parse(f"{name}:{value}").root != Phrase(f"{name}:{value}")


texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"“「\\(): -长江a'), min_size=1)
a_text = texts.filter(words)
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


@pytest.mark.parametrize("typed", ["1", "01", "第1版", "第01版", "1版"])
def test_one_page_of_a_newspaper_is_written_in_many_ways(typed):
    assert parse(f"page:{typed}").root == Keyword("page_number", "1")


@pytest.mark.parametrize("typed", ["A01", "a1", "第A01版"])
def test_a_page_of_a_section_is_another(typed):
    assert parse(f"page:{typed}").root == Keyword("page_number", "A1")
