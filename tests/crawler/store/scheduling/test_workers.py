"""Workers in the store: who runs, who was lost, who is asked to end, and whose archive is where."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.due_groups import DueGroups, due_groups
from crawler.store import Discovery, Store, StoreError, Transaction
from crawler.store.archive_owner import check_worker_archive, claim_archive, directory_name, workers_elsewhere

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
LEASE = timedelta(seconds=30)


@pytest.fixture
def store(store_place):
    with Store.open(store_place, create=True) as opened:
        yield opened


def begin(store: Store, name: str, directory: str = "d1", at: datetime = NOW) -> None:
    facts = {"directory": directory, "host": "here", "holder": f"{name}-1", "now": at, "until": at + LEASE}
    store.write(lambda transaction: transaction.workers.begin(name, **facts))


def states(store: Store, at: datetime) -> dict[str, str]:
    return store.read(lambda transaction: {one.name: one.state for one in transaction.workers.all(at)})


def test_a_worker_runs_until_it_ends_or_says_nothing_for_a_lease(store):
    for name in ("east", "north", "west"):
        begin(store, name)
    assert states(store, NOW) == {"east": "running", "north": "running", "west": "running"}
    counts = {"visits": 2, "pages": 9}
    later = NOW + LEASE

    def change(transaction):
        transaction.workers.end("east", "east-1", NOW, "nothing due", **counts)
        return transaction.workers.renew("north", "north-1", later + LEASE, **counts)

    assert store.write(change) is False
    assert states(store, later) == {"east": "ended", "north": "running", "west": "lost"}
    (east, north, _) = store.read(lambda transaction: transaction.workers.all(later))
    assert (east.reason, east.ended_at, east.pages, north.visits) == ("nothing due", NOW, 9, 2)
    begin(store, "east", at=later)
    (east, *_) = store.read(lambda transaction: transaction.workers.all(later))
    assert (east.state, east.reason, east.pages, east.started_at) == ("running", None, 0, later)


def test_a_worker_that_is_asked_to_end_hears_of_it_and_its_successor_does_not(store):
    begin(store, "north")
    store.write(lambda transaction: transaction.workers.drain("north", NOW))
    assert states(store, NOW) == {"north": "draining"}

    def renew(transaction: Transaction) -> bool:
        return transaction.workers.renew("north", "north-1", NOW + LEASE, visits=0, pages=0)

    assert store.write(renew) is True
    begin(store, "north")
    assert store.write(renew) is False


def test_what_a_worker_visits_is_told_with_since_when(store):
    begin(store, "north")

    def claim(transaction: Transaction, at: datetime) -> object:
        return transaction.groups.claim("a.example", "north-1", at, LEASE, lambda _: True)

    store.write(lambda transaction: claim(transaction, NOW))
    store.write(lambda transaction: claim(transaction, NOW + LEASE / 2))  # it has it already
    (north,) = store.read(lambda transaction: transaction.workers.all(NOW + LEASE))
    assert north.groups == {"a.example": NOW}
    assert north.as_json()["groups"] == {"a.example": "2026-05-01T08:00:00.000Z"}
    assert store.read(lambda transaction: transaction.workers.all(NOW + 2 * LEASE))[0].groups == {}


def test_a_name_has_its_archive_in_one_data_directory(store, tmp_path):
    here = tmp_path / "here"
    here.mkdir()
    begin(store, "north", directory=directory_name(here))
    begin(store, "south", directory="another")
    with store.reading() as transaction:
        check_worker_archive(transaction, "north", directory_name(here))
        check_worker_archive(transaction, "new", directory_name(here))
        with pytest.raises(StoreError, match=r"worker south has its archive in another .* name another into"):
            check_worker_archive(transaction, "south", directory_name(here))
        assert workers_elsewhere(transaction, here) == {"south"}


def test_a_crawl_without_a_name_in_a_second_data_directory_is_told_of_workers(store):
    claim_archive(store, "d1")
    claim_archive(store, "d1")
    with pytest.raises(StoreError, match="shengmei worker"):
        claim_archive(store, "d2")


def test_platforms_with_something_due_are_counted_and_those_that_nobody_has(store):
    now = datetime.now(UTC)  # leases go by the clock of the database
    hosts = ("a.example", "b.example")
    found = [Discovery(url=f"https://{one}/1", address=f"https://{one}/1", site=one) for one in hosts]
    store.write(lambda transaction: transaction.frontier.discover(found, now))
    assert store.read(lambda transaction: due_groups(transaction, now)) == DueGroups(all=2, free=2)
    store.write(lambda transaction: transaction.groups.claim("a.example", "x", now, LEASE, lambda _: True))
    assert store.read(lambda transaction: due_groups(transaction, now)) == DueGroups(all=2, free=1)
    assert store.read(lambda transaction: due_groups(transaction, now - LEASE)) == DueGroups(all=0, free=0)
