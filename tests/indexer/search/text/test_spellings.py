from __future__ import annotations

from itertools import combinations

import pytest

from indexer.search.text.fold import words
from indexer.search.text.spellings import MOST, spellings

SAME = [
    ("1234.5亿", "1,234.5亿"),
    ("12345678", "12,345,678"),
    ("III级", "Ⅲ级", "ⅲ级"),
    ("120m2", "120㎡", "120m²", "120 m2"),
    ("1200㎡", "1,200m2"),
    ("35℃", "35°C", "35 ℃"),
    ("2.5km", "2.5㎞"),
]


def spelled(text: str) -> set[tuple[str, ...]]:
    return set(spellings(tuple(words(text))))


@pytest.mark.parametrize("ways", SAME)
def test_each_way_to_write_it_is_the_others_too(ways):
    for one, other in combinations(ways, 2):
        assert tuple(words(other)) in spelled(one)
        assert tuple(words(one)) in spelled(other)


@pytest.mark.parametrize(
    "text", ["长江", "35岁", "2021年", "021234", "abc1234", "1234567890123456789", "℃", "GDP", "3.14"]
)
def test_most_have_one_spelling(text):
    assert spelled(text) == {tuple(words(text))}


def test_the_run_itself_is_first_and_a_list_of_numbers_has_not_many():
    run = tuple(words("1234 5678 9012 3456 7890"))
    assert spellings(run)[0] == run
    assert len(spellings(run)) == MOST
