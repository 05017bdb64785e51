"""Every index cuts a text into the same tokens, so that a phrase has the same hits on each."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from indexer.search import Phrase, Query, open_index
from indexer.search.language.parser import parse
from indexer.search.text.fold import words
from tests.indexer.search.conftest import writes

AT_ONCE = 2_000  # characters in one request, up to four tokens each: a server gives at most ten thousand


def found(index, phrase: str) -> list[str]:
    return [hit.document["title"] for hit in index.search(Query(root=Phrase(phrase)), limit=50).hits]


@pytest.mark.parametrize(("title", "finding", "missing"), [
    # what numbers an item is no part of the word behind it
    ("①2021年②GDP⑩A股", ["2021年", "GDP", "a股", "年gdp", "①2021", "年②gdp⑩a"], ["12021", "1", "2gdp"]),
    ("⑴经济⒈文化❶教育㉑", ["经济文化", "化教育", "⑴经济", "化❶教", "文化㉑教"], ["1经济", "1", "21"]),
    ("㈠经济㊁文化㆔", ["一经济", "济二文", "㈠经", "化三", "㊁"], ["经济文化"]),
    ("占地5m²约½亩CO₂", ["5m2", "5m²", "约亩", "约½亩", "co2", "CO₂"], ["5m", "2亩", "co"]),
    # numbers as people write them
    ("产值1,234.5亿，增12,000人", ["1234.5亿", "1,234.5亿", "1２３4", "增12000人"], ["12345", "增1200人"]),
    ("产值1234.5亿元", ["1,234.5亿", "1234.5亿元"], ["1,234.6"]),
    ("启动Ⅲ级响应", ["III级", "Ⅲ级", "iii级响应"], ["II级", "IIII级"]),
    ("启动III级响应", ["III级", "Ⅲ级"], ["Ⅱ级"]),
    ("面积120㎡，气温35℃", ["120m2", "120㎡", "㎡", "35℃", "温35°C", "120", "35"], ["120㎥", "35岁", "35℉"]),
    ("面积120m2，年35岁", ["120m2", "120㎡", "120m²", "35岁"], ["35℃", "120m3"]),
    # symbols that are letters to one tokenizer and characters to another
    ("佐々木A々1时时々々", ["佐々木", "佐々", "a々1", "々", "时々々", "A", "1"], ["佐木", "a1", "时a"]),
    ("かなカタカナabc", ["かなカタカナabc"], ["abc", "カナ"]),
    ("연변한국어GDP 조선", ["연변한국어gdp 조선", "조선"], ["한국", "gdp"]),
    ("İstanbul之行", ["istanbul", "İSTANBUL之行"], ["stanbul"]),
    # Han that was given a code late
    ("王\u9ffc䶿\U0002a6df\U00030edd\U00031350\U0002ebf0三", [
        "王\u9ffc䶿", "\u9ffc", "䶿\U0002a6df", "\U00030edd", "\U00031350", "\U0002ebf0三",
    ], ["王三", "王䶿"]),
    ("Ⅱ期ⅳ型第〇号", ["ⅱ期", "Ⅳ型", "第〇号"], ["期型", "第号"]),
    ("ab" * 130 + "完", ["ab" * 130, "ab" * 130 + "完"], ["ab", "b完"]),
])  # fmt: skip
def test_a_phrase_has_the_same_hits(make_index, title, finding, missing):
    index = make_index([{"id": "0" * 32, "title": title}])
    assert [phrase for phrase in finding if found(index, phrase) != [title]] == []
    assert [phrase for phrase in missing if found(index, phrase)] == []


@pytest.mark.parametrize(("title", "finding", "missing"), [
    ("长江长江", ["长江 PRE/0 长江"], ["长江 PRE/9 长江 PRE/9 长江"]),
    ("长江与长江、长江", ["长江 PRE/1 长江", "长江 PRE/1 长江 PRE/1 长江"], ["与 PRE/9 与"]),
    ("江江江", ["江 PRE/0 江 PRE/0 江", "江江 PRE/0 江"], ["江江 PRE/9 江江"]),
    ("Ⅲ级升III级", ["Ⅲ级 PRE/1 III级", "III级 NEAR/1 Ⅲ级", "Ⅲ级 PRE/1 Ⅲ级"], ["Ⅲ级 PRE/0 III级"]),
])  # fmt: skip
def test_a_word_is_near_itself_where_it_stands_twice(make_index, title, finding, missing):
    index = make_index([{"id": "0" * 32, "title": title}])
    assert [query for query in finding if index.count(parse(query)) != 1] == []
    assert [query for query in missing if index.count(parse(query))] == []


@pytest.fixture(scope="module")
def ask(elasticsearch_server, corpus):
    """`ask("_search", body)` of an index with the corpus."""
    with open_index(f"{elasticsearch_server}/tokens", create=True) as index:
        assert index.write(writes(corpus)) == []
        name = index.info().details["index"]
        yield lambda what, body: index._server.request("POST", f"/{name}/{what}", body)


@pytest.mark.server
def test_a_server_cuts_at_every_character_as_the_embedded_index(ask):
    """All that this Python's Unicode has: doubled, between letters and digits."""
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    texts = [f"a{one}{one}1" for one in every if unicodedata.category(one) not in ("Cn", "Co", "Cs")]
    for start in range(0, len(texts), AT_ONCE):
        text = " ".join(texts[start : start + AT_ONCE])
        tokens = ask("_analyze", {"analyzer": "zh_chars", "text": text})["tokens"]
        assert [token["token"] for token in tokens] == words(text)


@pytest.mark.server
@pytest.mark.parametrize("word", ["长江", "今天", "gdp", "长"])
def test_who_asks_a_server_for_a_word_gets_that_word(ask, corpus, word):
    """With the plainest query there is, as other programs send it: pairs, not characters anywhere."""
    body = {"query": {"match": {"body": {"query": word, "operator": "and"}}}, "size": 50}
    hits = {hit["_id"] for hit in ask("_search", body)["hits"]["hits"]}
    assert hits
    assert hits == {one["id"] for one in corpus if " ".join(words(word)) in " ".join(words(one["body"]))}
