"""The measure of how good the first ten hits are, and the grades that it goes by."""

from __future__ import annotations

import math

import pytest

from benchmarks.search_needs import ndcg, needs


def test_the_best_order_is_one_and_nothing_worth_it_is_none():
    grades = {"a": 3, "b": 1}
    assert ndcg(["a", "b"], grades) == 1
    assert ndcg(["x", "y"], grades) == 0
    # 1 for the second, discounted by log2(2), then 7 for the first, by log2(3).
    assert ndcg(["b", "a"], grades) == pytest.approx((1 + 7 / math.log2(3)) / (7 + 1 / math.log2(3)))


def test_what_stands_behind_the_tenth_counts_nothing():
    assert ndcg([*map(str, range(10)), "a"], {"a": 3}) == 0


def test_there_are_thirty_needs_and_a_third_of_them_is_kept_apart():
    asked = list(needs())
    assert (len(asked), sum(one.kept for one in asked)) == (30, 10)
    assert all(set(one.grades.values()) <= {1, 2, 3} for one in asked)
    assert all(len(answer) == 10 for one in asked for answer in one.grades)
