"""A field with more values than tantivy gives in one answer."""

from __future__ import annotations

from collections import Counter

import pytest

from indexer.search import Query, Write, open_index
from indexer.search.embedded.aggregations import EmbeddedMatching

HEXADECIMAL = [f"{number * 7919 % 65536:04x}{number:028x}" for number in range(60)]
SAME_BEGINNING = [f"aaaaaaaa{number:024x}" for number in range(40)]
OTHERS = ["簇", "Z", "甲\n乙", "G1", "~"]
MANY_OTHERS = [f"簇{number}" for number in range(30)]


@pytest.mark.parametrize("values", [
    HEXADECIMAL,
    [*HEXADECIMAL, *OTHERS, *HEXADECIMAL[:9]],
    SAME_BEGINNING,
    [*HEXADECIMAL, *MANY_OTHERS],
    [*HEXADECIMAL, "a", "0"],
], ids=["ids", "ids and others", "ids that begin alike", "many others", "one digit"])  # fmt: skip
def test_each_value_is_counted_once(tmp_path, monkeypatch, values):
    monkeypatch.setattr(EmbeddedMatching, "most_values", 8)
    with open_index(str(tmp_path / "index"), create=True) as index:
        written = [
            Write(id=f"{n:032x}", version=1, document={"id": f"{n:032x}", "title": "江", "series": one})
            for n, one in enumerate(values)
        ]
        index.write(written[::2])
        index.write(written[1::2])
        found = index.facet(Query(), "series", limit=1000)
        some = index.facet(Query(), "series", limit=3)
    expected = sorted(Counter(values).items(), key=lambda one: (-one[1], one[0]))
    assert list(found.values) == expected
    assert (list(some.values), some.others) == (expected[:3], len(expected) - 3)
    assert some.other_documents == len(values) - sum(number for _, number in expected[:3])
