"""A run dequeues at most what it is asked for, and its sites take turns."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.site import Site
from crawler.spiders.scopes.scope import AddressScope, SiteScope
from crawler.store import Discovery, Store, Verdict

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
