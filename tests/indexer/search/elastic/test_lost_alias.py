"""An alias that was deleted, or put on a second index: the message says what there is and what mends it."""

from __future__ import annotations

import json

import pytest

from indexer.search import IndexAbsent, Query, SearchError, Write, open_index, rebuilding, replacing
from tests.indexer.server_addresses import delete

pytestmark = pytest.mark.server


@pytest.fixture
def address(elasticsearch_server):
    """Of an index of one document that was rebuilt once: two generations."""
    address = f"{elasticsearch_server}/lost-alias"
    document = Write(id="1", version=1, document={"id": "1", "title": "桥", "change": 1})
    with open_index(address, create=True) as index:
        assert index.write([document]) == []
    with rebuilding(address) as index:
        assert index.write([document]) == []
    yield address
    delete(address)


def move(address: str, *actions: tuple[str, int]) -> None:
    """Changes the alias behind our back."""
    with open_index(address) as index:
        body = [
            {do: {"index": f"lost-alias-articles-{n}", "alias": "lost-alias-articles"}} for do, n in actions
        ]
        index._server.request("POST", "/_aliases", {"actions": body})


def test_one_that_is_gone_is_put_back_by_the_call_that_is_named(address):
    with open_index(address) as index:
        move(address, ("remove", 2))
        with pytest.raises(SearchError, match=r"there are lost-alias-articles-1, lost-alias-articles-2"):
            index.count(Query())
    with pytest.raises(IndexAbsent, match="shengmei index swap lost-alias-articles-2"):
        open_index(address)
    with replacing(address, "lost-alias-articles-2"):
        pass
    with open_index(address) as index:
        assert (index.count(Query()), index.info().details["index"]) == (1, "lost-alias-articles-2")


def test_one_that_leads_to_two_is_mended_by_the_request_that_is_named(address):
    with open_index(address) as index:
        move(address, ("add", 1))
        with pytest.raises(SearchError, match="and should to one") as caught:
            open_index(address)
        method, path, body = str(caught.value).rpartition("last: ")[2].split(" ", 2)
        index._server.request(method, path, json.loads(body))
    with open_index(address) as index:
        assert index.info().details["index"] == "lost-alias-articles-2"
