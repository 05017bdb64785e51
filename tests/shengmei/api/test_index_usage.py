"""A wrong call of the door is a `UsageProblem`, never an answer of nothing."""

from __future__ import annotations

import pytest

import shengmei


@pytest.mark.parametrize(
    "call",
    [
        lambda index: index.search("长江", sort="newest"),
        lambda index: index.search("长江", limit=-1),
        lambda index: index.search("长江", offset=-5),
        lambda index: index.search(5),
        lambda index: index.count(None),
    ],
)
def test_a_wrong_call_says_what_is_wrong(data, call):
    with shengmei.open_index(f"{data}/index") as index, pytest.raises(shengmei.UsageProblem):
        call(index)
