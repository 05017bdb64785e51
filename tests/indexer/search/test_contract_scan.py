"""What every index must hand out alike when all hits are asked for in turn."""

from __future__ import annotations

import pytest

from indexer.search import Phrase, Query, SearchError, Write
from indexer.search.language.parser import parse
from tests.indexer.search.conftest import writes
from tests.indexer.server_addresses import delete


def ids(portions) -> list[str]:
    return [hit.id for portion in portions for hit in portion.hits]


@pytest.mark.parametrize("text", ["*", "长江", "-长江", "province:湖北", "没有这样的词"])
@pytest.mark.parametrize("batch", [1, 3, 34, 500, 10**12])
def test_every_hit_once_ordered_by_id(corpus_index, corpus, text, batch):
    query = Query() if text == "*" else parse(text)
    wanted = sorted(hit.id for hit in corpus_index.search(query, limit=1000).hits)
    portions = list(corpus_index.scan(query, batch=batch))
    assert ids(portions) == wanted
    assert all(portion.total == len(wanted) and len(portion.hits) <= batch for portion in portions)
    held = {one["id"]: one for one in corpus}
    assert all(hit.document == held[hit.id] for portion in portions for hit in portion.hits)


def test_goes_on_behind_any_portion(corpus_index, corpus):
    wanted = sorted(one["id"] for one in corpus)
    for portion in corpus_index.scan(Query(), batch=7):
        rest = wanted[wanted.index(portion.after) + 1 :]
        resumed = list(corpus_index.scan(Query(), after=portion.after, batch=5))
        assert ids(resumed) == rest
        assert {one.total for one in resumed} == {len(wanted)}
    (end,) = corpus_index.scan(Query(), after=wanted[-1])
    assert (end.hits, end.total, end.after) == ((), len(wanted), wanted[-1])


def test_nothing_to_hand_out_is_one_empty_portion(make_index):
    (portion,) = make_index().scan(Query())
    assert (portion.hits, portion.total, portion.after) == ((), 0, "")


@pytest.mark.parametrize("after", ["0", "zzz", "渡口", "\ud800", '"}', "f" * 5000])
def test_any_text_is_a_place_to_go_on_from(corpus_index, after):
    assert len(ids(corpus_index.scan(Query(), after=after))) <= 34


def test_ids_that_begin_alike_come_each_once(make_index, monkeypatch):
    monkeypatch.setattr("indexer.search.embedded.aggregations._WINDOW", 4)
    alike = [f"{'a' * 20}{number:012x}" for number in range(30)]
    index = make_index([{"id": one, "title": "渡口"} for one in ["0" * 32, *alike, "f" * 32]])
    wanted = ["0" * 32, *alike, "f" * 32]
    assert ids(index.scan(Query(), batch=7)) == wanted
    assert ids(index.scan(Query(), after=alike[11], batch=7)) == wanted[13:]


def test_a_scan_sees_the_index_as_it_was_when_it_began(make_index):
    documents = [{"id": f"{number:032x}", "title": "渡口"} for number in range(20)]
    with make_index(documents[::2]) as index:
        scan = index.scan(Query(root=Phrase("渡口")), batch=3)
        found = [next(scan)]
        index.write(writes(documents[1::2]))
        index.write([Write(id=documents[8]["id"], version=2, document=documents[8] | {"title": "码头"})])
        found += scan
        assert ids(found) == [one["id"] for one in documents[::2]]
        assert {portion.total for portion in found} == {10}


def test_an_index_deleted_meanwhile_is_said(make_index):
    with make_index([{"id": f"{number:032x}", "title": "渡口"} for number in range(9)]) as index:
        if index.info().kind == "embedded":
            pytest.skip("an open embedded index keeps its files until the scan ends")
        scan = index.scan(Query(), batch=3)
        next(scan)
        delete(index.info().address)
        with pytest.raises(SearchError, match="was deleted"):
            list(scan)
