"""The outlets of other provinces: their pages read as written, share stories, and correct a mistake."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from crawler import reader, registry
from crawler.items import Article, Capture
from crawler.normalise.text import tidy
from search_cli.demo import newspaper, outlet
from search_cli.demo.provinces import (
    OUTLETS,
    ProvinceSite,
    ProvinceStory,
    corrected_addresses,
    province_stories,
)
from search_cli.demo.site import Page

SITES = {one.site: ProvinceSite(one) for one in OUTLETS}


def read(site: ProvinceSite, story: ProvinceStory) -> Article:
    page = site.page(story.path)
    assert page
    headers = (("Content-Type", page.content_type),)
    fetched = datetime(2026, 12, 1, tzinfo=UTC)
    article = reader.read(Capture(url=story.url, fetched_at=fetched, body=page.body, headers=headers)).article
    assert article
    return article


@pytest.mark.parametrize("story", province_stories(), ids=lambda story: f"{story.outlet.site}-{story.id}")
def test_a_story_reads_as_it_was_written(story: ProvinceStory) -> None:
    article = read(SITES[story.outlet.site], story)
    assert (article.site, article.title, article.source) == (story.outlet.site, story.title, story.source)
    assert article.content_id == str(story.id)
    assert article.published
    assert (article.published.at, article.published.precision) == (story.at, "minute")
    assert article.body.split("\n") == [tidy(paragraph) for paragraph in story.body]
    assert story.editor in [one.name for one in article.bylines if one.role == "responsible_editor"]
    assert set(story.author.split()) <= {one.name for one in article.bylines if one.role == "author"}


def test_one_page_contradicts_itself_and_the_others_do_not() -> None:
    conflicts = {
        story.url: article.extraction.conflicts
        for story in province_stories()
        if (article := read(SITES[story.outlet.site], story)).extraction
    }
    (found,) = filter(None, conflicts.values())
    (conflict,) = found
    assert (conflict.field, conflict.value[:16], conflict.other[:16]) == (
        "published",
        "2026-05-21T09:40",
        "2026-05-22T08:00",
    )


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_the_front_page_leads_to_every_story(site: ProvinceSite) -> None:
    page = site.page("/")
    assert page
    linked = re.findall(r'<a href="(/[^"]+)" target', page.body.decode(site.outlet.charset))
    assert linked == [story.path for story in site.stories]
    assert 9 <= len(linked) <= 20
    assert site.page("/nothing.htm") is None


def test_the_conference_stands_in_every_province_and_what_is_copied_names_its_source() -> None:
    conference = [story for story in province_stories() if "32项合作事项“挂图作战”" in story.title]
    assert {story.outlet for story in conference} == set(OUTLETS)
    assert {story.source for story in conference} == {outlet.NAME}


def test_a_correction_changes_the_text_of_its_story_alone() -> None:
    sites = {one.site: ProvinceSite(one) for one in OUTLETS}
    before = {story.url: page_of(sites, story) for story in province_stories()}
    for site in sites.values():
        site.correct()
    changed = [story for story in province_stories() if page_of(sites, story) != before[story.url]]
    assert [(story.outlet.site, story.url) for story in changed] == list(corrected_addresses())
    (story,) = changed
    assert read(SITES[story.outlet.site], story).body == "\n".join(story.body)
    assert read(sites[story.outlet.site], story).body == "\n".join(story.corrected)


def page_of(sites: dict[str, ProvinceSite], story: ProvinceStory) -> Page | None:
    return sites[story.outlet.site].page(story.path)


def test_these_and_the_first_are_all_invented_outlets() -> None:
    invented = {site.id: site.name for site in registry.all_sites() if site.invented}
    paper = {newspaper.SITE: newspaper.NAME}
    assert invented == {outlet.SITE: outlet.NAME, **{one.site: one.name for one in OUTLETS}, **paper}
    assert len({registry.site(name).province for name in invented}) == len(invented)
