"""What an index says of the versions it holds, and what is deleted from it: the same on every index."""

from __future__ import annotations

import pytest

from indexer.search import IndexAbsent, Query, SearchError, Write, open_index, rebuilding
from tests.indexer.search.conftest import writes


def document(name: str) -> Write:
    return Write(id=name, version=int(name[-2:], 16) + 1, document={"id": name, "title": "桥", "change": 1})


def everything(index, batch: int) -> dict[str, int]:
    """All that is listed; a document that came twice would fail it."""
    found: dict[str, int] = {}
    for page in index.listed(batch):
        assert not page.keys() & found.keys()
        found |= page
    return found


# Some begin alike, as no two real ids do: pages must end between them all the same.
IDS = [f"{n:032x}" for n in range(20)] + [f"{n:016x}{'f' * 16}" for n in range(7)] + ["f" * 32, "no-hex-00"]


@pytest.mark.parametrize("batch", [1, 5, 20, 1000])
def test_every_document_is_listed_once_with_its_version(make_index, batch):
    index = make_index()
    assert everything(index, batch) == {}
    held = [document(name) for name in IDS]
    assert index.write(held) == []
    assert everything(index, batch) == {one.id: one.version for one in held}


def test_versions_are_those_of_the_last_write(make_index, corpus):
    index = make_index(corpus[:3])
    ids = [one["id"] for one in corpus[:4]]
    assert index.versions(ids) == dict.fromkeys(ids[:3], 1)
    index.write(writes(corpus[:1], version=7))
    assert index.versions(ids) == {ids[0]: 7, ids[1]: 1, ids[2]: 1}
    assert index.versions([]) == {}


def test_a_deleted_document_is_found_no_more(make_index, corpus):
    index = make_index(corpus[:3])
    index.delete([corpus[0]["id"], "0" * 32])
    index.delete([])
    assert sorted(everything(index, 10)) == sorted(one["id"] for one in corpus[1:3])
    assert (index.get(corpus[0]["id"]), index.count(Query())) == (None, 2)


def test_an_index_made_now_would_gain_nothing_by_being_made_again(make_index):
    assert make_index().rebuild_benefits() == ()


def test_an_absent_index_is_told_from_one_that_fails(new_address):
    with pytest.raises(IndexAbsent):
        open_index(new_address())


def test_what_was_opened_before_a_rebuilding_writes_nothing_after_it(make_index, corpus):
    index = make_index(corpus[:1])
    address = index.info().address
    with rebuilding(address) as fresh:
        fresh.write(writes(corpus[:2]))
    for change in (lambda: index.write(writes(corpus[2:3])), lambda: index.delete([corpus[0]["id"]])):
        with pytest.raises(SearchError, match="replaced by another"):
            change()
    with open_index(address) as now:
        assert now.count(Query()) == 2
