"""A throttle group is one crawl's at a time: taken, renewed, handed over, taken over, and fenced."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import ClassVar

import pytest
from sqlalchemy import select

from crawler.archive import Archive
from crawler.items import Article, Capture
from crawler.outcomes.outcome import Outcome
from crawler.pipelines import OutcomeWriter
from crawler.spiders.politeness import group_leases, throttle
from crawler.spiders.politeness.group_leases import GroupLeases
from crawler.spiders.politeness.server_state import Servers
from crawler.store import Discovery, FrontierRow, Pause, Store, Verdict
from crawler.store.scheduling.server_tables import groups

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
LEASE = 30.0
A = "one.example"


class Crawl:
    """A crawl among others, as its leases know it; `dead` names those that have ended."""

    dead: ClassVar[set[str]] = set()

    def __init__(self, store: Store, name: str, delay: float = 0.0) -> None:
        self.holder = name
        self.store = store
        self.servers = Servers(delay)
        self.leases = GroupLeases(self, LEASE, self.servers)

    def is_alive(self, holder: str) -> bool:
        return holder not in self.dead

    def take(self, group: str = A, at: datetime = NOW) -> bool:
        self.leases._refused.pop(group, None)  # it would try again a second later
        with self.store.writing() as transaction:
            return self.leases.take(transaction, group, at)

    def dequeue(self, at: datetime = NOW) -> list[FrontierRow]:
        with self.store.writing() as transaction:
            return transaction.frontier.dequeue(A, 9, at)

    def renew(self, at: datetime = NOW) -> set[str]:
        with self.store.writing() as transaction:
            return self.leases.renew(transaction, at)

    def let_go(self, at: datetime = NOW, busy: Collection[str] = ()) -> None:
        with self.store.writing() as transaction:
            self.leases.let_go(transaction, at, lambda group: group in busy)

    def close(self) -> None:
        with self.store.writing() as transaction:
            self.leases.close(transaction)


@pytest.fixture
def store(store_place):
    Crawl.dead = set()
    with Store.open(store_place, create=True) as opened:
        with opened.writing() as transaction:
            urls = [f"https://{A}/{number}.html" for number in range(3)]
            transaction.frontier.discover([Discovery(url=url, address=url, site=A) for url in urls], NOW)
        yield opened


def states(store: Store) -> dict[str, int]:
    with store.reading() as transaction:
        return transaction.frontier.states()


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_what_one_crawl_has_another_gets_when_it_is_let_go(store):
    one, other = Crawl(store, "one"), Crawl(store, "other")
    assert (one.take(), other.take(), one.take()) == (True, False, True)
    assert other.leases.has_to_wait
    one.let_go(busy=[A])
    assert not other.take()
    one.let_go()
    assert other.take()


def test_a_lease_that_is_not_renewed_ends_and_one_that_is_goes_on(store):
    one, other = Crawl(store, "one"), Crawl(store, "other")
    one.take()
    one.renew(after(20))
    assert not other.take(at=after(LEASE + 1))
    assert other.take(at=after(20 + LEASE + 1))
    assert one.renew(after(60)) == {A}
    assert not one.leases.may_send(A)


def test_what_a_killed_crawl_had_is_taken_at_once_and_what_it_was_fetching_is_due(store):
    one, other = Crawl(store, "one"), Crawl(store, "other")
    one.take()
    assert len(one.dequeue()) == 3
    Crawl.dead = {"one"}
    assert other.take()
    assert states(store) == {"discovered": 3}


def test_a_crawl_that_starts_or_ends_leaves_alone_what_another_is_fetching(store):
    one, other = Crawl(store, "one"), Crawl(store, "other")
    one.take()
    one.dequeue()
    with store.writing() as transaction:
        other.leases.free_dead(transaction, NOW)
    other.close()
    assert states(store) == {"fetching": 3}
    one.close()
    assert states(store) == {"discovered": 3}


def test_a_lease_from_a_clock_that_was_ahead_has_ended(store):
    one, other = Crawl(store, "one"), Crawl(store, "other")
    one.take(at=NOW + timedelta(days=400))
    assert other.take()


def test_a_clock_that_is_set_meanwhile_takes_nothing_and_writes_no_wrong_lease(store, monkeypatch):
    """By the store's clock it is NOW all the while; this machine's is set an hour on, then two hours back."""
    one, two = Crawl(store, "one"), Crawl(store, "two")
    two.leases = GroupLeases(two, LEASE, two.servers, measure_ahead=lambda _, now: NOW - now)
    two.renew(NOW)
    assert one.take()
    told = time.time
    monkeypatch.setattr(group_leases.time, "time", lambda: told() + 3600)
    assert not two.take(at=after(3600))
    one.let_go()
    monkeypatch.setattr(group_leases.time, "time", lambda: told() - 3600)
    assert two.take(at=after(-3600))
    with store.connected() as connection:
        until = datetime.fromisoformat(connection.execute(select(groups.c.lease_until)).scalar_one())
    assert abs((until - after(LEASE)).total_seconds()) < 5


def test_the_next_request_is_never_later_than_the_delay_allows(store):
    ahead = NOW + timedelta(days=400)
    first, second = Crawl(store, "first", delay=2.0), Crawl(store, "second", delay=2.0)
    assert first.take(at=ahead)
    first.servers.throttle._asked[A] = ahead.timestamp()
    first.let_go(at=ahead)
    assert second.take()
    until = second.servers._not_before[A]
    assert NOW < until <= NOW + timedelta(seconds=2)


def test_a_group_that_others_wait_for_is_handed_over_while_another_one_stays(store):
    one, other = Crawl(store, "one"), Crawl(store, "other")
    for group in ("a.example", "b.example", "c.example"):
        one.take(group)
        other.take(group)
    other.let_go()  # says what it waits for
    one.renew()
    (handed,) = one.leases.handing_over
    assert not one.take(handed)
    one.let_go(busy=one.leases.held - {handed})
    assert len(one.leases.held) == 2
    assert one.leases.has_to_wait
    assert not one.take(handed)  # it has something to do, and the other waits
    assert other.take(handed)


def test_two_that_wait_for_one_group_do_not_wait_for_each_other(store):
    holder, *waiting = (Crawl(store, name) for name in ("holder", "one", "other"))
    holder.take()
    for crawl in waiting:
        crawl.take()
        crawl.let_go()
    holder.let_go()
    assert [crawl.take() for crawl in waiting] == [True, False]


@pytest.mark.parametrize(("killed", "wait"), [(False, 1.5), (True, 2.0)], ids=["let go", "killed"])
def test_the_delay_holds_from_one_crawl_to_the_next(store, killed, wait, monkeypatch):
    class Slot:
        delay, concurrency, lastseen = 2.0, 1, 0.0

    one, other = Crawl(store, "one", delay=2.0), Crawl(store, "other", delay=2.0)
    asked = datetime.now(UTC)
    clock = SimpleNamespace(time=asked.timestamp, monotonic=time.monotonic)
    monkeypatch.setattr(throttle, "time", clock)
    one.take(at=asked)
    one.servers.throttle.request_queued(A, Slot())
    one.renew(asked)
    if killed:
        Crawl.dead = {"one"}  # it may have asked until now
    else:
        one.let_go(asked)
    taken = asked + timedelta(seconds=0.5)
    assert other.take(at=taken)
    until = other.servers.throttle._not_before[A]
    assert until - taken.timestamp() == pytest.approx(wait, abs=0.01)


def outcome(row: FrontierRow) -> Outcome:
    page = Capture(url=row.address, fetched_at=NOW, body="<p>早稻插秧</p>".encode(), status=200, headers=())
    article = Article(url=row.url, site=A, title="早稻插秧", body="湖区的早稻已经插完。")
    return Outcome(verdict=Verdict(row=row, state="kept", at=NOW), capture=page, article=article)


def test_what_is_written_after_another_crawl_has_taken_over_counts_for_nothing(store, tmp_path):
    one, other = Crawl(store, "one"), Crawl(store, "other")
    problems: list[Exception] = []
    archive = Archive(tmp_path / "archive", {})
    writer = OutcomeWriter(store, archive, lambda *_: None, problems.append)
    one.take()
    rows = [replace(row, claim=one.leases.claim_of(row)) for row in one.dequeue()]
    writer.add(outcome(rows[0]))
    writer.flush()
    assert states(store) == {"kept": 1, "fetching": 2}
    assert other.take(at=after(LEASE + 1))
    for row in rows[1:]:
        writer.add(outcome(row))
    writer.finish()
    archive.close()
    assert (problems, writer.tally.pages) == ([], 1)
    assert states(store) == {"kept": 1, "discovered": 2}
    with store.reading() as transaction:
        assert transaction.articles.count() == {"live": 1}


@pytest.mark.parametrize(
    ("state", "due", "is_paused"),
    [
        ("failed", timedelta(minutes=5), True),
        ("kept", timedelta(days=365), False),  # by a crawl that had taken the platform over
        ("kept", timedelta(hours=1), False),
        ("failed", timedelta(days=7), False),  # for a reason of its own
    ],
)
def test_a_pause_ends_where_its_address_has_come_to_something_else(store, state, due, is_paused):
    crawl, now = Crawl(store, "one"), datetime.now(UTC)
    url = f"https://{A}/0.html"
    with store.writing() as transaction:
        (row,) = transaction.frontier.dequeue_urls([url], now)
        transaction.frontier.record(
            [Verdict(row=row, state=state, at=now, due_at=now + due, reason="HTTP 503")]
        )
        transaction.server_times.record_pauses({A: Pause(now, "HTTP 503", url, 1)})
        crawl.servers.load(transaction)
    assert (crawl.servers.postponed_until(f"https://{A}/1.html") is not None) == is_paused


def test_each_process_appends_to_an_archive_file_of_its_own_and_the_newest_goes_on(tmp_path):
    ends: dict[str, int] = {}
    page = Capture(url=f"https://{A}/", fetched_at=NOW, body=b"1", status=200, headers=())
    one, other = (Archive(tmp_path / "archive", lambda: ends) for _ in range(2))

    def append(archive: Archive) -> str:
        (place,) = archive.append([page])
        ends[place.file] = place.offset + place.length
        return place.file

    assert [append(archive) for archive in (one, other, one, other)] == [
        f"shengmei-00000{number}.warc.gz" for number in (1, 2, 1, 2)
    ]
    other.close()
    third = Archive(tmp_path / "archive", lambda: ends)
    assert append(third) == "shengmei-000002.warc.gz"
    one.close()
    third.close()
    assert sorted(path.name for path in (tmp_path / "archive").iterdir()) == sorted(ends)
