"""A clock that was wrong is noticed, and what it has put off is due again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.store import Discovery, Store, Verdict, clock

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
DAYS = timedelta(days=1)


@pytest.fixture
def store(store_place):
    with Store.open(store_place, create=True) as opened:
        yield opened


def crawled(transaction, at: datetime, *urls: str, state: str = "kept", kind: str = "article") -> None:
    transaction.frontier.discover(
        [Discovery(url=url, address=url, site="one", kind=kind) for url in urls], at
    )
    rows = transaction.frontier.dequeue_urls(list(urls), at)
    transaction.frontier.record([Verdict(row=row, state=state, at=at) for row in rows])


def look(transaction, at: datetime) -> str | None:
    return transaction.clock.look(at, transaction.frontier.sites())


def test_a_clock_that_goes_on_is_not_spoken_of(store):
    with store.writing() as transaction:
        assert [look(transaction, NOW + day * DAYS) for day in range(5)] == [None] * 5


@pytest.mark.parametrize("ahead", [2 * DAYS, 100 * DAYS, 400 * DAYS])
@pytest.mark.parametrize(("state", "kind"), [("kept", "article"), ("kept", "list"), ("gone", "article")])
def test_what_was_fetched_by_a_clock_ahead_is_due_when_it_is_right(store, ahead, state, kind):
    with store.writing() as transaction:
        crawled(transaction, NOW, "http://one.example/before")
        look(transaction, NOW + ahead)
        crawled(transaction, NOW + ahead, "http://one.example/ahead", state=state, kind=kind)
        assert transaction.frontier.due(["one"], NOW) == 0
        said = look(transaction, NOW)
        assert said is not None
        assert "1 addresses are due now" in said
        assert transaction.frontier.due(["one"], NOW) == 1


def test_it_is_mended_also_where_the_clocks_own_record_is_lost(store):
    with store.writing() as transaction:
        crawled(transaction, NOW + 400 * DAYS, "http://one.example/1", "http://one.example/2")
        assert "2 addresses were put off by a clock that was wrong" in (look(transaction, NOW) or "")
        assert transaction.frontier.due(["one"], NOW) == 2


def test_what_was_put_off_is_mended_in_every_outlet(store):
    with store.writing() as transaction:
        for site, count in (("one", 2), ("two", 1), ("three", 3)):
            urls = [f"http://{site}.example/{number}" for number in range(count)]
            transaction.frontier.discover([Discovery(url=url, address=url, site=site) for url in urls], NOW)
            rows = transaction.frontier.dequeue_urls(urls, NOW)
            later = NOW + 900 * DAYS
            transaction.frontier.record([Verdict(row=row, state="kept", at=later) for row in rows])
        assert "6 addresses were put off by a clock that was wrong" in (look(transaction, NOW) or "")
        assert transaction.frontier.due(["one", "two", "three"], NOW) == 6


def test_a_jump_ahead_is_spoken_of(store):
    with store.writing() as transaction:
        look(transaction, NOW)
        assert (
            look(transaction, NOW + 400 * DAYS)
            == "the clock stands 400 days after the last run: is it right?"
        )


def test_what_the_ladder_gave_stays(store):
    with store.writing() as transaction:
        crawled(transaction, NOW, "http://one.example/1")
        due = transaction.frontier.next_due(["one"])
        look(transaction, NOW)
        assert transaction.frontier.next_due(["one"]) == due


def test_what_was_found_or_put_off_by_a_clock_ahead_is_due_when_it_is_right(store):
    with store.writing() as transaction:
        look(transaction, NOW + 3 * DAYS)
        found = [Discovery(url=f"http://one.example/{name}", address="", site="one") for name in ("a", "b")]
        transaction.frontier.discover(found[:1], NOW)  # and waits for its server since the clock is ahead
        transaction.frontier.put_back(
            transaction.frontier.dequeue("one", 1, NOW), NOW + 3 * DAYS + timedelta(minutes=5)
        )
        transaction.frontier.discover(found[1:], NOW + timedelta(hours=5))
        assert "2 addresses are due now" in (look(transaction, NOW) or "")
        assert transaction.frontier.due(["one"], NOW) == 2


def test_by_a_file_leases_go_by_the_machines_start_whatever_the_clock_on_the_wall_says(tmp_path, monkeypatch):
    passed, start = 0.0, "first"
    monkeypatch.setattr(clock, "clock", lambda: 500.0 + passed)
    monkeypatch.setattr(clock, "boot", lambda: start)
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        assert transaction.clock.ahead(NOW) == timedelta(0)  # nobody has crawled
        transaction.clock.begin_leases(NOW)
        assert transaction.clock.ahead(NOW) == timedelta(0)
        passed = 60.0
        transaction.clock.begin_leases(NOW + 3 * DAYS)  # set on meanwhile: the first word counts
        assert transaction.clock.ahead(NOW + timedelta(seconds=60)) == timedelta(0)
        assert transaction.clock.ahead(NOW + 3 * DAYS) == timedelta(seconds=60) - 3 * DAYS
        start, passed = "second", 5.0
        assert transaction.clock.ahead(NOW + DAYS) == timedelta(0)
        transaction.clock.begin_leases(NOW + DAYS)
        assert transaction.clock.ahead(NOW + 2 * DAYS) == -DAYS


def test_where_nothing_names_the_machines_start_leases_go_by_the_wall(tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "boot", lambda: None)
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        transaction.clock.begin_leases(NOW)
        assert transaction.clock.ahead(NOW + DAYS) == timedelta(0)
