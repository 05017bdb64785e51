"""What a server does with single documents: versions of our own, what only it refuses, pages far down."""

from __future__ import annotations

import pytest

from indexer.search import Phrase, Query, Write, open_index
from indexer.search.elastic import bulk
from indexer.search.language.parser import parse
from tests.indexer.search.conftest import writes

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def index(elasticsearch_server, corpus):
    with open_index(f"{elasticsearch_server}/documents", create=True) as made:
        assert made.write(writes(corpus)) == []
        yield made


def write(document_id: str, version: int = 1, **fields: object) -> Write:
    document = {"id": document_id, "title": "水文站", "body": "水位。", "change": version} | fields
    return Write(id=document_id, version=version, document=document)


# Elasticsearch's name, and OpenSearch's.
PARSING = "document_parsing_exception|mapper_parsing_exception"


@pytest.mark.parametrize(
    ("poison", "error_type"),
    [
        (write("e" * 32, published_first_day="2021-05-23T21:51"), PARSING),
        (write("e" * 600), "action_request_validation_exception|illegal_argument_exception"),
        (write("e" * 32, revision=2**40), PARSING),
    ],
    ids=["date", "id", "number"],
)
def test_poison_is_refused_and_its_neighbours_are_written(index, poison, error_type):
    good = [write(f"{n:032x}") for n in range(7)]
    (refused,) = index.write([*good[:3], poison, *good[3:]])
    assert refused.write == poison
    assert refused.error_type in error_type.split("|")
    assert refused.reason
    assert [index.get(one.id) for one in good] == [one.document for one in good]


def test_the_change_is_the_version_that_the_server_counts_by(index):
    index.write([write("d" * 32, version=41)])
    index.write([write("d" * 32, version=40, title="晚到")])
    alias = index._server.address.alias
    (found,) = index._server.request("POST", f"/{alias}/_mget", {"ids": ["d" * 32]})["docs"]
    assert (found["_version"], found["_source"]["title"]) == (41, "水文站")


def test_a_batch_is_cut_by_number_and_by_size(index, monkeypatch):
    sizes = []
    monkeypatch.setattr(bulk, "MOST_DOCUMENTS", 20)
    monkeypatch.setattr(bulk, "MOST_BYTES", 2_000)
    send = bulk._send
    monkeypatch.setattr(bulk, "_send", lambda s, a, chunk: (sizes.append(len(chunk)), send(s, a, chunk))[1])
    ids = [f"c{n:031x}" for n in range(100)]
    assert index.write([write(one, body="河" * (n % 50)) for n, one in enumerate(ids)]) == []
    assert (sum(sizes), max(sizes) <= 20, len(sizes) > 5) == (100, True, True)
    assert all(index.get(one) for one in ids)


@pytest.mark.parametrize("sort", ["score", "date", "-date"])
def test_pages_beyond_the_servers_window_follow_without_double_or_gap(index, monkeypatch, sort):
    query = parse("一 OR 的 OR 江", sort=sort)
    whole = [hit.id for hit in index.search(query, limit=100).hits]
    monkeypatch.setattr("indexer.search.elastic.index._WINDOW", 7)
    for limit in (1, 3, 6):
        paged = [
            hit.id
            for start in range(0, len(whole), limit)
            for hit in index.search(query, limit=limit, offset=start).hits
        ]
        assert paged == whole
    past = index.search(query, limit=3, offset=len(whole) + 20)
    assert (past.total, past.hits) == (len(whole), ())


def test_a_query_of_all_sizes_is_answered_or_refused_in_a_sentence(index):
    assert index.count(Query(root=Phrase("江" * 5_000))) == 0
    assert index.get("../_all") is None
    assert index.get("") is None
