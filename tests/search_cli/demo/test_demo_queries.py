"""The searches that the demo proposes find what they promise, counted here without any index."""

import json
from importlib.resources import files

import pytest

from indexer.search.text.fold import words
from search_cli.demo.stories import Story, stories

LINES = (files("search_cli.demo") / "queries.jsonl").read_text("utf-8").splitlines()
PROPOSED = [json.loads(line)["query"] for line in LINES]


def found(phrase: str) -> list[Story]:
    """The readable stories in whose title or body these characters stand in a row."""
    wanted = f" {' '.join(words(phrase))} "
    return [
        story
        for story in stories()
        if story.readable
        and any(wanted in f" {' '.join(words(text))} " for text in (story.title, "\n".join(story.body)))
    ]


@pytest.mark.parametrize(
    ("phrase", "count", "sources"),
    [("长江中游", 6, 3), ("粵港澳大灣區", 2, 2), ("武汉长沙南昌", 2, 2), ("gdp", 1, 1)],
)
def test_a_phrase_is_found_in_as_many_stories_of_as_many_sources(
    phrase: str, count: int, sources: int
) -> None:
    assert phrase in PROPOSED
    assert len(found(phrase)) == count
    assert len({story.source for story in found(phrase)}) == sources


def test_the_traditional_query_stands_in_one_story_only_as_typed() -> None:
    typed = [story for story in found("粵港澳大灣區") if "粵港澳大灣區" in story.title]
    assert len(typed) == 1


def test_the_reporter_asked_for_wrote_more_than_that_year() -> None:
    signed = [story for story in stories() if "沈砚秋" in "".join(story.body)]
    assert sorted({story.at.year for story in signed}) == [2024, 2025, 2026]
    assert len([story for story in signed if story.at.year == 2026]) == 2
