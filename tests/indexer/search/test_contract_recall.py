"""Every run of one to eight characters finds the article it stands in, on every index."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from indexer.search import And, Keyword, Node, Phrase, Query

LONGEST = 8  # characters, or words of Latin letters
AT_ONCE = 100  # phrases in a query: all of them must hold
# Cut here by a rule of its own: what the indexes share could be wrong in both.
HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")


def runs(text: str) -> Iterator[str]:
    """`长沙，经济` gives 长, 长沙, `长沙，经`, 长沙经 …: as printed, and without what lies between."""
    tokens = list(TOKEN.finditer(text))
    for first in range(len(tokens)):
        for last in range(first, min(first + LONGEST, len(tokens))):
            run = [token.group() for token in tokens[first : last + 1]]
            yield text[tokens[first].start() : tokens[last].end()]
            yield ("" if TOKEN.findall("".join(run)) == run else " ").join(run)


@pytest.mark.parametrize("field", ["title", "body"])
def test_every_run_finds_its_article(corpus_index, corpus, field):
    missed = [
        (one["title"], run)
        for one in corpus
        for some in in_parts(sorted(set(runs(one[field]))))
        for run in missing(corpus_index, one["id"], [Phrase(run) for run in some])
    ]
    assert missed == []


def missing(index, document_id: str, phrases: list[Phrase]) -> list[str]:
    """The phrases that do not find the document: asked all at once, one by one only when some are missing."""

    def found(*nodes: Node) -> bool:
        return index.count(Query(root=And((Keyword("id", document_id), *nodes)))) == 1

    return [] if found(*phrases) else [phrase.text for phrase in phrases if not found(phrase)]


def in_parts(texts: list[str]) -> Iterator[list[str]]:
    return (texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE))


def test_there_are_enough_runs(corpus):
    assert len({run for one in corpus for run in runs(one["body"])}) > 9_000


# Signs that Elasticsearch's tokenizer would take for words, or for a part of the letter before them.
SYMBOLS = ["▶", "☎", "🔥", "❤️", "™", "♯", "〰", "👨\u200d👩\u200d👧", "🏼", "\u0301", "\u20e3", "🇨🇳"]


def test_signs_between_characters_do_not_count(make_index):
    documents = [
        {"id": f"{number:032x}", "title": f"{symbol}长沙{symbol}经济A{symbol}股{symbol}"}
        for number, symbol in enumerate(SYMBOLS)
    ]
    index = make_index(documents)
    for run in ("长沙经济", "沙经", "经济a股", "a"):
        found = index.search(Query(root=Phrase(run)), limit=len(SYMBOLS))
        assert sorted(hit.id for hit in found.hits) == [one["id"] for one in documents], run


def test_a_radical_of_its_own_is_a_character(make_index):
    index = make_index([{"id": "0" * 32, "title": "偏旁⺮是竹字头"}])
    assert index.count(Query(root=Phrase("旁⺮是"))) == 1
    assert index.count(Query(root=Phrase("旁是"))) == 0
