"""Which prints are one story, who was first and how that is known: the same in whatever order they came."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from indexer.copies.comparable import Comparable
from indexer.copies.edges import Text, compared
from indexer.copies.kinds import is_copy
from indexer.copies.story_building import Outlet, PrintedArticle, Story, stories
from tests.indexer.copies.made_up_texts import made, shared_starts

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
ONE, OTHER = made(1, 400), made(2, 400)


def printed(
    name: str, text: int, hour: float | None, *, precision="minute", source: str = ""
) -> PrintedArticle:
    return PrintedArticle(
        id=name,
        text=text,
        url=f"https://example.cn/{name}",
        title=name,
        site=name,
        outlet=Outlet(name=f"{name}报"),
        credits=frozenset({source} if source else ()),
        at=None if hour is None else AT + timedelta(hours=hour),
        precision=None if hour is None else precision,
    )


def told(articles: list[PrintedArticle], texts: list[str]) -> list[Story]:
    """The stories, and that no order of articles, texts or edges changes them."""
    there = [Comparable.of(text) for text in texts]
    made = [Text(number, one) for number, one in enumerate(there)]
    pairs = ((a, b, shared_starts(a.comparable.text, b.comparable.text)) for a, b in combinations(made, 2))
    edges = [edge for a, b, starts in pairs if (edge := compared(a, b, starts)) and is_copy(edge)]
    found = stories(articles, edges)
    for seed in range(3):
        drawn = random.Random(seed)
        assert stories(drawn.sample(articles, len(articles)), drawn.sample(edges, len(edges))) == found
    return found


def roles(story: Story) -> dict[str, tuple[str, str]]:
    return {one.article: (one.role, one.basis) for one in story.members}


def test_who_was_printed_first_is_inferred_from_the_clock():
    (story,) = told([printed("b", 0, 2), printed("a", 1, 1)], [ONE, ONE[:300]])
    assert story.id == "a"
    assert roles(story) == {"a": ("first", "inferred"), "b": ("copy", "inferred")}


def test_of_the_same_day_without_a_clock_nobody_is_first():
    (story,) = told([printed("a", 0, 0, precision="day"), printed("b", 0, 3)], [ONE])
    assert roles(story) == {"a": ("unknown", "unknown"), "b": ("unknown", "unknown")}


def test_a_credit_decides_where_times_do_not():
    (story,) = told([printed("a", 0, 0, precision="day"), printed("b", 0, 3, source="a报")], [ONE])
    assert roles(story) == {"a": ("first", "declared"), "b": ("copy", "declared")}


def test_a_credit_that_contradicts_time_is_said_to_and_decides_nothing():
    (story,) = told([printed("a", 0, 5), printed("b", 0, 3, source="a报")], [ONE])
    assert roles(story) == {"b": ("first", "inferred"), "a": ("copy", "inferred")}
    assert {one.article for one in story.members if one.contradicted} == {"b"}


def test_a_later_print_of_whom_an_article_credits_contradicts_nothing_where_an_earlier_one_is_there():
    again = replace(printed("a2", 0, 9), site="a", outlet=Outlet(name="a报"))
    (story,) = told([printed("a", 0, 1), printed("b", 0, 3, source="a报"), again], [ONE])
    assert roles(story)["b"] == ("copy", "declared")
    assert not any(one.contradicted for one in story.members)


@pytest.mark.parametrize(
    ("credit", "basis"),
    [("早报", "declared"), ("一江报业", "inferred"), ("晚报", "inferred")],
)
def test_a_sister_of_the_same_house_is_credited_by_its_own_name(credit, basis):
    early = replace(printed("a", 0, 1), outlet=Outlet(name="早报", organisation="一江报业"))
    late = replace(printed("b", 0, 3, source=credit), outlet=Outlet(name="晚报", organisation="一江报业"))
    (story,) = told([early, late], [ONE])
    assert roles(story) == {"a": ("first", "inferred"), "b": ("copy", basis)}


def test_an_article_without_a_time_is_in_the_story_and_no_first():
    (story,) = told([printed("a", 0, 5), printed("b", 0, None)], [ONE])
    assert roles(story) == {"a": ("unknown", "unknown"), "b": ("unknown", "unknown")}


def test_a_roundup_of_strangers_unites_none_of_them():
    articles = [
        printed("a", 0, 1),
        printed("a2", 0, 2),
        printed("b", 1, 1),
        printed("b2", 1, 2),
        printed("c", 2, 9),
    ]
    first, second = told(articles, [ONE, OTHER, ONE + OTHER])
    assert [set(roles(story)) for story in (first, second)] == [{"a", "a2"}, {"b", "b2"}]
    assert first.containers == second.containers == ("c",)


def test_a_long_text_that_two_others_cut_is_no_roundup():
    long = ONE + OTHER
    (story,) = told([printed("a", 0, 1), printed("b", 1, 5), printed("c", 2, 6)], [long, ONE, OTHER])
    assert set(roles(story)) == {"a", "b", "c"}
    assert story.containers == ()


@pytest.mark.parametrize("count", [2, 7])
def test_equal_texts_are_one_story_and_others_none(count):
    articles = [printed(f"p{n}", 0, n) for n in range(count)] + [printed("x", 1, 0)]
    (story,) = told(articles, [ONE, OTHER])
    assert len(story.members) == count


def test_a_form_of_which_no_number_agrees_is_no_copy():
    form = made(7, 60)
    assert told([printed("a", 0, 1), printed("b", 1, 2)], [f"{form}气温9度", f"{form}气温15度"]) == []
    (story,) = told([printed("a", 0, 1), printed("b", 1, 2)], [f"{form}气温9度", f"{form}气温9度晴"])
    assert len(story.members) == 2


def test_the_day_of_a_dateline_that_is_not_known_as_one_is_no_number_of_the_text():
    brief = made(8, 90)
    (story,) = told([printed("a", 0, 1), printed("b", 1, 2)], [brief, f"示例客户端12月28日消息{brief[:70]}"])
    assert len(story.members) == 2
