"""Whatever a server does in the middle of a sync: afterwards the index holds what the store says."""

from __future__ import annotations

import json

import pytest

from indexer.feed import BATCH, Feed
from indexer.search import IndexUnavailable, SearchError
from indexer.search.elastic.index import ElasticIndex
from indexer.verify import Verifier
from tests.indexer.commands.conftest import IDS
from tests.indexer.test_feed import article, keep
from tests.servers.proxy import Answer, Drop, Slow, proxy_to

pytestmark = pytest.mark.server
BUSY = Answer.error(429, "es_rejected_execution_exception")
FULL = Answer.error(429, "cluster_block_exception")  # as the flood stage of a full disk answers
PAGE = Answer(200, b"<html><h1>Sign in</h1></html>", "text/html")


@pytest.fixture
def proxy(server_address):
    with proxy_to(server_address.rsplit("/", 1)[0]) as made:
        yield made


@pytest.fixture
def opened(proxy, server_address, store):
    """An index asked through the proxy that waits at most half a second, fed with six articles; then come
    more than one batch holds."""
    prefix = server_address.rsplit("/", 1)[1]
    with ElasticIndex.open(f"{proxy.address}/{prefix}", create=True, patience=0.5) as index:
        Feed(store, index, server_address).sync()
        keep(store, *(article(number) for number in range(100, 100 + BATCH + 9)), article(0, title="更正"))
        yield index


def agree(run, address: str, *, refused: int = 0) -> None:
    """Every id and version, as `index verify` finds them."""
    result = run(address, "verify", "--json")
    said = json.loads(result.stdout)
    assert (said["left"], said["waiting"], said["refused"]) == (0, 0, refused), result.output
    assert said["documents"] == said["articles"] - refused


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (Drop(heard=False), IndexUnavailable),
        (Drop(heard=True), IndexUnavailable),
        (BUSY, IndexUnavailable),
        (Answer(502, b"<html>Bad Gateway</html>", "text/html"), IndexUnavailable),
        (FULL, SearchError),
        (Answer.error(403, "cluster_block_exception"), SearchError),
        (Answer.error(401, "security_exception"), SearchError),
        (Answer.error(403, "security_exception"), SearchError),
        (Answer.error(404, "index_not_found_exception"), SearchError),
        (PAGE, SearchError),
    ],
    ids=["gone", "gone after writing", "storm", "gateway", "full disk", "read-only", "password", "rights",
         "no index", "html"],
)  # fmt: skip
def test_a_sync_that_broke_off_is_gone_on_with(run, store, server_address, proxy, opened, fault, problem):
    feed = Feed(store, opened, server_address)
    first = feed.lag().behind

    def break_off(*_: int) -> None:  # after the first batch
        proxy.spoil("_bulk", *[fault] * 50)

    with pytest.raises(SearchError) as caught:
        feed.sync(on_progress=break_off)
    assert isinstance(caught.value, IndexUnavailable) == (problem is IndexUnavailable)
    assert "\n" not in str(caught.value)
    assert 0 < feed.lag().behind < first  # what was acknowledged stays so, the rest does not
    assert feed.lag().dead == 0  # a fault of the server is none of a document
    proxy.heal()
    feed.sync()
    agree(run, server_address)


def test_answers_that_come_too_late_are_written_once(run, store, server_address, proxy, opened):
    opened._server._client = opened._server._client.options(request_timeout=1.0)
    proxy.spoil("_bulk", Slow(2), Slow(2))
    feed = Feed(store, opened, server_address)
    assert feed.sync(patience=60).refused == 0
    agree(run, server_address)


def test_an_index_that_somebody_deletes_in_mid_sync_is_fed_from_the_start(run, store, server_address, opened):
    feed = Feed(store, opened, server_address)

    def delete(*_: object) -> None:
        opened._server.request("DELETE", f"/{opened.info().details['index']}")

    with pytest.raises(SearchError, match="was deleted"):
        feed.sync(on_progress=delete)
    assert run(server_address, "sync").exit_code == 0
    agree(run, server_address)


def test_a_poison_document_keeps_no_other_back_and_can_be_replayed(run, store, server_address, opened):
    name = opened.info().details["index"]
    limit = {"index.mapping.nested_objects.limit": 0}
    opened._server.request("PUT", f"/{name}/_settings", limit)
    from tests.indexer.search.elastic.test_feed import byline

    keep(store, article(3, bylines=(byline("秦望江"),)))
    Feed(store, opened, server_address).sync()
    refused = run(server_address, "dead", "list", "--json")
    assert [one["id"] for one in json.loads(refused.stdout)] == [IDS[3]]
    verified = Verifier(store, opened, server_address).verify()
    assert (verified.open, verified.refused) == (0, 1)  # its older version stays, and is no difference
    assert run(server_address, "dead", "replay").exit_code == 4
    opened._server.request("PUT", f"/{name}/_settings", {"index.mapping.nested_objects.limit": None})
    assert run(server_address, "dead", "replay").exit_code == 0
    agree(run, server_address)


def test_a_real_write_block_stops_the_sync_until_it_is_lifted(run, server_address, opened):
    name = opened.info().details["index"]
    opened._server.request("PUT", f"/{name}/_settings", {"index.blocks.read_only_allow_delete": True})
    result = run(server_address, "sync")
    assert (result.exit_code, "is read-only" in result.stderr) == (3, True)
    opened._server.request("PUT", f"/{name}/_settings", {"index.blocks.read_only_allow_delete": None})
    assert run(server_address, "sync").exit_code == 0
    agree(run, server_address)


def test_a_mapping_that_the_server_refuses_makes_no_index(run, elasticsearch_server, proxy):
    """Another template of the same priority wants the same names."""
    prefix = "refused"  # where no template is yet
    server_address = f"{elasticsearch_server}/{prefix}"
    server = ElasticIndex.open(f"{proxy.address}/other-{prefix}", create=True)
    theirs = {"index_patterns": [f"{prefix}-a*"], "priority": 500}
    server._server.request("PUT", f"/_index_template/theirs-{prefix}", theirs)
    for call in ("create", "sync", "rebuild"):
        result = run(server_address, call)
        assert (result.exit_code, f"theirs-{prefix}" in result.stderr) == (3, True), result.output
        assert result.stderr.count("\n") == 1
    assert server._server.request("GET", f"/{prefix}-*/_alias") == {}
    server._server.request("DELETE", f"/_index_template/theirs-{prefix}")
    server._server.request("DELETE", f"/{server.info().details['index']}")
    server.close()
    assert run(server_address, "sync").exit_code == 0
    agree(run, server_address)


def test_a_server_without_room_for_another_index_says_so(run, server_address, opened):
    """The old index answers on, and the rebuild is done when there is room."""
    settings = {"persistent": {"cluster.max_shards_per_node": 1}}
    opened._server.request("PUT", "/_cluster/settings", settings)
    try:
        result = run(server_address, "rebuild")
    finally:
        opened._server.request(
            "PUT", "/_cluster/settings", {"persistent": {"cluster.max_shards_per_node": None}}
        )
    assert (result.exit_code, "maximum" in result.stderr) == (3, True), result.stderr
    assert run(server_address, "rebuild").exit_code == 0
    agree(run, server_address)
