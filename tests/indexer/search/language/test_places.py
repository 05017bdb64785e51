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
