"""Servers in trouble are left alone, and that costs no address anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.outcomes.outcome import Outcome
from crawler.spiders.politeness.pauses import IN_A_ROW, Pauses
from crawler.store import FrontierRow, Verdict

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ONE, TWO = "http://m-wuhan.cjyun.org", "http://m-yichang.cjyun.org"  # of one platform


def row(address: str) -> FrontierRow:
    return FrontierRow(
        url=address,
        address=address,
        site="wuhan",
        kind="article",
        attempts=0,
        steady=0,
        hops=0,
        first=True,
        title=None,
        published_raw=None,
    )


def outcome(address: str, trouble=None, *, at: datetime = AT, wait: float | None = None) -> Outcome:
    state = "failed" if trouble else "kept"
    verdict = Verdict(row=row(address), state=state, at=at, reason=trouble, answered=trouble is None)
    return Outcome(verdict=verdict, trouble=trouble, retry_after=wait)


def judged(pauses: Pauses, address: str, trouble=None, **more) -> Outcome:
    one = outcome(address, trouble, **more)
    return pauses.judge(one.verdict.row, one)


def until(pauses: Pauses, address: str, at: datetime = AT) -> timedelta | None:
    pause = pauses.of(address, at)
    return pause.until - at if pause else None


def test_a_platform_with_too_much_to_do_is_left_alone_as_a_whole():
    pauses = Pauses()
    one = judged(pauses, f"{ONE}/p/1.html", "busy", wait=3600)
    assert one.verdict.excused
    assert one.verdict.due_at == AT + timedelta(hours=1)
    assert until(pauses, f"{TWO}/p/2.html") == timedelta(hours=1)
    assert until(pauses, "http://elsewhere.example/1.html") is None


@pytest.mark.parametrize(("wait", "length"), [(0, 0), (7.5, 7.5), (86_400, 86_400), (31_536_000, 86_400)])
def test_what_it_asks_for_is_kept_up_to_a_day(wait, length):
    pauses = Pauses()
    assert judged(pauses, ONE, "busy", wait=wait).verdict.due_at == AT + timedelta(seconds=length)


@pytest.mark.parametrize("trouble", ["busy", "away"])
def test_without_that_the_pause_grows_from_minutes_to_six_hours_until_it_answers(trouble):
    pauses, at, waits = Pauses(), AT, []
    for _ in range(10):
        due = judged(pauses, ONE, trouble, at=at).verdict.due_at
        assert due is not None
        waits.append((due - at) // MINUTE)
        at = due
    assert waits == [5, 10, 20, 40, 80, 160, 320, 360, 360, 360]
    judged(pauses, ONE, at=at)
    assert judged(pauses, ONE, trouble, at=at).verdict.due_at == at + 5 * MINUTE


def test_a_host_that_is_away_takes_no_other_of_its_platform_with_it():
    pauses = Pauses()
    judged(pauses, f"{ONE}/p/1.html", "away")
    assert until(pauses, f"{ONE}/p/2.html") == 5 * MINUTE
    assert until(pauses, f"{TWO}/p/2.html") is None


def test_answers_that_were_under_way_neither_end_a_pause_nor_lengthen_it():
    pauses = Pauses()
    judged(pauses, f"{ONE}/p/1.html", "busy")
    judged(pauses, f"{ONE}/p/2.html")
    judged(pauses, f"{ONE}/p/3.html", "busy", at=AT + MINUTE)
    assert until(pauses, f"{ONE}/p/4.html") == 5 * MINUTE


def test_one_address_that_fails_is_its_own_fault_several_in_a_row_are_an_outage():
    pauses = Pauses()
    for number in range(IN_A_ROW - 1):
        assert not judged(pauses, f"{ONE}/p/{number}.html", "broken").verdict.excused
        assert not judged(pauses, f"{ONE}/p/{number}.html", "broken").verdict.excused  # tried once more
    last = judged(pauses, f"{ONE}/p/9.html", "broken")
    assert last.verdict.excused
    assert {f"{ONE}/p/{number}.html" for number in range(IN_A_ROW - 1)} <= set(last.also_excused)


def test_an_answer_between_them_says_that_it_is_none():
    pauses = Pauses()
    for number in range(5 * IN_A_ROW):
        assert not judged(pauses, f"{ONE}/p/{number}.html", "broken").verdict.excused
        judged(pauses, f"{ONE}/p/good{number}.html")


def test_of_a_host_that_answers_nothing_else_nobody_knows_whose_fault_it_is():
    pauses = Pauses()
    assert judged(pauses, f"{ONE}/p/1.html", "broken").verdict.maybe_away
    judged(pauses, f"{TWO}/p/good.html")
    assert judged(pauses, f"{ONE}/p/1.html", "broken").verdict.maybe_away
    judged(pauses, f"{ONE}/p/good.html")
    assert not judged(pauses, f"{ONE}/p/1.html", "broken").verdict.maybe_away


def test_what_an_earlier_run_left_behind_holds_on():
    first = Pauses()
    judged(first, ONE, "busy", wait=600)
    later = Pauses({name: pause for name, pause in first.changed.items() if pause is not None})
    assert until(later, TWO, AT + MINUTE) == 9 * MINUTE


def test_who_says_one_second_again_and_again_is_believed_three_times():
    pauses, at, waits = Pauses(), AT, []
    for _ in range(5):
        due = judged(pauses, ONE, "busy", at=at, wait=1).verdict.due_at
        assert due is not None
        waits.append((due - at).total_seconds())
        at = due
    assert waits == [1, 1, 1, 300, 600]
