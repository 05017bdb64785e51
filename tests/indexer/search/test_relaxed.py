"""A query that finds little is read more loosely, on every index, and never finds what it finds exactly."""

from __future__ import annotations

import pytest

from indexer.search import And, Keyword, Near, Not, Or, Phrase, relaxations
from indexer.search.language.parser import parse

DOCUMENTS = [
    {"id": "a", "title": "十年禁渔见成效", "body": "长江十年禁渔以来，江豚多了。", "province": "湖北"},
    {"id": "b", "title": "营商环境再优化", "body": "民营经济有了新办法。", "province": "湖北"},
    {"id": "c", "title": "长江禁渔", "body": "巡护员说。", "province": "湖南"},
    {"id": "d", "title": "渔政", "body": "长江边的渔政船" + "很久以后" * 10 + "禁渔", "province": "湖北"},
]


def read(index, text: str) -> list[tuple[str, list[str]]]:
    """How each looser reading reads, and the documents that it finds."""
    found = ((one.how, index.search(one.query).hits) for one in relaxations(parse(text)))
    return [(how, sorted(hit.id for hit in hits)) for how, hits in found]


NEAR, MOST = "with parts of the words near each other", "with most of the words"
ANYWHERE = "with parts of the words anywhere"


@pytest.mark.parametrize(("text", "expected"), [
    ("长江禁渔", [(NEAR, ["a"]), (ANYWHERE, ["a", "d"])]),
    ("长江禁渔 province:湖南", [(NEAR, []), (ANYWHERE, [])]),
    ("营商环境 民营企业", [(NEAR, []), (MOST, ["b"]), (ANYWHERE, [])]),
    ("营商环境 民营企业 -民营经济", [(NEAR, []), (MOST, []), (ANYWHERE, [])]),
    ("江豚", []),
    ("province:湖南", []),
    ("*", []),
])  # fmt: skip
def test_reads_more_and_more_loosely(make_index, text, expected):
    assert read(make_index(DOCUMENTS), text) == expected


def test_what_is_found_exactly_is_left_out_and_filters_hold():
    phrase, site = Phrase("长江禁渔"), Keyword("site", "hbtv")
    near, anywhere = relaxations(parse("长江禁渔 site:hbtv"))
    loose = Or((phrase, Near(("长江", "禁渔"), 10)))
    assert near.query.root == And((And((loose, site)), Not(And((phrase, site)))))
    assert anywhere.query.text == "长江禁渔 site:hbtv"


def test_a_quotation_is_not_taken_apart():
    assert list(relaxations(parse("共抓大保护不搞大开发走生态优先绿色发展之路"))) == []
