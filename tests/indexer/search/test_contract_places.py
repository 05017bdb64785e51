"""Places: asked for by any name, with all that lies in them, and counted."""

from __future__ import annotations

import pytest

from indexer.search import Query, open_index
from indexer.search.language.parser import parse
from tests.indexer.search.conftest import writes

DOCUMENTS = [
    {"id": f"{number:032x}", "title": "渡口", "body": "船。", **places}
    for number, places in enumerate(
        (
            {"places": ["湖北省", "湖北省武汉市", "湖北省武汉市洪山区"]},
            {"places": ["湖北省", "湖北省襄樊市"]},
            {"places": ["湖南省"], "ambiguous_places": ["朝阳"]},
        )
    )
]


@pytest.fixture(scope="module")
def place_index(backend, tmp_path_factory):
    address = f"{backend}/places" if backend else str(tmp_path_factory.mktemp("places") / "index")
    index = open_index(address, create=True)
    assert index.write(writes(DOCUMENTS)) == []
    return index


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("place:湖北省", [0, 1]),
        ("place:湖北", [0, 1]),
        ("place:武汉", [0]),
        ("place:洪山区", [0]),
        ("place:襄阳", [1]),  # as it was called before
        ("place:长沙", []),
        ("place:朝阳", []),
        ("ambiguous_place:朝阳", [2]),
        ("has:place", [0, 1, 2]),
        ("-place:湖北", [2]),
    ],
)
def test_a_place_is_found_by_its_names_and_by_what_it_lies_in(place_index, text, found):
    hits = place_index.search(parse(text), highlight=False).hits
    assert sorted(int(hit.id, 16) for hit in hits) == found


def test_places_are_counted_at_each_level(place_index):
    assert dict(place_index.facet(Query(), "place").values) == {
        "湖北省": 2,
        "湖北省武汉市": 1,
        "湖北省武汉市洪山区": 1,
        "湖北省襄樊市": 1,
        "湖南省": 1,
    }
