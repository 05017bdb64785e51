"""What a person types to find an article again, and what stands in it literally."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from benchmarks.search_corpus import SEED, Story
from crawler.items import article_id
from indexer.search.text.fold import fold, key, single_folds

MARKS = "，、。：；！《·"
WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9０-９]{2,}")
TWICE = "后里台"  # rare in Taiwan's writing though its table has them
LATIN = re.compile(r"[^\W\u4e00-\u9fff]")


@dataclass(frozen=True, kw_only=True)
class Question:
    """`text` as typed; the article it is about; `traits`: what is special about it."""

    text: str
    wanted: str
    traits: frozenset[str]
    tuned: bool  # of the half that ranking may be tuned on


def known_items(found: list[Story], count: int) -> list[Question]:
    """`count` questions about the newspaper and three about each page: two or three words of a title."""
    drawn = random.Random(SEED)
    titles = Counter(key(story.article.title) for story in found)
    able = [one for one in found if titles[key(one.article.title)] == 1 and len(_rememberable(one)) >= 2]
    paper = [one for one in able if not one.page]
    pages = [one for one in able if one.page for _ in range(3)]
    chosen = [*drawn.sample(paper, min(count, len(paper))), *pages]
    return [_question(one, drawn, tuned=number % 2 == 0) for number, one in enumerate(chosen)]


def _rememberable(story: Story) -> list[int]:
    """Places of the words of two characters or more among a title's words."""
    return [place for place, word in enumerate(story.title_words) if WORD.fullmatch(word)]


def _question(story: Story, drawn: random.Random, *, tuned: bool) -> Question:
    places = _rememberable(story)
    size = min(drawn.choice((2, 2, 3)), len(places))
    traits = {"pages"} if story.page else {"newspaper"}
    if (runs := _runs(places, size)) and drawn.random() < 0.3:
        words = [story.title_words[place] for place in drawn.choice(runs)]
        traits.add("joined")
        between = ""
    else:
        words = [story.title_words[place] for place in sorted(drawn.sample(places, size))]
        between = " "
        if drawn.random() < 0.25:
            drawn.shuffle(words)
            traits.add("turned")
    if drawn.random() < 0.25:
        between = drawn.choice(MARKS) + between
        traits.add("mark")
    text = between.join(words)
    if drawn.random() < 0.5:
        text = traditional(text)
        traits.add("traditional")
    else:
        traits.add("simplified")
    return Question(text=text, wanted=article_id(story.article.url), traits=frozenset(traits), tuned=tuned)


def _runs(places: list[int], size: int) -> list[list[int]]:
    """Words that follow each other: `[0, 1, 3]` by two gives `[[0, 1]]`."""
    slices = [places[n : n + size] for n in range(len(places) - size + 1)]
    return [one for one in slices if one[-1] - one[0] == size - 1]


def traditional(text: str) -> str:
    """`长江` gives `長江`; what Taiwan writes as the mainland does stays as it is, `表面`."""
    return "".join(one if _common(one) and one not in TWICE else _variants().get(one, one) for one in text)


@cache
def _variants() -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for before, after in single_folds().items():
        if "\u4e00" <= before <= "\u9fff":
            found.setdefault(after, []).append(before)
    return {after: min(befores, key=lambda one: (not _common(one), one)) for after, befores in found.items()}


def _common(character: str) -> bool:
    """Of Big5's first plane, which holds what is in daily use."""
    try:
        return character.encode("big5") < b"\xc9"
    except UnicodeEncodeError:
        return False


@dataclass(frozen=True, kw_only=True)
class Literal:
    """A run of characters, and all articles in which it stands."""

    text: str
    wanted: frozenset[str]


def literals(found: list[Story], count: int) -> list[Literal]:
    """Runs of 2 to 10 characters from anywhere in the texts, punctuation inside them included."""
    texts = {article_id(one.article.url): _printed(one) for one in found}
    drawn = random.Random(SEED + 1)
    runs = (_run(drawn.choice(found).article.body, drawn) for _ in iter(int, 1))
    chosen = _first(runs, count)
    return [
        Literal(text=run, wanted=frozenset(id_ for id_, text in texts.items() if _stands(run, text)))
        for run in chosen
    ]


def _printed(story: Story) -> str:
    """Title and body, told apart by what no run can hold; folded, or 台 in one article would miss 臺."""
    return fold(story.article.title) + "\x00" + fold(story.article.body)


def _first(runs: Iterator[str], count: int) -> list[str]:
    chosen: list[str] = []
    while len(chosen) < count:
        if run := next(runs):
            chosen.append(run)
    return chosen


def _run(text: str, drawn: random.Random) -> str:
    """A run from a text, or "" where it would cut a number or Latin word in two or break a line."""
    size = drawn.randint(2, 10)
    start = drawn.randrange(max(len(text) - size, 1))
    run = text[start : start + size]
    around = text[max(start - 1, 0) : start + size + 1]
    if "\n" in run or len(key(run)) < 2 or LATIN.search(around):
        return ""
    return "" if re.search(r'["“”＂\\\x00-\x1f]', run) else run.strip(" 　")


def _stands(run: str, text: str) -> bool:
    return fold(run) in text
