"""A run dequeues at most what it is asked for, its sites take turns, and it says when to come again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crawler import registry
from crawler.commands.progress import summary
from crawler.outcomes.outcome import Tally
from crawler.site import Site
from crawler.spiders.run import RunResult
from crawler.spiders.scopes.edition_scope import EditionScope
from crawler.spiders.scopes.scope import AddressScope, SiteScope
from crawler.spiders.scopes.site_scopes import DueScope
from crawler.store import Discovery, Store, Verdict, stamp
from tests.crawler.pages.families.newspapers.paper_pages import GRAMMARS

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
SITES = tuple(
    Site(
        id=name,
        name=name,
        domains=(f"{name}.example",),
        lists=(f"http://{name}.example/",),
        article_url=r"/\d+\.html",
    )
    for name in ("one", "two", "three")
)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        yield opened


def discoveries(site: str, many: int) -> list[Discovery]:
    urls = [f"http://{site}.example/{number}.html" for number in range(many)]
    return [Discovery(url=url, address=url, site=site) for url in urls]


@pytest.mark.parametrize("most", [1, 2, 3, 4, 10, 31])
def test_sites_give_no_more_than_is_asked_for_and_take_turns(store, most):
    scope = SiteScope(SITES)
    with store.writing() as transaction:
        scope.begin(transaction, NOW)
        for site in SITES:
            transaction.frontier.discover(discoveries(site.id, 40), NOW)
        batches = [scope.dequeue(transaction, most, set(), NOW) for _ in range(6)]
    assert batches[0]
    assert all(len(batch) <= most for batch in batches)
    assert {row.site for batch in batches for row in batch} == {"one", "two", "three"}


@pytest.mark.parametrize("most", [1, 5, 20])
def test_addresses_of_which_the_first_are_not_due_give_no_more_than_is_asked_for(store, most):
    named = discoveries("one", 60)
    with store.writing() as transaction:
        AddressScope(named, []).begin(transaction, NOW)
        done = transaction.frontier.dequeue_urls([one.url for one in named[:22]], NOW)
        transaction.frontier.record([Verdict(row=row, state="kept", at=NOW) for row in done])
        scope = AddressScope(named, [])
        assert len(scope.dequeue(transaction, most, set(), NOW)) == most


def test_an_outlet_without_a_site_file_has_the_province_of_its_parent_domain(store):
    hosts = ("changsha.rednet.cn", "www.nobody.example")
    named = [
        Discovery(url=f"https://{host}/1.html", address=f"https://{host}/1.html", site=host) for host in hosts
    ]
    with store.writing() as transaction:
        AddressScope(named, []).begin(transaction, NOW)
    with store.reading() as transaction:
        rows = transaction.articles._connection.exec_driver_sql("SELECT id, name, province FROM sites").all()
    assert [tuple(row) for row in rows] == [("changsha.rednet.cn", None, "湖南")]


def test_named_addresses_are_due_again_when_the_first_of_them_is(store):
    named, others = discoveries("one", 2), discoveries("two", 1)
    with store.writing() as transaction:
        scope = AddressScope(named, SITES)
        scope.begin(transaction, NOW)
        transaction.frontier.discover(others, NOW)
        rows = scope.dequeue(transaction, 10, set(), NOW)
        verdicts = [
            Verdict(row=row, state="kept", at=NOW, due_at=NOW + timedelta(days=days))
            for days, row in enumerate(rows, 300)
        ]
        transaction.frontier.record(verdicts)
        assert scope.next_due(transaction, NOW) == stamp(NOW + timedelta(days=300))
        assert SiteScope(SITES).next_due(transaction, NOW) == stamp(NOW)


def test_newspapers_are_due_again_when_their_next_edition_is(store):
    paper, day = registry.site(GRAMMARS["founder_old"].paper), date(2026, 5, 1)  # 16:00 in Beijing
    midnight = stamp(datetime(2026, 5, 1, 16, tzinfo=UTC))
    with store.writing() as transaction:
        newest, past, due = EditionScope([paper]), EditionScope([paper], [day]), DueScope()
        for scope in (newest, past, due):
            scope.begin(transaction, NOW)
        while rows := newest.dequeue(transaction, 10, set(), NOW):
            transaction.frontier.record([Verdict(row=row, state="gone", at=NOW) for row in rows])
        # Nobody knows of an edition yet: it is asked for again two hours after the answer.
        assert newest.next_due(transaction, NOW) == stamp(NOW + timedelta(hours=2))
        assert past.next_due(transaction, NOW) is None
        assert due.next_due(transaction, NOW) == midnight


@pytest.mark.parametrize(
    ("pages", "is_named", "said"),
    [
        (1, False, "nothing else is due before 2026-05-01 16:00+08:00"),
        (1, True, None),
        (0, True, "nothing was due, so nothing was fetched; next at 2026-05-01 16:00+08:00"),
    ],
)
def test_who_named_addresses_is_not_told_that_nothing_else_is_due(pages, is_named, said):
    run = RunResult(
        tally=Tally(lists=pages),
        still_due=0,
        bounded=False,
        strange_time=None,
        seconds=1.0,
        interrupted=False,
        next_due=NOW,
        is_named=is_named,
    )
    assert summary(run)[1:] == ([said] if said else [])


def test_an_address_that_is_tried_once_more_counts_once(store):
    named = discoveries("one", 600)  # more than one statement asks for
    with store.writing() as transaction:
        scope = AddressScope(named, [])
        scope.begin(transaction, NOW)
        scope.add([one.url for one in named[:50]])
        assert scope.count_due(transaction, NOW) == len(named)
