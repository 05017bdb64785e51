from __future__ import annotations

import time
from datetime import date

import pytest
from wcwidth import wcswidth

from indexer.search import (
    And,
    AtLeast,
    Dates,
    Has,
    Hundredths,
    Keyword,
    Near,
    Not,
    Number,
    Or,
    Phrase,
    Query,
    QueryError,
)
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
    ("date:2021.5", Dates("2021-05-01", "2021-05-31")),
    ("date:2021年5月", Dates("2021-05-01", "2021-05-31")),
    ("date:2021年5月23日", Dates("2021-05-23", "2021-05-23")),
    ("date:2021年5月..2021年6月", Dates("2021-05-01", "2021-06-30")),
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
    ('"长江 保护"~10', Near(("长江", "保护"), 10)),
    ('"长江 保护"~>3', Near(("长江", "保护"), 3, ordered=True)),
    ('title:“长江 保护”~10', Near(("长江", "保护"), 10, fields=("title",))),
    ("长江 NEAR/5 保护 汉江", And((Near(("长江", "保护"), 5), 汉))),
    ("长江 NEAR 保护", Near(("长江", "保护"), 10)),
    ('"长江 大桥" PRE/5 武汉 PRE/5 通车', Near(("长江 大桥", "武汉", "通车"), 5, ordered=True)),
    ("title:(长江 NEAR/5 保护)", Near(("长江", "保护"), 5, fields=("title",))),
    ("-长江 NEAR/5 保护", Not(Near(("长江", "保护"), 5))),
    ('"长江 汉江 楚江"/2', AtLeast(2, (江, 汉, 楚))),
    ('"长江 汉江 楚江"/3', And((江, 汉, 楚))),
    ('"长江 汉江 楚江"/1', Or((江, 汉, 楚))),
    ('body:"长江 汉江 楚江"/2', AtLeast(2, tuple(Phrase(one.text, ("body",)) for one in (江, 汉, 楚)))),
    ("source:新华*", Keyword("source", "新华", prefix=True)),
    ('source:"新华 社"*', Keyword("source", "新华 社", prefix=True)),
    ('source:"新华*"', Keyword("source", "新华*")),
    ("source:(新华* OR 长江日报)", Or((Keyword("source", "新华", True), Keyword("source", "长江日报")))),
    ("reporters:秦望江", Keyword("reporters", "秦望江")),
    ("domain:example.cn", Keyword("domains", "example.cn")),
    ("url:https://a.cn/1.html", Keyword("url", "https://a.cn/1.html")),
    ("url:a.cn/2024*", Keyword("url", "https://a.cn/2024", prefix=True)),
    ("url:http://a.cn/", Or((Keyword("url", "http://a.cn/"), Keyword("url", "https://a.cn/")))),
    ("has:reporter", Has("reporters")),
    ("missing:province", Not(Has("province"))),
    ("has:date has:images", And((Has("published"), Keyword("media", "images")))),
    ("length:>1000", Number("length", 1001, None)),
    ("length:<=1,000", Number("length", None, 1000)),
    ("length:100..200", Number("length", 100, 200)),
    ("hour:7", Keyword("published_hour", "07")),
    ("hour:(7 OR 23点)", Or((Keyword("published_hour", "07"), Keyword("published_hour", "23")))),
    ("hour:22..1", Or(tuple(Keyword("published_hour", hour) for hour in ("22", "23", "00", "01")))),
    ("hour:7点..8点", Or((Keyword("published_hour", "07"), Keyword("published_hour", "08")))),
    ("hour:7..7", Keyword("published_hour", "07")),
    ("weekday:Thu..星期六", Or(tuple(Keyword("published_weekday", day) for day in "456"))),
    ("weekday:6..1", Or(tuple(Keyword("published_weekday", day) for day in "671"))),
    ("weekday:(1 OR Sun OR 星期天 OR 周二)", Or(tuple(Keyword("published_weekday", day) for day in "172"))),
    ("year:2021 day:2021-05-23", And((
        Dates("2021-01-01", "2021-12-31"), Keyword("published_day", "2021-05-23"),
    ))),
    ("12:30开幕", Phrase("12:30开幕")),
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
    ("titel:长江", "titel", "name titel (a colon in a text needs quotes). Did you mean 'title"),
    ("日期:2026", "日期", "Did you mean 'date"),
    ("日期：2026", "日期", "Did you mean 'date"),
    ("稿源:新华社", "稿源", "Did you mean 'source"),
    ("湖北:长江", "湖北", "needs quotes). The fields are title:, body:"),
    ("source:*", "*", "expected a value; has:source finds what has one"),
    ("长江 *", "*", "nothing to look for here: expected letters, digits or characters; has:source"),
    ("source:*社", "*社", "a * stands at the end of a value only"),
    ('"长江"*', '"长江"*', "found in longer words too, without *"),
    ('"长江"~10', '"长江"~10', "expected two words or more"),
    ('"长江 保护"~100', '"长江 保护"~100', "a distance is 0 to 99"),
    ('"江 河 湖 海 洋"~1', '"江 河 湖 海 洋"~1', "2 to 4 words"),
    ('"江 河 湖 海"~20', '"江 河', "20 is too far for 4 words"),
    ('"江 河"/3', '"江 河"/3', "a number from 1 to 2"),
    ("source:(长江 NEAR 汉江)", "长江", "only words of a text"),
    ("长江 NEAR/3 汉江 PRE/3 楚江", "PRE/3", "must be alike"),
    ("has:reportr", "reportr", "no field 'reportr' to ask for. Did you mean 'reporter"),
    ("has:reporter*", "reporter*", "no field"),
    ("length:long", "long", "expected a whole number such as >1000"),
    ("length:9..1", "9..1", "ends before it begins"),
    ("hour:24", "24", "an hour from 0 to 23"),
    ("hour:22..24", "22..24", "a range such as 22..5"),
    ("hour:..5", "..5", "a range such as 22..5"),
    ("weekday:周四..六", "周四..六", "a range such as 1..5"),
    ("weekday:8", "8", "1 (Monday) to 7"),
    ("year:2021-05", "2021-05", "expected a year"),
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
    began = time.process_time()
    with pytest.raises(QueryError, match=reason) as caught:
        parse(text)
    assert time.process_time() - began < 1
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


VALUES = {
    "date": "2021", "year": "2021", "last": "3d", "confidence": "<0.5", "has": "source", "missing": "source",
    "length": ">9", "revision": "2", "hour": "7", "published_hour": "7", "weekday": "1",
    "published_weekday": "1", "story_size": ">2",
}  # fmt: skip


def test_every_field_is_in_the_grammar():
    for name in fields():
        value = VALUES.get(name, "江")
        assert parse(f"{name}:{value}").root != Phrase(f"{name}:{value}")
