"""Gone and back: what is seen once of an article that is kept counts when it is seen again a day later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.outcomes.refetch_guard import accept_refetch
from crawler.store.scheduling.frontier_rows import closed_row
from tests.crawler.outcomes.test_refetch_guard import AT, DAY, GONE, KEPT, ONCE, SEEN, WHOLE, answer, stored

BACK = {
    "sighting": "returned once",
    "sighted_at": AT,
    "last_error": "returned once: first seen again 2026-05-18T08:00:00.000Z",
}


def test_the_first_sighting_that_it_is_gone_is_no_loss_yet():
    recorded = accept_refetch(answer("gone", reason=GONE), stored())
    verdict = recorded.verdict
    assert (verdict.state, verdict.reason, verdict.sighting) == ("failed", SEEN, "gone once")
    assert (verdict.due_at, verdict.sighted_at, recorded.capture) == (AT + DAY, AT, WHOLE)


@pytest.mark.parametrize("later", [timedelta(hours=1), DAY - timedelta(seconds=1)])
def test_a_second_sighting_within_the_day_keeps_the_first(later):
    verdict = accept_refetch(answer("gone", reason="410", before=ONCE, at=AT + later), stored()).verdict
    assert (verdict.state, verdict.reason, verdict.due_at) == ("failed", SEEN, AT + DAY)
    assert (verdict.sighting, verdict.sighted_at) == ("gone once", AT)


def test_a_second_sighting_a_day_later_is_the_end():
    for said in (SEEN, f"{SEEN}; since then timed out", "whatever it says", None):
        before = {**ONCE, "last_error": said}
        verdict = accept_refetch(answer("gone", reason=GONE, before=before, at=AT + DAY), stored()).verdict
        assert (verdict.state, verdict.sighting, verdict.due_at) == ("gone", None, None)
        assert verdict.reason == f"{GONE}, first seen gone 2026-05-18T08:00:00.000Z"


def test_a_reason_that_reads_like_a_sighting_is_none():
    before = {"last_error": SEEN}
    verdict = accept_refetch(answer("gone", reason=GONE, before=before, at=AT + DAY), stored()).verdict
    assert (verdict.state, verdict.sighted_at) == ("failed", AT + DAY)


@pytest.mark.parametrize("before", [ONCE, BACK])
def test_a_failure_between_two_sightings_is_added_to_the_first(before):
    failed = answer("failed", reason="timed out", before=before)
    once = closed_row(accept_refetch(failed, stored()).verdict)
    assert once["last_error"] == f"{before['last_error']}; since then timed out"
    assert (once["sighting"], once["sighted_at"]) == (before["sighting"], "2026-05-18T08:00:00.000Z")
    unreadable = answer("unreadable", reason="no text", before={**before, "last_error": once["last_error"]})
    again = closed_row(accept_refetch(unreadable, stored()).verdict)
    assert again["last_error"] == (
        f"{before['last_error']}; since then unreadable, and was an article: no text"
    )
    assert (again["sighting"], again["sighted_at"]) == (before["sighting"], "2026-05-18T08:00:00.000Z")


@pytest.mark.parametrize("before", [ONCE, BACK])
@pytest.mark.parametrize("state", ["kept", "gone", "alias", "redirect"])
def test_any_other_answer_ends_the_first_sighting(before, state):
    closed = closed_row(answer(state, before=before).verdict)
    assert (closed["last_error"], closed["sighting"], closed["sighted_at"]) == (None, None, None)


def test_a_long_reason_of_a_failure_in_between_is_cut():
    later = answer("failed", reason="长" * 900, before=ONCE).verdict
    assert len(closed_row(later)["last_error"]) == 500


@pytest.mark.parametrize("came", [
    {"article": KEPT}, {"not_modified": True},
    {"article": replace(KEPT, title="江州老旧供水管网改造完成八成")},
])  # fmt: skip
def test_an_article_that_is_gone_is_back_when_it_was_seen_twice_a_day_apart(came):
    first = accept_refetch(answer("kept", **came), stored("gone"))
    assert first.article is not None
    assert (first.verdict.state, first.verdict.reason) == ("kept", BACK["last_error"])
    assert (first.verdict.sighting, first.verdict.sighted_at) == ("returned once", AT)
    assert first.verdict.due_at == AT + DAY
    for later in (timedelta(hours=1), DAY - timedelta(seconds=1)):
        same = accept_refetch(answer("kept", before=BACK, at=AT + later, **came), stored("gone")).verdict
        assert (same.reason, same.sighted_at, same.due_at) == (BACK["last_error"], AT, AT + DAY)
    second = accept_refetch(answer("kept", before=BACK, at=AT + DAY, **came), stored("gone"))
    assert second.article == first.article
    assert (second.verdict.state, second.verdict.sighting, second.verdict.due_at) == ("kept", None, None)
    assert second.verdict.reason == "returned, first seen again 2026-05-18T08:00:00.000Z"


@pytest.mark.parametrize("came", [{"article": KEPT}, {"not_modified": True}])
def test_an_article_that_is_there_is_not_seen_back(came):
    for status in ("live", "changed", "returned"):
        outcome = answer("kept", before=ONCE, **came)
        assert accept_refetch(outcome, stored(status)).verdict == outcome.verdict


def test_one_sighting_is_not_taken_for_the_other():
    gone = accept_refetch(answer("gone", reason=GONE, before=BACK, at=AT + DAY), stored()).verdict
    assert (gone.state, gone.sighted_at) == ("failed", AT + DAY)
    back = accept_refetch(answer("kept", article=KEPT, before=ONCE, at=AT + DAY), stored("gone")).verdict
    assert (back.sighting, back.sighted_at) == ("returned once", AT + DAY)


def test_a_first_sighting_of_a_day_to_come_is_a_clocks_and_counts_as_now():
    before = {**ONCE, "sighted_at": AT + 400 * DAY}
    verdict = accept_refetch(answer("gone", reason=GONE, before=before), stored()).verdict
    assert (verdict.reason, verdict.sighted_at, verdict.due_at) == (SEEN, AT, AT + DAY)
    before = {**BACK, "sighted_at": AT + 400 * DAY}
    verdict = accept_refetch(answer("kept", article=KEPT, before=before), stored("gone")).verdict
    assert (verdict.sighted_at, verdict.due_at) == (AT, AT + DAY)
