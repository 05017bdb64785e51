"""Lists, news and what is looked at again each have their share; what waits for its servers stays."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from crawler.store import Discovery, Store, Verdict
from crawler.store.schema import frontier

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
LIST, NEW, AGAIN = 0, 1, 2


@pytest.fixture
def store(store_place):
    with Store.open(store_place, create=True) as opened:
        yield opened


def fill(transaction, *, lists: int = 0, new: int = 0, again: int = 0) -> None:
    """Writes that many due addresses of a site."""
    known = [address(f"again/{number}") for number in range(again)]
    transaction.frontier.discover(known, NOW - timedelta(days=400))
    rows = transaction.frontier.dequeue("one", again, NOW) if again else []
    transaction.frontier.record(
        [Verdict(row=row, state="kept", at=NOW - timedelta(days=400)) for row in rows]
    )
    transaction.frontier.discover([address(f"new/{number}") for number in range(new)], NOW)
    transaction.frontier.discover([address(f"list/{number}", kind="list") for number in range(lists)], NOW)


def address(path: str, **more) -> Discovery:
    url = f"http://one.example/{path}"
    return Discovery(url=url, address=url, site="one", **more)


def drawn(transaction, *batches: int) -> Counter[str]:
    """What kinds come in batches of these sizes."""
    taken: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    for most in batches:
        rows = transaction.frontier.dequeue("one", most, NOW, taken=taken)
        assert len(rows) <= most
        kinds.update(row.url.split("/")[3] for row in rows)
    return kinds


@pytest.mark.parametrize("batches", [[25], [1] * 25, [4, 4, 4, 4, 4, 4, 1], [64]])
def test_neither_news_nor_revisits_starve(store, batches):
    with store.writing() as transaction:
        fill(transaction, lists=1, new=30, again=30)
        kinds = drawn(transaction, *batches)
    total = min(sum(batches), 61)
    assert kinds.total() == total
    assert kinds["list"] == 1
    assert abs(kinds["new"] - kinds["again"]) <= 1 or total == 61


def test_many_lists_leave_half_of_the_turns_to_articles(store):
    with store.writing() as transaction:
        fill(transaction, lists=100, new=100, again=100)
        assert drawn(transaction, *[10] * 8) == {"list": 40, "new": 20, "again": 20}


def test_a_share_that_nobody_wants_is_the_others(store):
    with store.writing() as transaction:
        fill(transaction, new=30)
        assert drawn(transaction, 25) == {"new": 25}


def test_turns_are_not_saved_up_for_later(store):
    with store.writing() as transaction:
        fill(transaction, new=200)
        taken: Counter[int] = Counter()
        for _ in range(10):
            transaction.frontier.dequeue("one", 10, NOW, taken=taken)
        fill(transaction, lists=50)
        rows = transaction.frontier.dequeue("one", 12, NOW, taken=taken)
        assert 3 <= sum(row.kind == "article" for row in rows) <= 5


def test_what_has_to_wait_for_its_servers_is_due_then_and_stays_as_it_is(store):
    later = NOW + timedelta(hours=1)
    with store.writing() as transaction:
        fill(transaction, new=1200, again=3)

        def postponed(url: str) -> datetime | None:
            return None if url.endswith("/77") else later

        rows = transaction.frontier.dequeue("one", 5, NOW, postponed=postponed)
        assert [row.url for row in rows] == ["http://one.example/new/77"]
        assert transaction.frontier.dequeue("one", 5, NOW, postponed=postponed) == []
        assert transaction.frontier.due(["one"], NOW) == 1  # what is fetching counts until it is closed
        assert transaction.frontier.states("one") == {"discovered": 1199, "fetching": 1, "kept": 3}
        assert transaction.frontier.due(["one"], later) == 1203


def test_what_is_put_back_is_as_it_was(store):
    with store.writing() as transaction:
        fill(transaction, again=2)
        rows = transaction.frontier.dequeue("one", 2, NOW)
        transaction.frontier.put_back(rows, NOW + timedelta(minutes=5))
        assert transaction.frontier.states("one") == {"kept": 2}
        assert transaction.frontier.due(["one"], NOW) == 0


def test_all_sites_are_known_and_those_that_have_lists(store):
    with store.writing() as transaction:
        fill(transaction, lists=1, new=3)
        other = Discovery(url="http://two.example/1", address="http://two.example/1", site="two.example")
        transaction.frontier.discover([other], NOW)
        assert transaction.frontier.sites() == ["one", "two.example"]
        assert transaction.frontier.sites(lists=True) == ["one"]


def test_what_was_forgotten_is_not_drawn_though_it_says_that_it_is_due(store):
    with store.writing() as transaction:
        fill(transaction, new=2)
        url = "http://one.example/new/0"
        forget(transaction, url)
        with_date = update(frontier).where(frontier.c.url == url)
        transaction.frontier._connection.execute(with_date.values(due_at="2026-04-01T00:00:00.000Z"))
        assert [row.url for row in transaction.frontier.dequeue("one", 5, NOW)] == [
            "http://one.example/new/1"
        ]
        assert transaction.frontier.dequeue_urls([url], NOW) == []


@pytest.mark.parametrize("end", ["recorded", "moved", "put back", "found again", "released"])
def test_what_was_forgotten_while_it_was_fetched_stays_forgotten(store, end):
    with store.writing() as transaction:
        fill(transaction, new=1)
        (row,) = transaction.frontier.dequeue("one", 1, NOW)
        forget(transaction, row.url)
        if end == "recorded":
            transaction.frontier.record([Verdict(row=row, state="failed", at=NOW, reason="HTTP 502")])
        elif end == "moved":
            transaction.frontier.move(row.url, row.url + "/there", 1, NOW)
        elif end == "put back":
            transaction.frontier.put_back([row], NOW)
        elif end == "found again":
            transaction.frontier.discover([address("new/0", again=True)], NOW)
        else:
            transaction.frontier.release()
        assert transaction.frontier.state(row.url) == ("forgotten", None)
        assert transaction.frontier.due(["one"], NOW + timedelta(days=400)) == 0


def forget(transaction, url: str) -> None:
    transaction.forgetting.forget(url, url, "one", "asked for", NOW)
