"""What every index must do alike when it is not there, deleted, or built anew beside the old one."""

from __future__ import annotations

import pytest

from indexer.search import Query, SearchError, open_index, rebuilding
from tests.indexer.search.conftest import writes


@pytest.fixture
def address(make_index, corpus) -> str:
    """Of an index that holds three documents."""
    with make_index(corpus[:3]) as index:
        return index.info().address


def state(address: str) -> tuple[str, int]:
    with open_index(address) as index:
        return index.identity, index.count(Query())


def test_an_absent_index_is_not_made_by_asking(new_address):
    address = new_address()
    for _ in range(2):
        with pytest.raises(SearchError, match="shengmei index sync"):
            open_index(address)


def test_the_old_one_answers_until_the_new_one_is_whole(address, corpus):
    before = state(address)
    with rebuilding(address) as fresh:
        assert (fresh.count(Query()), fresh.newest_version()) == (0, 0)
        fresh.write(writes(corpus[:10]))
        assert fresh.count(Query()) == 10
        assert state(address) == before
        assert fresh.identity != before[0]
    assert state(address) == (fresh.identity, 10)


def test_a_failed_rebuilding_leaves_the_old_one(address, corpus):
    before = state(address)
    with pytest.raises(KeyboardInterrupt):
        rebuild_and_break(address, corpus)
    assert state(address) == before


def rebuild_and_break(address: str, corpus) -> None:
    with rebuilding(address) as fresh:
        fresh.write(writes(corpus[:10]))
        raise KeyboardInterrupt


def test_a_rebuilding_where_there_is_nothing_makes_an_index(new_address, corpus):
    address = new_address()
    with rebuilding(address) as fresh:
        fresh.write(writes(corpus[:2]))
    assert state(address) == (fresh.identity, 2)


def test_an_older_version_than_before_may_be_written_to_the_new_one(address, corpus):
    with rebuilding(address) as fresh:
        assert fresh.write(writes(corpus[:3], version=0)) == []
    assert state(address)[1] == 3
