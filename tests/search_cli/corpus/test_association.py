"""The measures against published and hand-made numbers."""

from __future__ import annotations

import math

import pytest

from search_cli.corpus.association import log_dice, log_likelihood


def test_log_likelihood_is_dunnings():
    # Dunning 1993, table 2: `the swiss`, 110 of 2,552 and 2,442 and 111 and 29,114.
    assert log_likelihood(110, 110 + 2442, 111, 111 + 29114) == pytest.approx(270.72, abs=0.01)


def test_log_likelihood_is_negative_for_what_is_rarer_near_and_zero_for_what_is_as_frequent():
    assert log_likelihood(1, 1000, 50, 1000) < -10
    assert log_likelihood(5, 100, 50, 1000) == pytest.approx(0, abs=1e-9)
    assert log_likelihood(0, 0, 5, 10) == 0


def test_log_dice_is_14_for_what_stands_nowhere_else_and_does_not_grow_with_the_text():
    assert log_dice(20, 20, 20) == 14
    assert log_dice(5, 10, 30) == log_dice(500, 1000, 3000) == 14 + math.log2(10 / 40)
    assert log_dice(0, 10, 30) == -math.inf
