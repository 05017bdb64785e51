"""Readings are found by how far they can be trusted, and counted by their doubts, alike on each index."""

from __future__ import annotations

import pytest

from indexer.search import Hundredths, Query, Write
from indexer.search.language.parser import parse

SHARES = {"a": 0.0, "b": 0.49, "c": 0.5, "d": 0.8, "e": 0.99, "f": None}


def documents() -> list[dict]:
    made = [{"id": name * 32, "title": f"渡口{name}", "confidence": share} for name, share in SHARES.items()]
    made[0]["doubts"] = ["time_missing", "text_short"]
    made[1]["doubts"] = ["time_missing"]
    return [{name: value for name, value in one.items() if value is not None} for one in made]


@pytest.fixture
def index(make_index):
    return make_index(documents())


@pytest.mark.parametrize(("text", "found"), [
    ("confidence:<0.5", "ab"),
    ("confidence:<=0.5", "abc"),
    ("confidence:>0.8", "e"),
    ("confidence:>=0.8", "de"),
    ("confidence:0.49..0.8", "bcd"),
    ("confidence:0.8", "d"),
    ("-confidence:<0.5", "cdef"),
    ("confidence:0..", "abcde"),
    ("confidence:..0", "a"),
    ("渡口 -confidence:0..1", "f"),
    ("doubt:time_missing", "ab"),
    ("doubt:text_short", "a"),
    ("doubt:time_missing confidence:>0", "b"),
])  # fmt: skip
def test_a_query_bounds_the_confidence(index, text, found):
    hits = index.search(parse(text, sort="score"), limit=10).hits
    assert sorted(hit.id[0] for hit in hits) == list(found)


def test_finds_what_was_judged(index):
    assert index.count(Query(root=Hundredths("confidence"))) == 5


def test_doubts_are_counted(index):
    assert index.facet(Query(), "doubts").values == (("time_missing", 2), ("text_short", 1))


def test_confidence_is_kept_as_it_was_written(index):
    assert index.get("b" * 32)["confidence"] == 0.49


@pytest.mark.parametrize("value", ["high", True, float("nan"), [0.5, "x"]])
def test_what_is_no_number_is_refused(index, value):
    (refused,) = index.write(
        [Write(id="9" * 32, version=1, document={"id": "9" * 32, "title": "题", "confidence": value})]
    )
    assert refused.write.id == "9" * 32
