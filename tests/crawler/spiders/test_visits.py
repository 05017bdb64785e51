"""A worker visits some platforms at a time, each for a while or some pages, then those that wait longest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from crawler.spiders.politeness.group_leases import GroupLeases
from crawler.spiders.politeness.server_state import Servers
from crawler.spiders.politeness.visits import VisitBounds, Visits
from crawler.spiders.scopes.site_scopes import DueScope
from crawler.store import Discovery, Store

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
LEASE = 30.0
GROUPS = {f"{name}.example" for name in ("a", "b", "c", "d")}


class Time:
    """A clock that goes as a test says."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Visitor:
    """A worker as its leases know it."""

    def __init__(self, store: Store, name: str, time: Time, delay: float = 0.0, **bounds) -> None:
        self.holder, self.store = name, store
        self.leases = GroupLeases(self, LEASE, Servers(delay), Visits(VisitBounds(**bounds), time))

    def is_alive(self, _holder: str) -> bool:
        return True

    def begin(self, due: set[str] = GROUPS, at: datetime = NOW) -> set[str]:
        self.leases.begin_round()
        return self.store.write(lambda transaction: self.leases.begin_visits(transaction, due, at))

    def let_go(self, at: datetime = NOW, busy: set[str] = frozenset()) -> None:
        self.leases.end_visits()
        working = self.leases.held - self.leases.handing_over | busy
        self.store.write(lambda transaction: self.leases.let_go(transaction, at, working.__contains__))


@pytest.fixture
def store(store_place):
    with Store.open(store_place, create=True) as opened:
        yield opened


def test_a_worker_takes_as_many_platforms_as_it_visits_at_a_time_and_another_the_others(store):
    time = Time()
    one, other = Visitor(store, "one", time, at_once=3), Visitor(store, "other", time, at_once=3)
    assert one.begin() == {"a.example", "b.example", "c.example"}
    assert one.begin() == set()
    assert other.begin() == {"d.example"}
    assert other.leases.has_to_wait
    assert not one.leases.has_to_wait


@pytest.mark.parametrize("bound", ["time", "pages"])
def test_a_visit_that_is_over_makes_room_for_who_was_asked_longest_ago(store, bound):
    time = Time()
    one = Visitor(store, "one", time, at_once=2, seconds=60.0, pages=5)
    for group in one.begin():
        one.leases._servers.throttle._asked[group] = NOW.timestamp()
    one.leases.visits.count(["a.example"] * (5 if bound == "pages" else 4))
    assert one.leases.pages_left("a.example") == (0 if bound == "pages" else 1)
    if bound == "time":
        time.now = 61.0
    one.let_go(busy={"b.example"})
    assert one.leases.held == {"b.example"}
    assert one.begin() == {"c.example"}
    one.let_go(busy={"b.example"})
    assert one.leases.pages_left("c.example") == 5


def test_a_platform_that_alone_has_something_due_is_visited_again_unless_another_worker_waits(store):
    time = Time()
    one, other = Visitor(store, "one", time, seconds=60.0), Visitor(store, "other", time, seconds=60.0)
    assert one.begin({"a.example"})
    time.now = 61.0
    one.let_go()
    assert one.begin({"a.example"}) == {"a.example"}
    other.begin({"a.example"})
    other.let_go()  # says that it waits
    time.now = 122.0
    one.leases.begin_round()
    one.let_go()
    assert store.write(lambda transaction: one.leases.begin_visits(transaction, {"a.example"}, NOW)) == set()
    other.leases._refused.clear()  # a second later
    assert other.begin({"a.example"}) == {"a.example"}


def test_no_visit_is_begun_behind_the_last_one_or_once_it_was_asked_to_end(store):
    one = Visitor(store, "one", Time(), at_once=2, most=3)
    assert len(one.begin()) == 2
    one.leases.visits.is_draining = True
    one.leases._claims.clear()
    one.leases.visits._ends.clear()
    assert one.begin() == set()
    one.leases.visits.is_draining = False
    assert len(one.begin()) == 1
    assert one.leases.visits.all_made


def test_the_delay_holds_for_who_takes_over_from_one_that_was_killed_at_once(store):
    time = Time()
    one, other = Visitor(store, "one", time, delay=2.0), Visitor(store, "other", time)
    one.begin({"a.example"})
    later = NOW + timedelta(seconds=LEASE + 1)
    assert other.begin({"a.example"}, at=later)
    assert other.leases._servers.throttle._not_before["a.example"] == later.timestamp() + 2.0


def test_a_transaction_that_was_not_kept_leaves_the_leases_as_they_were(store):
    one = Visitor(store, "one", Time(), at_once=2)
    put_back = one.leases.remember()
    one.begin()
    assert (len(one.leases.held), one.leases.visits.begun) == (2, 2)
    put_back()
    assert (one.leases.held, one.leases.visits.begun, one.leases.may_send("a.example")) == (set(), 0, False)


@pytest.mark.parametrize("store_place", ["postgresql"], indirect=True)
def test_a_transaction_whose_connection_is_cut_is_done_again(store):
    one = Visitor(store, "one", Time(), at_once=2)
    put_back, tries = one.leases.remember(), []

    def begin(transaction):
        put_back()
        taken = one.leases.begin_visits(transaction, GROUPS, NOW)
        if not tries:
            tries.append(taken)
            own = transaction.groups._connection
            with store.connected() as other:
                pid = own.execute(text("SELECT pg_backend_pid()")).scalar_one()
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
            own.execute(text("SELECT 1"))
        return taken

    assert store.write(begin) == one.leases.held == {"a.example", "b.example"}
    claims = set(one.leases._claims.values())
    assert store.write(lambda transaction: transaction.groups.lost(claims)) == set()


def test_of_what_is_due_the_platforms_are_named_also_of_outlets_that_others_found(store):
    def discover(*hosts: str) -> None:
        found = [
            Discovery(url=f"https://{host}/1.html", address=f"https://{host}/1.html", site=host)
            for host in hosts
        ]
        store.write(lambda transaction: transaction.frontier.discover(found, NOW))

    scope = DueScope()
    discover("a.example")
    store.write(lambda transaction: scope.begin(transaction, NOW))
    discover("b.example")
    with store.reading() as transaction:
        assert scope.groups_due(transaction, NOW) == {"a.example", "b.example"} == scope.groups


def test_no_more_rows_of_a_platform_are_dequeued_than_its_visit_has_pages_left(store):
    urls = [f"https://a.example/{number}.html" for number in range(9)]
    found = [Discovery(url=url, address=url, site="a.example") for url in urls]
    scope = DueScope()
    store.write(lambda transaction: transaction.frontier.discover(found, NOW))
    store.write(lambda transaction: scope.begin(transaction, NOW))
    rows = store.write(lambda transaction: scope.dequeue(transaction, 64, set(), NOW, take=lambda _group: 5))
    assert len(rows) == 5


def test_a_machine_whose_clock_goes_ahead_takes_nothing_over_and_waits_as_long(store):
    """Leases and moments are written by one clock, whatever each machine's says."""
    minute = timedelta(minutes=1)
    one, other = Visitor(store, "one", Time(), delay=2.0), Visitor(store, "other", Time(), delay=2.0)
    other.leases._measure = lambda _transaction, _now: -minute
    one.begin({"a.example"})
    store.write(lambda transaction: other.leases.free_dead(transaction, NOW + minute))
    assert other.begin({"a.example"}, at=NOW + minute) == set()
    one.leases._servers.throttle._asked["a.example"] = NOW.timestamp()
    store.write(one.leases.close)
    other.leases._refused.clear()
    assert other.begin({"a.example"}, at=NOW + minute) == {"a.example"}
    there = (NOW + minute).timestamp() + 2.0  # by its own clock
    assert other.leases._servers.throttle._not_before["a.example"] == there


def test_how_far_the_clock_of_a_store_goes_ahead_is_asked_of_its_server(store):
    now = datetime.now(UTC)
    with store.reading() as transaction:
        assert abs(transaction.clock.ahead(now)) < timedelta(minutes=5)  # one machine
        ahead = transaction.clock.ahead(now + timedelta(hours=9))
    assert round(ahead / timedelta(hours=1)) == (-9 if hasattr(store.path, "url") else 0)
