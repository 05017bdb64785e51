"""What a crawl asks of the frontier again and again costs the same for a million addresses as for a thousand.

By the plan that SQLite makes, not by the clock: nothing is sorted, and nothing read from end to end but the
index of the few rows that are being fetched.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from crawler.store import Discovery, Store, Transaction

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
CHEAP = ("SEARCH frontier USING", "SCAN frontier USING INDEX frontier_fetching")
# Counting reads as many entries of an index as it counts, and nothing else.
COUNTING = ("SEARCH frontier USING COVERING INDEX frontier_states", "SEARCH articles USING COVERING INDEX")


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        with opened.writing() as transaction:
            transaction.frontier.discover([address(number) for number in range(200)], NOW)
        yield opened


def address(number: int) -> Discovery:
    url = f"https://m.example.cn/p/{number * 7919 % 200}.html"
    return Discovery(url=url, address=url, site="example")


def plans(store: Store, ask) -> list[str]:
    """The steps of the plans of all statements that `ask` has run."""
    ran: list[tuple[str, object]] = []

    def record(_connection, _cursor, statement, parameters, _context, _many):
        ran.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", record)
    try:
        with store.writing() as transaction:
            ask(transaction)
    finally:
        event.remove(Engine, "before_cursor_execute", record)
    asked = [(one, values) for one, values in ran if one.startswith(("SELECT", "UPDATE", "WITH"))]
    assert asked
    with store._engine.connect() as connection:
        return [
            row[3]
            for one, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", values)
        ]


def dequeue(transaction: Transaction) -> None:
    assert len(transaction.frontier.dequeue("example", 64, NOW)) == 64


def release(transaction: Transaction) -> None:
    transaction.frontier.release()


def count(transaction: Transaction) -> None:
    assert transaction.frontier.due(["example", "other"], NOW, 10_000) == 200
    assert transaction.frontier.due(["example"], NOW - timedelta(hours=1)) == 0
    assert transaction.frontier.count_all_due(NOW) == 200


def test_counting_reads_what_is_due_and_nothing_else(store):
    counted = [step for step in plans(store, count) if "due_at" in step]
    by_index = "SEARCH frontier USING COVERING INDEX frontier_due (site=? AND priority=? AND due_at<?)"
    assert counted == [by_index] * 3


def test_more_than_were_asked_for_are_not_counted(store):
    urls = [address(n).url for n in range(200)]
    with store.writing() as transaction:
        assert transaction.frontier.due(["example"], NOW, 150) == 150
        assert transaction.frontier.due(["example"], NOW) == 200
        assert transaction.frontier.count_due(urls, NOW, 150) == 150
        assert transaction.frontier.count_due(urls, NOW) == 200
        assert transaction.frontier.count_due(urls[:100], NOW, 150) == 100


def next_due(transaction: Transaction) -> None:
    assert transaction.frontier.next_due(["example", "other"]) is not None


@pytest.mark.parametrize("ask", [dequeue, release, next_due])
def test_nothing_is_read_from_end_to_end_and_nothing_sorted(store, ask):
    steps = plans(store, ask)
    assert steps
    assert [step for step in steps if not step.startswith(CHEAP)] == []


def sites(transaction: Transaction) -> None:
    assert transaction.frontier.sites() == ["example"]
    assert transaction.frontier.sites(lists=True) == []


def next_due_of_all(transaction: Transaction) -> None:
    assert transaction.frontier.next_due_of_all() is not None


def states_of_a_site(transaction: Transaction) -> None:
    assert transaction.frontier.states("example") == {"discovered": 200}


@pytest.mark.parametrize("ask", [sites, next_due_of_all])
def test_what_a_run_begins_with_is_looked_up_site_by_site(store, ask):
    assert [step for step in plans(store, ask) if not step.startswith("SEARCH frontier USING")] == []


def test_states_and_statuses_are_counted_by_an_index_alone(store):
    def ask(transaction: Transaction) -> None:
        assert transaction.frontier.states() == {"discovered": 200}
        assert transaction.articles.count() == {}

    assert [step for step in plans(store, ask) if not step.startswith(COUNTING)] == []
    (of_site, *_) = plans(store, states_of_a_site)
    assert of_site.startswith("SEARCH frontier USING INDEX frontier_due (site=? AND priority=?")


def test_lists_that_failed_are_looked_for_among_lists_alone(store):
    (found, *_) = plans(store, lambda transaction: transaction.lists.failed())
    assert found == "SEARCH frontier USING INDEX frontier_states (kind=?)"


def test_what_is_due_at_one_moment_is_drawn_in_the_order_of_addresses(store):
    with store.writing() as transaction:
        first = [row.url for row in transaction.frontier.dequeue("example", 64, NOW)]
        second = [row.url for row in transaction.frontier.dequeue("example", 64, NOW)]
    assert first + second == sorted(address(number).url for number in range(200))[:128]


def test_the_next_address_that_is_due_is_the_earliest_of_all(store):
    with store.writing() as transaction:
        one = Discovery(url="https://b.example.cn/", address="https://b.example.cn/", site="b", kind="list")
        transaction.frontier.discover([one], NOW - timedelta(hours=1))
        assert transaction.frontier.next_due(["example", "b"]) == "2026-05-01T07:00:00.000Z"
        assert transaction.frontier.next_due(["example"]) == "2026-05-01T08:00:00.000Z"
        assert transaction.frontier.next_due(["nobody"]) is None


def test_the_sites_of_which_something_is_due(store):
    names = [f"s{number:02}" for number in range(20)]
    with store.writing() as transaction:
        some = [
            Discovery(url=f"https://{name}.example.cn/", address="", site=name, kind="list") for name in names
        ]
        transaction.frontier.discover(some[:10], NOW)
        transaction.frontier.discover(some[10:], NOW + timedelta(days=1))

        def ask(*sites: str) -> set[str]:
            return transaction.frontier.sites_with_due(sites, NOW)

        assert ask(*names) == set(names[:10])  # all in one statement
        assert ask(*names[8:12], "nobody") == {"s08", "s09"}  # one by one
        assert ask() == set()
        article = Discovery(url="https://s19.example.cn/1.html", address="", site="s19")
        transaction.frontier.discover([article], NOW)
        for some in (names, names[8:12], names[18:]):
            with_lists = transaction.frontier.sites_with_due(some, NOW, lists=True)
            assert with_lists == ask(*some) - {"s19"} == set(some).intersection(names[:10])
    for sites, lists in product((names, names[:3]), (False, True)):
        steps = plans(
            store,
            lambda transaction, sites=sites, lists=lists: transaction.frontier.sites_with_due(
                sites, NOW, lists=lists
            ),
        )
        read = [step for step in steps if "frontier" in step and "SUBQUERY" not in step]
        assert read
        assert [step for step in read if not step.startswith("SEARCH frontier USING COVERING INDEX")] == []
