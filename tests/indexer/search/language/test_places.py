"""How people write a place."""

from __future__ import annotations

import pytest

from indexer.search import Keyword, Or
from indexer.search.language.parser import parse


@pytest.mark.parametrize("typed", ["武汉", "武汉市", "湖北武汉", "湖北省武汉市", "武漢"])
def test_one_place_is_written_in_many_ways(typed):
    assert parse(f"place:{typed}").root == Keyword("places", "湖北省武汉市")


def test_a_name_of_several_places_asks_for_each_and_a_new_name_for_the_old_one_too():
    root = parse("place:襄阳").root
    assert root == Or((Keyword("places", "湖北省襄阳市"), Keyword("places", "湖北省襄樊市")))


def test_what_is_in_no_gazetteer_and_the_beginning_of_a_name_are_compared_as_they_are():
    assert parse("place:洞庭").root == Keyword("places", "洞庭")
    assert parse("place:湖北*").root == Keyword("places", "湖北", prefix=True)


@pytest.mark.parametrize(("typed", "values"), [
    ("province:湖北", ["湖北"]),
    ("province:湖北省", ["湖北省", "湖北"]),
    ('province:"内蒙古自治区"', ["内蒙古自治区", "内蒙古"]),
    ("province:北京市", ["北京市", "北京"]),
    ("city:武漢市", ["武漢市", "武汉"]),
    ("city:湘西州", ["湘西州", "湘西"]),
    ("city:广州", ["广州"]),
    ("city:恩施土家族苗族自治州", ["恩施土家族苗族自治州", "恩施"]),
    ("province:某某省", ["某某省"]),
])  # fmt: skip
def test_an_outlets_place_is_found_with_and_without_its_kind(typed, values):
    field = typed.partition(":")[0]
    asked = [Keyword(field, value) for value in values]
    assert parse(typed).root == (Or(tuple(asked)) if len(asked) > 1 else asked[0])
    assert parse(parse(typed).understood).root == parse(typed).root


def test_the_beginning_of_an_outlets_place_is_compared_as_it_is():
    assert parse("province:湖北省*").root == Keyword("province", "湖北省", prefix=True)
