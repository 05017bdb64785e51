"""Who reads Chinese is told in Chinese what is wrong with a query."""

from __future__ import annotations

import re

import pytest

from indexer.search import QueryError, counted_field
from indexer.search.language.parser import fields, parse
from indexer.search.query import Has
from shengmei.console import translation
from shengmei.problems import UsageProblem

WRONG = [
    *("长江 AND", "(长江", "长江)", '"长江', "OR 长江", "title:", "source:*", "source:新*华", "，。"),
    *('"长江*"*', '"长江 汉江"/5', '"长江 长江"~5', '"长江"~5', "source:(新华社 NEAR/3 新华网)"),
    *("长江 NEAR/100 汉江", "a NEAR/2 b PRE/3 c", "a NEAR/20 b NEAR/20 c NEAR/20 d", "hour:25"),
    *("weekday:8", 'hour:"1"*', 'weekday:"1"*'),
    *("date:2021-13", "date:2021-06..2021-05", "date:昨天", 'date:"2021"~5', "last:30", "last:999999y"),
    *("year:21", "length:长", "length:5..1", "confidence:2", "confidence:0.8..0.5"),
    *("日期：2026 标题：长江", "reporterz:x", "zzzzzzzz:1", "has:nothing"),
    *("长" * 501, "长 " * 1001, "(" * 51 + "长" + ")" * 51, "长" * 10_001, ("长" * 400 + " ") * 11),
]  # fmt: skip
WORD = re.compile(r"[A-Za-z_]{2,}")
SIGNS = {"OR", "Mon", *fields()}  # which are the same in every language


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    translation.bind()
    monkeypatch.setenv("LANGUAGE", "zh_CN")


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:20])
def test_every_complaint_about_a_query_is_in_chinese(text):
    with pytest.raises(QueryError) as caught:
        parse(text)
    reason = str(caught.value).splitlines()[0]
    assert re.search("[一-鿿]", reason)
    assert set(WORD.findall(reason)) - set(WORD.findall(text)) <= SIGNS


def test_a_field_that_there_is_none_of_is_told_in_chinese():
    for ask in (counted_field, Has):
        with pytest.raises(UsageProblem, match=r"没有.*'sit'.*您是不是想说 'site'？"):
            ask("sit")
