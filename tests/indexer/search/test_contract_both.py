"""The same question to both indexes: the same documents, nearly the same order, the same marks."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from indexer.search import And, Dates, Keyword, Not, Or, Phrase, Query, open_index
from indexer.search.elastic import template
from indexer.search.language.parser import parse
from tests.indexer.search.conftest import writes
from tests.servers import chosen

pytestmark = pytest.mark.server
EVERYTHING = 1000
WORDS = [
    "长江",
    "長江經濟帶",
    "武汉",
    "的",
    "一",
    "江",
    "GDP",
    "７.2％",
    "长沙，经济",
    "茶香",
    "山",
    "二十大精神",
    "公路",
    "渔",
    "老人",
    "没有这样的词",
    "，。",
    "hello",
    "21年",
    "2021年",
    "不要开发",
    "𠮷田",
    "乾隆",
]
KEYWORDS = [
    ("site", "jianghe"),
    ("province", "湖北"),
    ("kind", "video"),
    ("people", "方知非"),
    ("city", "长沙"),
]
DAYS = ["2016-01-30", "2021-05-23", "2021-06-01", "2022-08-15", "2023-01-01"]
QUESTIONS = [
    "长江",
    "武汉",
    "的",
    "一",
    "江 水",
    "长江 OR 湘江",
    "大会 武汉",
    "GDP",
    "老人",
    "公路",
    "他说",
    "每天",
    "山",
    "长江 -武汉",
    "title:江",
    "body:茶",
    "湖 OR 河 OR 江",
    "经济",
    "2021年",
    "一天",
    "人",
    "城",
    "不要开发，要保护",
]

leaves = some.one_of(
    some.builds(Phrase, some.sampled_from(WORDS)),
    some.builds(
        Phrase, some.sampled_from(WORDS), some.sampled_from([("title",), ("body",), ("title", "summary")])
    ),
    some.builds(lambda pair: Keyword(*pair), some.sampled_from(KEYWORDS)),
    some.builds(Dates, some.none() | some.sampled_from(DAYS), some.none() | some.sampled_from(DAYS)),
)
trees = some.recursive(
    leaves,
    lambda inner: (
        some.builds(Not, inner)
        | some.builds(lambda parts: And(tuple(parts)), some.lists(inner, min_size=1, max_size=3))
        | some.builds(lambda parts: Or(tuple(parts)), some.lists(inner, min_size=1, max_size=3))
    ),
    max_leaves=6,
)


@pytest.fixture(
    scope="module", params=[(name, plain) for name in chosen() for plain in (False, True)], ids=str
)
def both(request, search_servers, tmp_path_factory, corpus):
    """The corpus in the embedded index and on a server, `plain` as one that has no dictionary of words."""
    name, plain = request.param
    server = search_servers(name).address
    with pytest.MonkeyPatch.context() as patch:
        if plain:
            patch.setattr(template, "word_tokenizer", lambda _: None)
        addresses = (str(tmp_path_factory.mktemp("both") / "index"), f"{server}/both-{plain}".lower())
        opened = [open_index(address, create=True) for address in addresses]
    assert ("none" in opened[1].info().details["words"]) == plain
    for index in opened:
        assert index.write(writes(corpus)) == []
    yield tuple(opened)
    for index in opened:
        index.close()


@pytest.fixture
def words_count(both) -> bool:
    """Whether a dictionary's words decide about the server's order, which they do not on the embedded."""
    return both[1].info().details["words"] != "none"


def ids(index, query: Query, limit: int = EVERYTHING) -> list[str]:
    return [hit.id for hit in index.search(query, limit=limit, highlight=False).hits]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(root=trees)
def test_the_same_documents(both, root):
    embedded, server = (set(ids(index, Query(root=root))) for index in both)
    assert embedded == server
    assert len(embedded) == both[0].count(Query(root=root)) == both[1].count(Query(root=root))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(root=trees, sort=some.sampled_from(["date", "-date"]))
def test_the_same_order_by_date(both, root, sort):
    embedded, server = (ids(index, Query(root=root, sort=sort)) for index in both)
    assert embedded == server


@pytest.mark.parametrize("text", QUESTIONS)
def test_nearly_the_same_order_by_score(both, words_count, text):
    embedded, server = (ids(index, parse(text), limit=10) for index in both)
    assert words_count or embedded[:1] == server[:1]
    assert len(set(embedded) & set(server)) >= min(8, len(embedded))


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_same_marks(both, text):
    embedded, server = (
        {hit.id: hit.highlights for hit in index.search(parse(text), limit=EVERYTHING).hits} for index in both
    )
    assert embedded == server


@pytest.mark.parametrize("text", ["长江", "武汉", "长江 OR 湘江", "title:江", "province:湖北"])
def test_the_same_terms_where_no_dictionary_is(both, words_count, text):
    embedded, server = ({one.text: one for one in index.terms(parse(text), limit=50)} for index in both)
    assert embedded
    shared = embedded.keys() & server.keys()
    assert words_count or len(shared) >= 0.8 * max(len(embedded), len(server))
    assert [embedded[term] for term in shared] == [server[term] for term in shared]


@pytest.mark.parametrize("place", [0, 1, 2, 9])
def test_nearly_the_same_are_alike(both, corpus, place):
    embedded, server = ([hit.id for hit in index.similar(corpus[place]["id"]).hits] for index in both)
    assert embedded[:1] == server[:1]
