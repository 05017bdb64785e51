"""What marks some hits, what is alike, and what is sent: the same on every index, as far as engines allow."""

from __future__ import annotations

import json
import random

import pytest

from indexer.search import Phrase, Query, UnknownDocument
from indexer.search.language.parser import parse

POOL = "春夏秋冬晨暮山川湖海桥路灯火风雨云雪花草树木石泉村镇街巷门窗茶酒米面书画琴棋歌舞旗鼓舟车马羊"


def article(number: int, title: str, body: str, **more):
    return {"id": f"{number:032x}", "title": title, "body": body, "site": "jianghe", **more}


@pytest.fixture(scope="module")
def documents():
    """Eight articles in which 江豚 and 渔民 stand among other characters each time, and sixteen others."""
    lot = random.Random(7)

    def some():
        return "".join(lot.sample(POOL, 5))

    rivers = [
        article(n, f"长江{some()}", f"{some()}江豚{some()}，记者{some()}。{some()}渔民{some()}。")
        for n in range(1, 9)
    ]
    rails = [
        article(n, f"铁路{some()}", f"{some()}隧道{some()}，记者{some()}。{some()}旅客{some()}。")
        for n in range(20, 36)
    ]
    return [*rivers, *rails]


@pytest.fixture
def index(make_index, documents):
    return make_index(documents)


def test_terms_mark_the_hits_and_say_nothing_of_the_query(index):
    texts = [one.text for one in index.terms(parse("长江"), limit=50)]
    assert set(texts[:2]) == {"江豚", "渔民"}, texts
    assert "长江" not in texts
    assert "记者" not in texts, "what stands everywhere marks nothing"


def test_a_term_is_counted_exactly(index):
    for one in index.terms(parse("长江"), limit=10):
        assert one.everywhere == index.count(Query(root=Phrase(one.text)))
        assert 0 < one.found <= min(one.everywhere, 8)
    scores = [one.score for one in index.terms(parse("长江"), limit=10)]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("limit", [0, -1, 1, 2])
def test_as_many_terms_as_asked_for(index, limit):
    assert len(index.terms(parse("长江"), limit=limit)) == max(limit, 0)


def test_no_hits_no_terms(index):
    assert index.terms(parse("没有这样的词")) == ()


def test_an_empty_index_has_no_terms(make_index):
    assert make_index().terms(Query()) == ()


def test_what_is_alike_shares_what_is_telling(index, documents):
    found = index.similar(documents[0]["id"], limit=7)
    assert [hit.id for hit in found.hits] != []
    assert {hit.id for hit in found.hits} == {one["id"] for one in documents[1:8]}
    assert documents[0]["id"] not in {hit.id for hit in found.hits}
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert found.hits[0].document in documents


@pytest.mark.parametrize("limit", [-1, 0, 1, 10**12])
def test_as_many_alike_as_asked_for(index, documents, limit):
    everything = index.similar(documents[0]["id"], limit=1000)
    found = index.similar(documents[0]["id"], limit=limit)
    assert found.total == everything.total == len(everything.hits) >= 7
    assert found.hits == everything.hits[: max(limit, 0)]


def test_terms_are_printed_as_they_stand(make_index):
    """Not as they are folded, and without what only stands in a longer one."""
    texts = ["船过三峽大壩，水涨。", "人说三峽大壩、船闸。", "看三峽大壩去。"]
    others = ["山高。", "路远。", "天晴。", "云多。"]
    numbered = enumerate([*texts, *others])
    index = make_index([article(n, "渡口" if n < 3 else "车站", text) for n, text in numbered])
    if index.info().details.get("words", "none") != "none":
        pytest.skip("this server gives words, which it has folded")
    assert [one.text for one in index.terms(parse("渡口"), limit=1)] == ["三峽大壩"]
    assert not {"三峽", "大壩", "三峽大", "峽大壩"} & {one.text for one in index.terms(parse("渡口"))}


def test_nothing_is_alike_to_what_shares_nothing(make_index):
    index = make_index([article(1, "孤舟", "独钓寒江雪。"), article(2, "山火", "火势已经扑灭。")])
    assert index.similar(article(1, "", "")["id"]).hits == ()


@pytest.mark.parametrize("unknown", ["", "f" * 32, "../x", "渡口"])
def test_an_unknown_document_is_named(index, unknown):
    with pytest.raises(UnknownDocument):
        index.similar(unknown)


def test_the_request_finds_what_the_search_finds(index, backend):
    query = parse("长江 -title:铁路 site:jianghe")
    said = index.explain(query)
    if backend is None:
        assert said is None
        return
    first, body = said.split("\n", 1)
    method, path = first.split()
    found = index.search(query)  # first: it lets the server show what was just written
    answer = index._server.request(method, path.partition("?")[0], json.loads(body))
    assert [hit["_id"] for hit in answer["hits"]["hits"]] == [hit.id for hit in found.hits]
    assert answer["hits"]["total"] == {"value": found.total, "relation": "eq"}
