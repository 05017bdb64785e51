"""The same text on the same day in several outlets, none of which credits another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.copies.alignment import Passage
from indexer.copies.edges import Edge
from indexer.copies.simultaneous import is_hand, simultaneous
from indexer.copies.story_building import Outlet, PrintedArticle, stories
from tests.indexer.copies.test_story_building import printed


@pytest.mark.parametrize(("credit", "hand"), [
    ("新华社", True), ("中新网", True), ("示例通讯社", True), ("水利部", True), ("水利部网站", True),
    ("湖北省应急管理厅", True), ("江州市气象局", True), ("江州市人民政府办公室", True),
    ("江州日报", False), ("江州日报社", False), ("江州融媒体中心", False), ("江州广播电视台", False),
    ("楚江网", False), ("江州出版社", False), ("江州日报编辑部", False),
])  # fmt: skip
def test_agencies_and_authorities_hand_texts_to_all(credit, hand):
    assert is_hand(credit) == hand


def told(
    *articles: PrintedArticle, edges: tuple[Edge, ...] = ()
) -> list[tuple[str, str, tuple[str, ...], int]]:
    (story,) = stories(articles, edges)
    found = simultaneous(story, {one.id: one for one in articles}, edges)
    return [
        (one.day.isoformat(), "".join(each.id for each in one.articles), one.hands, one.uncredited)
        for one in found
    ]


DAY = {"precision": "day"}


@pytest.mark.parametrize(("articles", "expected"), [
    ([printed("a", 0, 0, **DAY), printed("b", 0, 0, **DAY)], [("2026-05-01", "ab", (), 2)]),
    ([printed("a", 0, 0), printed("b", 0, 5)], [("2026-05-01", "ab", (), 2)]),  # a clock does not hinder
    ([printed("a", 0, 0, source="水利部"), printed("b", 0, 1, source="水利部"), printed("c", 0, 2)],
     [("2026-05-01", "abc", ("水利部",), 1)]),
    ([replace(printed("x", 0, 0), outlet=Outlet(name="示例社")), printed("a", 0, 1, source="示例社")], []),
    ([printed("a", 0, 0), printed("b", 0, 1, source="a报")], []),  # b says whom it has it from
    ([printed("a", 0, 0, source="示例日报"), printed("b", 0, 1, source="示例日报")], []),  # so do both
    ([printed("a", 0, 0), printed("b", 0, 30)], []),  # another day
    ([printed("a", 0, 0, precision="month"), printed("b", 0, 0, precision="month")], []),
    ([printed("a", 0, None), printed("b", 0, None)], []),
    ([printed("a", 0, 0), printed("b", 0, 1), printed("c", 0, 24), printed("d", 0, 25)],
     [("2026-05-01", "ab", (), 2), ("2026-05-02", "cd", (), 2)]),
])  # fmt: skip
def test_what_is_simultaneous(articles, expected):
    assert told(*articles) == expected


def test_two_prints_of_one_outlet_are_not():
    again = replace(printed("b", 0, 2), site="a", outlet=Outlet(name="a报"))
    assert told(printed("a", 0, 0), again) == []


@pytest.mark.parametrize(("length", "together"), [(450, True), (300, False)])
def test_the_texts_are_the_same_for_the_most_part(length, together):
    edge = Edge(
        a=0, b=1, length_a=length, length_b=500, share_a=1.0, share_b=length / 500, same=length, numbers=None,
        all_numbers=None, passages=(Passage(0, length, 0, length, length),),
    )  # fmt: skip
    assert bool(told(printed("a", 0, 0), printed("b", 1, 1), edges=(edge,))) == together


def test_the_time_between_them_is_told_where_all_have_a_clock():
    (story,) = stories([printed("a", 0, 0), printed("b", 0, 2.5)], [])
    articles = {"a": printed("a", 0, 0), "b": printed("b", 0, 2.5)}
    assert simultaneous(story, articles, [])[0].hours == 2.5
    articles["b"] = printed("b", 0, 0, **DAY)
    assert simultaneous(story, articles, [])[0].hours is None
