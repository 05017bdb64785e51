"""What a batch of outcomes adds to the counts of its outlets, and to those of the run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.items import Article
from crawler.outcomes.counts import count_outcomes
from crawler.outcomes.outcome import Outcome, Tally
from crawler.store import Discovery, FrontierRow, Store, Verdict
from shengmei.reasons import kind_of_reason

AT = datetime(2026, 5, 1, 17, tzinfo=UTC)
ROW = FrontierRow(
    url="https://e.example.cn/1.html", address="https://e.example.cn/1.html", site="example", kind="article",
    attempts=0, steady=0, hops=0, first=True, title=None, published_raw=None,
)  # fmt: skip
LIST = replace(ROW, url="https://e.example.cn/list", address="https://e.example.cn/list", kind="list")


def outcome(row: FrontierRow = ROW, state: str = "kept", reason: str | None = None, **more) -> Outcome:
    return Outcome(verdict=Verdict(row=row, state=state, at=AT, reason=reason), **more)


@pytest.fixture
def counted(tmp_path):
    """A function: the counts that outcomes come to, and the run's."""

    def count(*batches, new: int = 0, changed: dict[int, str] | None = None):
        """Of outcomes, or of batches of them, as a crawl writes them one behind the other."""
        tally = Tally()
        with (
            Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as store,
            store.writing() as transaction,
        ):
            run = transaction.runs.begin("example", "Scrapy 2", AT)
            for outcomes in batches if isinstance(batches[0], tuple) else [batches]:
                led_to = {id(one): new for one in outcomes}
                count_outcomes(transaction, run, outcomes, changed or {}, led_to, AT, tally.problems)
                for one in outcomes:
                    tally.add(one)
            days = transaction.outlet_days.counted("example", AT.date())
            found = {(key.what, key.name): number for key, number in days}
            return found, transaction.runs.total(run), transaction.list_readings.of("example")

    return count


def test_states_errors_and_the_runs_counts(counted):
    article = Article(url=ROW.url, site="example", title="题")
    kept = outcome(article=article)
    failed = outcome(state="failed", reason="no secure connection (TLS) to it comes about: x")
    days, run, _ = counted(kept, failed, failed, changed={id(article): "new"})
    assert days == {("outcome", "kept"): 1, ("outcome", "failed"): 2, ("error", "no secure connection"): 2}
    assert run == {"kept": 1, "new": 1, "failed": 2}


def test_what_moved_is_no_outcome_yet_and_gone_once_is_no_failure(counted):
    once = Outcome(
        verdict=replace(outcome(state="failed", reason="gone once: HTTP 404").verdict, sighting="gone once")
    )
    days, run, _ = counted(outcome(moved_to="https://e.example.cn/2.html"), once)
    assert (days, run) == ({("outcome", "gone once"): 1}, {"gone once": 1})


def test_only_pages_seen_for_the_first_time_say_that_the_layout_changed(counted):
    again = replace(ROW, first=False)
    days, _, _ = counted(outcome(mismatches=("OldPage",)), outcome(again, mismatches=("OldPage",)))
    assert (days["mismatch", ""], days["mismatch", "OldPage"]) == (1, 2)


def test_a_list_counts_what_it_shows_and_brings(counted):
    shown = tuple(
        Discovery(
            url=f"https://e.example.cn/{n}.html", address=f"https://e.example.cn/{n}.html", site="example"
        )
        for n in range(3)
    )
    days, run, (record,) = counted(outcome(LIST, discoveries=shown), new=2)
    assert days == {("list", "read"): 1, ("list", "showing"): 1, ("brought", LIST.url): 2}
    assert run == {"list kept": 1}
    assert (record.shown, record.brought_at is not None) == (3, True)


def test_a_list_that_fails_or_shows_nothing(counted):
    days, _, _ = counted(outcome(LIST), outcome(replace(LIST, url="b"), state="failed", reason="HTTP 502"))
    assert days == {("list", "read"): 1, ("list", "failed"): 1, ("error", "list: HTTP 502"): 1}


EDITION = replace(LIST, kind="edition")


@pytest.mark.parametrize(("row", "states", "total"), [
    (LIST, ("failed", "kept"), {"list kept": 1}),
    (LIST, ("failed", "failed"), {"list failed": 1}),
    (LIST, ("failed", "failed", "kept"), {"list kept": 1}),
    (LIST, ("kept", "kept"), {"list kept": 2}),  # due again in a long run: it was read twice
    (EDITION, ("empty", "kept"), {"edition kept": 1}),
    (ROW, ("failed", "kept"), {"kept": 1}),
    (ROW, ("failed", "gone"), {"gone": 1}),
    (ROW, ("empty", "failed"), {"failed": 1}),
])  # fmt: skip
def test_what_is_tried_again_in_a_run_counts_once(counted, row, states, total):
    _, run, _ = counted(*((outcome(row, state, "HTTP 502"),) for state in states))
    assert run == total


def test_a_list_that_was_kept_at_the_second_try_is_no_problem_of_the_run():
    tally = Tally()
    tally.add(outcome(LIST, "failed", "HTTP 502"))
    assert (tally.pages, len(tally.problems)) == (1, 1)
    tally.add(outcome(LIST))
    assert (tally.pages, tally.lists, tally.problems, +tally.states) == (1, 1, {}, {})


@pytest.mark.parametrize(("reason", "kind"), [
    ("HTTP 404", "HTTP 404"),
    ("reading it failed: KeyError: 'x'", "reading it failed"),
    ("redirects to 'http://e.example.cn/x'", "redirects to"),
    ("gone, first seen 2026-05-01T00:00:00.000Z", "gone, first seen"),
    (None, "no reason given"),
    ("", "no reason given"),
])  # fmt: skip
def test_a_reason_is_counted_without_what_is_of_one_page_alone(reason, kind):
    assert kind_of_reason(reason) == kind
