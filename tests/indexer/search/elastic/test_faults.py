"""A server that is overloaded, drops connections, answers late or with something else: nothing is lost."""

from __future__ import annotations

import json
import time
import uuid

import pytest

from indexer.search import IndexUnavailable, Keyword, Phrase, Query, SearchError, Write, open_index
from indexer.search.elastic.client import Address, Server
from indexer.search.elastic.generations import current
from indexer.search.elastic.index import ElasticIndex
from indexer.search.elastic.login import Login
from tests.indexer.search.elastic.asking import ASKED
from tests.servers import free_port
from tests.servers.proxy import Answer, Changed, Drop, Slow, proxy_to

pytestmark = pytest.mark.server
BUSY = Answer.error(429, "es_rejected_execution_exception")


@pytest.fixture(scope="module")
def index_prefix(elasticsearch_server) -> str:
    """Of one index for all tests here, since making one takes long; each has a `site` of its own in it."""
    open_index(f"{elasticsearch_server}/faults", create=True).close()
    return "faults"


@pytest.fixture
def proxy(elasticsearch_server):
    with proxy_to(elasticsearch_server) as made:
        yield made


@pytest.fixture
def index(proxy, index_prefix):
    """An index that is asked through the proxy; waits at most 3 s for an overloaded server."""
    with ElasticIndex.open(f"{proxy.address}/{index_prefix}", patience=3) as opened:
        proxy.seen.clear()
        yield opened
        proxy.heal()


@pytest.fixture
def writes():
    """`writes(3)` gives three documents of the test's own site."""
    site = uuid.uuid4().hex[:16]

    def make(number: int, **more: object) -> list[Write]:
        fixed = {"site": site, "title": "渡口", "body": "船。", "change": 1} | more
        ids = [f"{site}{n:016x}" for n in range(number)]
        return [Write(id=one, version=1, document={"id": one} | fixed) for one in ids]

    return make


def held(index, writes) -> int:
    """How many documents of the test's own the index holds."""
    return index.count(Query(root=Keyword("site", writes(1)[0].document["site"])))


def sent_ids(body: bytes) -> list[str]:
    return [json.loads(line)["index"]["_id"] for line in body.splitlines()[::2]]


def mark_busy(*places: int):
    """Makes the answer say that the documents at these places were not taken."""

    def change(answer) -> None:
        for place in places:
            error = {"type": "es_rejected_execution_exception", "reason": "queue is full"}
            answer["items"][place]["index"] = {"status": 429, "error": error}

    return Changed(change)


@pytest.mark.parametrize(
    "faults",
    [
        [BUSY] * 3,
        [Answer.error(503, "no_shard_available_action_exception")],
        [Answer(502, b"<html>Bad Gateway</html>", "text/html"), Answer(504, b"", "text/plain")],
        [Drop(heard=False)],
        [Drop(heard=True)],  # the server has written them and we do not know
        [Drop(heard=True), BUSY, Drop(heard=False)],
    ],
    ids=["storm", "unavailable", "gateway", "dropped unheard", "dropped in mid-answer", "all"],
)
def test_writes_again_until_every_document_is_in(index, proxy, faults, writes):
    proxy.spoil("_bulk", *faults)
    assert index.write(writes(20)) == []
    assert held(index, writes) == 20
    assert len(proxy.bodies("_bulk")) == len(faults) + 1


def test_sends_again_only_what_was_not_taken(index, proxy, writes):
    proxy.spoil("_bulk", mark_busy(3, 7), mark_busy(1))
    assert index.write(writes(10)) == []
    ids = [one.id for one in writes(10)]
    assert [sent_ids(body) for body in proxy.bodies("_bulk")] == [ids, [ids[3], ids[7]], [ids[7]]]


def test_a_storm_without_end_is_told_and_can_be_repeated(index, proxy, writes):
    proxy.spoil("_bulk", *[BUSY] * 50)
    started = time.monotonic()
    with pytest.raises(IndexUnavailable, match="overloaded"):
        index.write(writes(5))
    assert time.monotonic() - started < 3.5
    proxy.heal()
    assert index.write(writes(5)) == []
    assert held(index, writes) == 5


def test_an_answer_for_too_few_documents_counts_for_none(index, proxy, writes):
    proxy.spoil("_bulk", Changed(lambda answer: answer["items"].pop()))
    assert index.write(writes(5)) == []
    assert [len(sent_ids(body)) for body in proxy.bodies("_bulk")] == [5, 5]


def test_a_request_that_is_too_large_is_halved(index, proxy, writes):
    proxy.largest = 1_000
    big = writes(1, body="江" * 2_000)[0]
    (refused,) = index.write([*writes(30)[1:], big])
    assert (refused.write, refused.error_type) == (big, "content_too_long_exception")
    proxy.heal()
    assert held(index, writes) == 29


@pytest.mark.parametrize("status", [200, 403, 404])
def test_a_page_of_html_is_no_search_server(index, proxy, status):
    def ask() -> None:
        proxy.spoil("/", Answer(status, b"<html><h1>Welcome</h1></html>", "text/html"))
        index.search(Query(root=Phrase("渡口")))

    with pytest.raises(SearchError, match=r"not with JSON|was deleted") as caught:
        ask()
    assert "\n" not in str(caught.value)


def test_a_web_site_in_its_place_is_not_opened(proxy):
    proxy.spoil("/", Answer(200, b"<html></html>", "text/html"))
    with pytest.raises(SearchError, match="no Elasticsearch, or a proxy"):
        open_index(proxy.address)


def test_nobody_there():
    with pytest.raises(IndexUnavailable, match=r"cannot be reached .*is the server running"):
        open_index(f"http://127.0.0.1:{free_port()}")


def test_a_late_answer_is_not_waited_for(index, proxy, writes):
    server = Server(Address.parse(f"{proxy.address}/{index._server.address.prefix}"), Login(), seconds=0.3)
    with ElasticIndex(server, current(server), patience=0.5) as hasty:
        for ask in (lambda: hasty.count(Query()), lambda: hasty.write(writes(2))):
            proxy.spoil("_count", Slow(1))
            proxy.spoil("_bulk", *[Slow(1)] * 3)
            with pytest.raises(IndexUnavailable, match=r"did not answer in 0\.3 s"):
                ask()


@pytest.mark.parametrize("block", ["read_only_allow_delete", "write", "read_only"])
def test_a_read_only_index_stops_the_writing_and_says_so(index, writes, block):
    name = index.info().details["index"]
    blocked = {"index.blocks." + block: True}
    index._server.request("PUT", f"/{name}/_settings", blocked)
    started = time.monotonic()
    with pytest.raises(SearchError, match=r"read-only .*lift the block") as caught:
        index.write(writes(3))
    assert time.monotonic() - started < 2
    assert not isinstance(caught.value, IndexUnavailable)  # repeating would not help
    index._server.request("PUT", f"/{name}/_settings", {"index.blocks." + block: None})
    assert index.write(writes(3)) == []


@pytest.mark.parametrize("status", [400, 403, 404, 429])
def test_a_scan_goes_on_where_no_point_in_time_is_given(index, proxy, writes, status):
    assert index.write(writes(10)) == []
    proxy.spoil("_pit", Answer.error(status, "not_today_exception"))
    assert scanned(index, writes) == sorted(one.id for one in writes(10))
    assert len(proxy.bodies("-articles/_search")) == 4


def test_a_scan_goes_on_when_its_point_in_time_ends(index, proxy, writes):
    assert index.write(writes(10)) == []
    proxy.spoil("/_search", Slow(0), Answer.error(404, "search_context_missing_exception"))
    assert scanned(index, writes) == sorted(one.id for one in writes(10))
    assert len(proxy.bodies("-articles/_search")) == 3


def scanned(index, writes) -> list[str]:
    """The ids of the test's own documents, as a scan hands them out."""
    mine = Query(root=Keyword("site", writes(1)[0].document["site"]))
    portions = list(index.scan(mine, batch=3))
    assert {portion.total for portion in portions} == {10}
    return [hit.id for portion in portions for hit in portion.hits]


def say_failed(answer) -> None:
    """As a server answers of which one of three shards has failed, or that could not look a document up."""
    if "_shards" in answer:
        failure = {"reason": {"type": "node_disconnected_exception", "reason": "by test"}}
        answer["_shards"] = {"total": 3, "successful": 2, "failed": 1, "failures": [failure]}
    for one in answer.get("docs", ()):
        one["error"] = {"type": "no_shard_available_action_exception", "reason": "by test"}


def say_away(answer) -> None:
    """Without an error: the shard has no node."""
    if "_shards" in answer:
        answer["_shards"] = {"total": 3, "successful": 2, "failed": 0}
    for one in answer.get("docs", ()):
        one["error"] = {"type": "no_shard_available_action_exception"}


@pytest.mark.parametrize("say", [say_failed, say_away])
@pytest.mark.parametrize("asked", ASKED)
def test_an_answer_for_a_part_of_the_index_is_none(index, proxy, writes, asked, say):
    assert index.write(writes(3)) == []
    ids = [one.id for one in writes(3)]
    ASKED[asked](index, ids)
    for path in ("_search", "_count", "_mget"):
        proxy.spoil(path, *[Changed(say)] * 20)
    with pytest.raises(IndexUnavailable, match=r"for the whole index now .*(1 of 3 shards|no_shard_avail)"):
        ASKED[asked](index, ids)


def test_an_answer_whose_time_ran_out_is_none(index, proxy):
    proxy.spoil("_search", Changed(lambda answer: answer.update(timed_out=True)))
    with pytest.raises(IndexUnavailable, match="the time ran out before every shard"):
        index.facet(Query(), "site")


@pytest.mark.parametrize("status", [502, 503])
def test_a_scan_goes_on_when_the_node_of_its_point_in_time_is_gone(index, proxy, writes, status):
    assert index.write(writes(10)) == []
    proxy.spoil("/_search", Slow(0), Answer.error(status, "search_phase_execution_exception"))
    assert scanned(index, writes) == sorted(one.id for one in writes(10))
    assert len(proxy.bodies("-articles/_search")) == 3
