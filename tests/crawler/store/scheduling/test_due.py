"""When an address is fetched again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.store.scheduling.due import longest_wait, next_due, next_rung, next_steady

AT = datetime(2026, 5, 1, tzinfo=UTC)
MINUTES, HOURS, DAYS = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "kind", "attempts", "steady", "wait"),
    [
        ("kept", "list", 0, 0, 10 * MINUTES),
        ("kept", "list", 0, 2, 22.5 * MINUTES),
        ("kept", "list", 0, 13, DAYS),
        ("failed", "article", 0, 0, timedelta(0)),
        ("failed", "article", 1, 0, timedelta(0)),
        ("failed", "article", 2, 0, 5 * MINUTES),
        ("failed", "list", 3, 0, HOURS),
        ("failed", "article", 4, 0, 6 * HOURS),
        ("failed", "article", 5, 0, DAYS),
        ("failed", "article", 99, 0, 7 * DAYS),
        ("failed", "list", 99, 0, 6 * HOURS),
        ("empty", "list", 99, 0, 6 * HOURS),
        ("empty", "list", 2, 0, 5 * MINUTES),
        ("empty", "article", 3, 0, HOURS),
        ("unreadable", "list", 0, 0, HOURS),
        ("unreadable", "article", 0, 0, None),
        ("gone", "article", 0, 0, 30 * DAYS),
        ("gone", "list", 0, 0, 6 * HOURS),
        ("disallowed", "article", 0, 0, 30 * DAYS),
        ("disallowed", "list", 0, 0, 6 * HOURS),
        ("redirect", "article", 0, 0, 30 * DAYS),
        ("alias", "article", 0, 0, 30 * DAYS),
        ("redirect", "list", 0, 0, HOURS),
        ("alias", "list", 0, 0, HOURS),
        ("failed", "edition", 2, 0, 5 * MINUTES),
        ("empty", "edition", 3, 0, HOURS),
        ("kept", "edition", 0, 0, None),  # it is printed once
        ("gone", "edition", 0, 0, None),
    ],
)
def test_the_wait_of_each_state(state, kind, attempts, steady, wait):
    due = next_due(state, kind, attempts=attempts, steady=steady, at=AT)
    assert due == (AT + wait if wait is not None else None)


def test_what_may_have_failed_for_an_outage_is_never_left_alone_for_longer_than_six_hours():
    waits = [
        next_due("failed", "article", attempts=attempts, steady=0, at=AT, maybe_away=True) - AT
        for attempts in range(1, 9)
    ]
    assert waits == [timedelta(0), 5 * MINUTES, HOURS, *[6 * HOURS] * 5]


def test_a_front_page_is_never_left_alone_for_longer_than_six_hours():
    for state in ("kept", "failed", "empty", "unreadable", "redirect", "alias", "gone", "disallowed"):
        for steps in range(20):
            due = next_due(state, "list", attempts=steps, steady=steps, at=AT, front=True)
            assert due is not None
            assert due - AT <= 6 * HOURS


@pytest.mark.parametrize(
    ("published", "due"),
    [
        (AT, AT + HOURS),
        (AT - 30 * MINUTES, AT + 30 * MINUTES),
        (AT - 50 * MINUTES, AT + 10 * MINUTES),
        (AT - 51 * MINUTES, AT - 51 * MINUTES + DAYS),  # in nine minutes would be too soon
        (AT - HOURS, AT - HOURS + DAYS),
        (AT - 2 * DAYS, AT + DAYS),
        (AT - 3 * DAYS, AT + 4 * DAYS),
        (AT - 8 * DAYS, AT + 22 * DAYS),
        (AT - 31 * DAYS, AT + 151 * DAYS),
        (AT - 200 * DAYS, AT + 165 * DAYS),
        (AT - 365 * DAYS, AT + 365 * DAYS),
        (AT - 366 * DAYS, AT + 364 * DAYS),
        (AT - 10_000 * DAYS, AT + 220 * DAYS),
        (AT + 40 * DAYS, AT + HOURS),  # printed by a clock that is wrong, or for later
    ],
)
def test_an_article_is_looked_at_again_on_a_ladder_from_its_publication(published, due):
    assert next_due("kept", "article", attempts=0, steady=7, at=AT, published=published) == due


def test_each_visit_leads_to_a_later_rung():
    at, waits = AT, []
    for _ in range(9):
        due = next_rung(AT, at)
        waits.append((due - AT) // HOURS)
        at = due + 3 * MINUTES  # a run never comes at the very moment
    assert waits == [1, 24, 72, 168, 720, 182 * 24, 365 * 24, 730 * 24, 1095 * 24]


def visits(news_every: timedelta, days: int) -> list[timedelta]:
    """The waits of a list that brings something new so often, over some days."""
    at, steady, last_news, waits = AT, 0, AT, []
    while at < AT + days * DAYS:
        due = next_due("kept", "list", attempts=0, steady=steady, at=at)
        assert due is not None
        waits.append(due - at)
        at = due
        news = (at - AT) // news_every > (last_news - AT) // news_every
        last_news = at
        steady = next_steady("list", steady, changed=news)
    return waits


def test_a_list_is_looked_at_as_often_as_it_brings_something():
    busy, daily = visits(5 * MINUTES, 2), visits(DAYS, 60)
    assert set(busy) == {10 * MINUTES}
    assert 5 * HOURS < sum(daily, timedelta(0)) / len(daily) <= DAYS
    quiet = visits(1000 * DAYS, 30)
    assert quiet[-1] == DAYS
    assert max(quiet) == DAYS


@pytest.mark.parametrize(
    ("kind", "steady", "changed", "steps"),
    [
        ("list", 3, False, 4),
        ("list", 13, False, 13),
        ("list", 3, True, 1),
        ("list", 1, True, 0),
        ("article", 3, False, 4),
        ("article", 3, True, 0),
    ],
)
def test_the_steps_of_what_was_looked_at_again(kind, steady, changed, steps):
    assert next_steady(kind, steady, changed=changed) == steps


def test_the_longest_wait_of_each_kind():
    """A wait that was written by a wrong clock is cut to it: not a day shorter or longer."""
    assert longest_wait("kept", "list") == longest_wait("failed", "list") == DAYS
    assert longest_wait("kept", "article") == 365 * DAYS
    elsewhere = ("redirect", "alias", "gone", "disallowed")
    assert {longest_wait(state, "article") for state in elsewhere} == {30 * DAYS}
    assert longest_wait("failed", "article") == 7 * DAYS


@pytest.mark.parametrize("kind", ["list", "article"])
@pytest.mark.parametrize(
    "state", ["kept", "failed", "empty", "gone", "redirect", "alias", "disallowed", "unreadable"]
)
def test_no_wait_is_longer_than_the_longest(kind, state):
    for steps in range(20):
        for old in (0, 1, 200, 365, 9999):
            due = next_due(state, kind, attempts=steps, steady=steps, at=AT, published=AT - old * DAYS)
            assert due is None or due - AT <= longest_wait(state, kind)
