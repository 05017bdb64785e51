"""The demo outlet reads as it was written: nothing of the noise around a story, nothing of it lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler import reader
from crawler.items import Capture, Reading
from crawler.normalise.text import tidy
from crawler.pages.multipage.collector import PageCollector
from search_cli.demo import outlet
from search_cli.demo.site import DemoSite
from search_cli.demo.stories import ARTICLES, Story, stories

SITE = DemoSite()
STATES = {"redirect": "redirect", "empty": "empty", "mismatch": "unreadable"}


def reading(story: Story) -> Reading:
    """What the story's page reads as, joined with its other pages where it has some."""
    first = reader.read(capture(f"http://{outlet.HOST}{story.path}"))
    if first.article is None or first.paging is None:
        return first
    collector = PageCollector(first.article, first.paging)
    while address := collector.next_address():
        collector.add_page(address, reader.read(capture(address), collector.root))
    return replace(first, article=collector.article())


def capture(address: str) -> Capture:
    page = SITE.page(address.removeprefix(f"http://{outlet.HOST}"))
    assert page
    headers = (("Content-Type", page.content_type),)
    return Capture(url=address, fetched_at=datetime(2026, 12, 1, tzinfo=UTC), body=page.body, headers=headers)


@pytest.mark.parametrize(
    "story", [story for story in stories() if story.kind in ARTICLES], ids=lambda story: story.path
)
def test_a_story_reads_as_it_was_written(story: Story) -> None:
    article = reading(story).article
    assert article
    assert (article.kind, article.title, article.source or "") == (story.kind, story.title, story.source)
    assert article.published
    assert (article.published.at, article.published.precision) == (story.at, "minute")
    written = [tidy(paragraph) for paragraph in story.body]
    heading = [story.summary] if story.kind == "live" else []
    assert article.body.split("\n") == [*heading, *written]
    assert article.preview == story.preview
    assert article.extraction
    assert (article.extraction.parts, article.extraction.parts_missing) == (story.parts, 0)


@pytest.mark.parametrize(
    "story", [story for story in stories() if story.kind in STATES], ids=lambda story: story.path
)
def test_what_is_no_article_reads_as_what_it_is(story: Story) -> None:
    said = reading(story)
    assert said.state == STATES[story.kind]
    assert said.target == (story.target or None)
