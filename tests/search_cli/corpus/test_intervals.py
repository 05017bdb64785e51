"""Wilson's interval against published numbers, and where the usual one fails."""

from __future__ import annotations

import pytest

from search_cli.corpus.intervals import bounds, spelled, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [  # Newcombe 1998, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_bounds_are_newcombes(count, total, low, high):
    assert wilson(count, total) == pytest.approx((low, high), abs=0.00005)


def test_nothing_has_no_share():
    assert wilson(0, 0) is None
    assert bounds(0, 0) == {"low": None, "high": None}
    assert (spelled(0, 0), spelled(8, 10)) == ("-", "49.0–94.3%")
