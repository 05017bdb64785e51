"""`sites check` of a newspaper: whether its last editions stand where its site file says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crawler import registry
from crawler.items import Capture
from crawler.site_files.checked_list import NoPage
from crawler.site_files.site_check import (
    EDITIONS,
    addresses_to_check,
    check_articles,
    check_lists,
    conclude,
)
from tests.crawler.pages.families.newspapers.paper_pages import DAY, GRAMMARS, edition, listed

PAPER = GRAMMARS["founder_old"]
SITE = registry.site(PAPER.paper)
TODAY = DAY + timedelta(days=1)


def capture(url: str, body: bytes | str) -> Capture:
    sent = body if isinstance(body, bytes) else body.encode()
    return Capture(url=url, fetched_at=datetime(2026, 5, 19, tzinfo=UTC), body=sent)


def checked(fetched):
    lists = check_lists(SITE, fetched)
    return conclude(SITE, lists, check_articles(SITE, lists, fetched))


def test_the_last_editions_are_asked_for():
    asked = addresses_to_check(SITE, TODAY)
    assert asked == tuple(PAPER.page_address("01", TODAY - timedelta(days=n)) for n in range(1, EDITIONS + 1))
    index = registry.site("dzrb")
    assert addresses_to_check(index, TODAY) == (index.paper.index,)


def test_a_newspaper_as_its_file_says_fits_and_a_day_without_one_is_nothing_wrong():
    first, *others = addresses_to_check(SITE, TODAY)
    second = PAPER.page_address("02")
    fetched = {url: capture(url, body) for url, body in edition(PAPER).items() if url != second}
    fetched |= {
        others[0]: NoPage("HTTP 404", "gone"),
        others[1]: capture(others[1], listed(PAPER, "01", 3, date(2026, 5, 16))),
    }
    found = checked(fetched)
    asked = {one.address: one for one in found.lists}
    assert (len(asked[first].links), asked[first].lists, asked[first].is_edition) == (3, 2, True)
    assert asked[others[0]].problem is None
    assert [one.fields for one in found.articles] == [("title", "published", "source", "authors", "body")] * 3
    assert found.fits


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("HTTP 404", "HTTP 404"),
        ("forbidden by robots.txt", "forbidden by robots.txt"),
        ("<html><p>本站已迁移</p></html>", "a page of an edition that names neither pages nor articles"),
    ],
)
def test_a_newspaper_that_has_moved_is_said_to(answer, problem):
    asked = addresses_to_check(SITE, TODAY)
    fetched = {url: capture(url, answer) if answer.startswith("<") else NoPage(answer) for url in asked}
    found = checked(fetched)
    assert {one.problem for one in found.lists} == {problem}
    assert found.proposals == (
        "paper=…: shengmei sites new URL makes the address of a page of today's edition",
    )
    assert not found.fits


def test_an_index_that_leads_to_no_edition_any_more():
    paper = registry.site("dzrb")
    (asked,) = addresses_to_check(paper, TODAY)
    refreshed = '<meta http-equiv="refresh" content="0;url=20260518/Page01DZ.htm">'
    (good,) = check_lists(paper, {asked: capture(asked, refreshed)})
    (bad,) = check_lists(paper, {asked: capture(asked, "<html></html>")})
    assert (good.problem, good.lists) == (None, 1)
    assert bad.problem == "leads to no edition of the paper"


def test_a_newspaper_that_gives_no_answer_has_not_moved():
    asked = addresses_to_check(SITE, TODAY)
    found = checked({url: NoPage("no answer", "unreachable") for url in asked})
    assert (found.fits, found.proposals) == (None, ())
