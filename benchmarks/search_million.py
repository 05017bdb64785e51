"""A million documents in the embedded index: how the time of a question is spread, in units of a bare one."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from benchmarks.search_asking import bare_tantivy
from benchmarks.search_corpus import SEED, Story, facts, shuffled
from benchmarks.search_questions import WORD
from indexer.document import document
from indexer.search import SearchIndex, Write, open_index
from indexer.search.language.parser import parse

MILLION, BATCH, EACH = 1_000_000, 10_000, 40


def report(found: list[Story], folder: Path) -> None:
    """p50 and p95 of each kind of question; the unit is the median of bare tantivy with the same words."""
    with open_index(str(folder), create=True) as index:
        fill(index, found, MILLION)
        info = index.info()
        print(f"{info.documents:,} documents in {info.details['segments']} segments")
        bare = bare_tantivy(folder)
        print(f"{'unit: bare tantivy, two-character words':<42}{'p50':>7}{'p95':>7}")
        unit = 0.0
        for name, ask, texts in _kinds(index, bare, found):
            seconds = sorted(_seconds(ask, text) for text in texts)
            unit = unit or statistics.median(seconds)
            middle, late = statistics.median(seconds), seconds[int(len(seconds) * 0.95)]
            print(f"{name:<42}{middle / unit:>7.2f}{late / unit:>7.2f}", flush=True)


def fill(index: SearchIndex, found: list[Story], count: int) -> None:
    """Up to `count` documents; what is there already stays."""
    there = index.info().documents
    articles = shuffled(found, count - there, start=there)
    while some := list(islice(articles, BATCH)):
        numbered = list(enumerate(some, there + 1))
        made = [(number, document(one, facts(one, number))) for number, one in numbered]
        index.write([Write(id=one["id"], version=number, document=one) for number, one in made])
        there += len(some)


def _kinds(
    index: SearchIndex, bare: Callable[[str], object], found: list[Story]
) -> list[tuple[str, Callable[[str], object], list[str]]]:
    pairs, phrases, both = asked(found)
    return [
        ("bare tantivy, two-character words", bare, pairs),
        ("two-character words", lambda text: index.search(parse(text)), pairs),
        ("bare tantivy, phrases of 4 to 10", bare, phrases),
        ("phrases of 4 to 10", lambda text: index.search(parse(text)), phrases),
        ("bare tantivy, two words", bare, both),
        ("two words", lambda text: index.search(parse(text)), both),
        ("count of a two-character word", lambda text: index.count(parse(text)), pairs),
        (
            "facet of a two-character word, by province",
            lambda text: index.facet(parse(text), "province"),
            pairs,
        ),
        (
            "timeline of a two-character word, by month",
            lambda text: index.timeline(parse(text), "month"),
            pairs,
        ),
    ]


def asked(found: list[Story]) -> tuple[list[str], list[str], list[str]]:
    """Words of titles by how often they stand there, runs of the texts, and pairs of words of one title."""
    drawn = random.Random(SEED + 2)
    words = [[word for word in one.title_words if WORD.fullmatch(word)] for one in found]
    common = Counter(word for line in words for word in line if len(word) == 2)
    pairs = drawn.choices(list(common), weights=list(common.values()), k=EACH)
    texts = [one.article.body for one in drawn.sample(found, EACH)]
    phrases = [_run(text, drawn) for text in texts]
    several = [line for line in words if len(line) > 1]
    return pairs, phrases, [" ".join(drawn.sample(line, 2)) for line in drawn.sample(several, EACH)]


def _run(text: str, drawn: random.Random) -> str:
    size = drawn.randint(4, 10)
    runs = [line[:size] for line in text.replace("”", "").replace("“", "").split("\n") if len(line) > size]
    return f'"{drawn.choice(runs)}"'


def _seconds(ask: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    ask(text)
    return time.perf_counter() - began
