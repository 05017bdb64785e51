"""The stories are ours, complete, and multiplied the same way every time."""

from collections import Counter

import pytest

from search_cli.demo.stories import ARTICLES, Story, stories


def test_every_kind_of_page_is_there() -> None:
    kinds = Counter(story.kind for story in stories())
    assert set(kinds) == ARTICLES | {"redirect", "missing", "empty", "mismatch"}
    assert kinds["article"] >= 40
    assert any(story.preview for story in stories())
    assert any(story.disallowed for story in stories())
    assert {story.charset for story in stories()} == {"utf-8", "gbk"}
    assert {story.layout for story in stories()} == {"portal", "classic"}


def test_ids_rise_with_time_and_are_unique() -> None:
    ids = [story.id for story in stories(300)]
    times = [story.at for story in stories(300)]
    assert ids == sorted(set(ids), reverse=True)
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(
    "story", [story for story in stories() if story.kind == "article"], ids=lambda story: story.path
)
def test_an_article_is_a_short_text_with_an_author(story: Story) -> None:
    text = "".join(story.body)
    assert story.disallowed or (120 <= len(text) <= 500 and 3 <= len(story.body) <= 7)
    assert story.disallowed or any(word in text for word in ("记者", "記者", "评论员", "文/"))
    assert story.summary
    assert 2024 <= story.at.year <= 2026


def test_copies_make_up_the_number_and_are_always_the_same() -> None:
    many = stories(500)
    assert sum(story.readable for story in many) == 500
    assert many == stories(500)
    assert len({story.title for story in many}) == len(many)
    assert len({story.body for story in many if story.body}) == len([story for story in many if story.body])


def test_fewer_pages_than_were_written_are_not_to_be_had() -> None:
    assert stories(3) == stories()
