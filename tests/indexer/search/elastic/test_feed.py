"""From the store to a server: everything arrives once, and what the server loses is fed again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crawler.items import Byline, article_id
from crawler.store import Store
from indexer.feed import Feed
from indexer.search import IndexUnavailable, Phrase, Query, SearchError, open_index, rebuilding
from indexer.search.elastic.index import ElasticIndex
from tests.indexer import server_addresses
from tests.indexer.test_feed import article, keep
from tests.servers.proxy import Answer, Drop, proxy_to

pytestmark = pytest.mark.server


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as opened:
        keep(opened, *(article(number) for number in range(3)))
        yield opened


@pytest.fixture
def address(elasticsearch_server) -> Iterator[str]:
    taken = server_addresses.take(elasticsearch_server, "feed")
    yield taken
    server_addresses.give_back(taken)


def sync(store: Store, address: str):
    with open_index(address, create=True) as index:
        return Feed(store, index, address).sync()


def titles(address: str, text: str = "长江") -> list[str]:
    with open_index(address) as index:
        return sorted(hit.document["title"] for hit in index.search(Query(root=Phrase(text))).hits)


THREE = ["第0条新闻", "第1条新闻", "第2条新闻"]


def test_a_sync_brings_everything_and_later_only_what_changed(store, address):
    assert sync(store, address).written == 3
    assert titles(address) == THREE
    assert sync(store, address).written == 0
    keep(store, article(1, title="更正"))
    assert sync(store, address).written == 1
    assert titles(address) == ["更正", "第0条新闻", "第2条新闻"]
    with open_index(address) as index:
        assert index.newest_version() == 4


def test_a_deleted_index_is_noticed_and_fed_from_the_start(store, address):
    with open_index(address, create=True) as index:
        feed = Feed(store, index, address)
        feed.sync()
        index._server.request("DELETE", f"/{index.info().details['index']}")
        keep(store, article(7))
        with pytest.raises(SearchError, match="was deleted"):
            feed.sync()
    assert sync(store, address).written == 4
    assert titles(address) == [*THREE, "第7条新闻"]


def test_an_emptied_index_is_fed_from_the_start(store, address):
    """As after restoring a snapshot: the same identity, and not all that it had acknowledged."""
    sync(store, address)
    with open_index(address) as index:
        name, server = index.info().details["index"], index._server
        made = server.request("GET", f"/{name}")[name]
        server.request("DELETE", f"/{name}")
        server.request("PUT", f"/{name}", {"aliases": made["aliases"], "mappings": made["mappings"]})
    assert sync(store, address).written == 3
    assert titles(address) == THREE


def test_an_overloaded_server_loses_nothing(store, address, elasticsearch_server):
    sync(store, address)
    keep(store, article(8), article(9))
    with proxy_to(elasticsearch_server) as proxy:
        through = address.replace(elasticsearch_server, proxy.address)
        with ElasticIndex.open(through, patience=0.5) as index:
            feed = Feed(store, index, address)
            proxy.spoil("_bulk", *[Answer.error(429, "es_rejected_execution_exception")] * 10)
            with pytest.raises(IndexUnavailable):
                feed.sync()
            assert feed.lag().behind == 2
        proxy.heal()
        # With as much patience as ever: on a busy machine half a second may be over at the first answer.
        with ElasticIndex.open(through) as index:
            feed = Feed(store, index, address)
            proxy.spoil("_bulk", Drop(heard=True))
            assert feed.sync().written == 2
            assert feed.lag().behind == 0
    assert len(titles(address)) == 5


def test_what_the_server_refuses_is_a_dead_letter_and_the_rest_goes_on(store, address):
    with open_index(address, create=True) as index:
        feed = Feed(store, index, address)
        name = index.info().details["index"]
        index._server.request("PUT", f"/{name}/_settings", {"index.mapping.nested_objects.limit": 1})
        keep(store, article(5, bylines=(byline("秦望江"), byline("卢小满"))))
        fed = feed.sync()
        assert (fed.written, fed.refused) == (3, 1)
        (letter,) = feed.dead()
        assert letter.article_id == article_id(article(5).url)
        assert "nested" in letter.reason
        index._server.request("PUT", f"/{name}/_settings", {"index.mapping.nested_objects.limit": 1000})
        assert feed.offer(feed.dead_ids()).written == 1
        assert feed.dead() == []
    assert len(titles(address)) == 4


def byline(name: str):
    return Byline(name=name, role="reporter", raw=name)


def test_a_rebuilt_index_has_the_stores_state(store, address):
    sync(store, address)
    keep(store, article(2, title="改过"))
    with rebuilding(address) as fresh:
        assert Feed(store, fresh, address).sync().written == 3
        assert titles(address) == THREE
    assert titles(address) == ["改过", "第0条新闻", "第1条新闻"]
    assert sync(store, address).written == 0


def test_what_no_search_sees_yet_is_not_fed_again(store, address):
    """As after a kill: whoever wrote has not asked the server to show it."""
    with open_index(address, create=True) as index:
        name, server = index.info().details["index"], index._server
        server.request("PUT", f"/{name}/_settings", {"index": {"refresh_interval": "-1"}})
        assert Feed(store, index, address).sync().written == 3
        index._unseen = False
    with open_index(address) as index:
        assert index.newest_version() == 0
        assert Feed(store, index, address).sync().written == 0
        index._server.request("POST", f"/{name}/_refresh")
        assert index.newest_version() == 3
