"""Crawls that share a file are on one machine: leases go by its own clock, not by the one on the wall."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crawler.spiders.politeness import group_leases
from crawler.spiders.politeness.group_leases import GroupLeases
from crawler.store import Store
from crawler.store import clock as store_clock
from tests.crawler.spiders.test_group_leases import LEASE, NOW, Crawl


@pytest.mark.parametrize("hours", [5, -5, 24 * 400])
def test_crawls_on_one_file_keep_their_platforms_when_the_clock_is_set(tmp_path, monkeypatch, hours):
    """One crawl has seen the clock being set, the other one begins after it."""
    passed = 0.0
    for module in (group_leases, store_clock):
        monkeypatch.setattr(module, "clock", lambda: 1000.0 + passed)
    monkeypatch.setattr(store_clock, "boot", lambda: "this start")
    monkeypatch.setattr(group_leases, "_stands", lambda: 0.0)
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as store:
        one, later = leased_by_the_store(store, "one", NOW), NOW + timedelta(hours=hours)
        assert one.take()
        monkeypatch.setattr(group_leases, "_stands", lambda: hours * 3600.0)
        other = leased_by_the_store(store, "other", later)
        assert not other.take(at=later)
        passed = LEASE - 1
        assert one.renew(later + timedelta(seconds=passed)) == set()
        passed = 2 * LEASE - 2
        assert not other.take(at=later + timedelta(seconds=passed))
        passed = 2 * LEASE
        assert other.take(at=later + timedelta(seconds=passed))


def leased_by_the_store(store: Store, name: str, now: datetime) -> Crawl:
    """A crawl that begins as the spider does it."""
    crawl = Crawl(store, name)
    crawl.leases = GroupLeases(
        crawl, LEASE, crawl.servers, measure_ahead=lambda transaction, at: transaction.clock.ahead(at)
    )
    with store.writing() as transaction:
        transaction.clock.begin_leases(now)
        crawl.leases.free_dead(transaction, now)
    return crawl
