"""What was kept under two addresses becomes one article with the history of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from crawler.items import article_id
from crawler.store import Discovery, FetchedArticle, Store
from crawler.store.schema import frontier
from indexer.feed import Feed
from indexer.search import open_index
from tests.crawler.store.test_store import ARTICLE, NOW, capture, current
from tests.program import shengmei

URL = "https://m.hbtv.com.cn/p/12.html"
OLD = "https://mobile.hbtv.com.cn/p/12.html"  # what the rules of an earlier version kept apart
HOUR = timedelta(hours=1)


@pytest.fixture
def store(store_place):
    with Store.open(store_place, create=True) as store:
        yield store


def kept(store: Store, url: str, body: str, at) -> None:
    with store.writing() as transaction:
        found = Discovery(url=url, address=url, site="hbtv")
        transaction.frontier.discover([found], at)
        key = capture(transaction, url, at)
        said = replace(ARTICLE, url=url, body=body)
        transaction.articles.keep([FetchedArticle(article=said, capture_id=key, fetched_at=at)], at)


def join(store: Store, url: str = OLD, into: str = URL) -> bool:
    with store.writing() as transaction:
        return transaction.joining.join(url, into, NOW)


def bodies(store: Store, url: str = URL) -> list[tuple[int, str]]:
    with store.reading() as transaction:
        found = transaction.articles.revisions(article_id(url))
    return [(one["revision"], one["article"]["body"]) for one in found]


def test_the_revisions_of_both_follow_each_other_by_time(store):
    kept(store, OLD, "一", NOW)
    kept(store, URL, "二", NOW + HOUR)
    kept(store, OLD, "三", NOW + 2 * HOUR)
    assert join(store)
    assert bodies(store) == [(1, "一"), (2, "二"), (3, "三")]
    one = current(store, URL)
    assert (one.article.url, one.article.body, one.revision, one.status) == (URL, "三", 3, "changed")
    assert (one.first_seen, one.last_seen) == ("2026-05-01T08:00:00.000Z", "2026-05-01T10:00:00.000Z")


def test_what_both_said_is_one_revision(store):
    kept(store, OLD, "一", NOW)
    kept(store, URL, "一", NOW + HOUR)
    assert join(store)
    assert bodies(store) == [(1, "一")]
    assert current(store, URL).status == "live"


def test_an_article_moves_to_an_address_that_was_not_kept(store):
    kept(store, OLD, "一", NOW)
    assert join(store)
    assert bodies(store) == [(1, "一")]
    chosen = select(frontier.c.url, frontier.c.state, frontier.c.target).order_by(frontier.c.state)
    with store._engine.connect() as connection:
        rows = connection.execute(chosen).all()
    assert rows == [(OLD, "alias", URL), (URL, "discovered", None)]


def test_it_is_gone_only_where_both_are(store):
    kept(store, OLD, "一", NOW)
    kept(store, URL, "二", NOW + HOUR)
    with store.writing() as transaction:
        transaction.articles.gone(URL, 2, NOW + 2 * HOUR)
    assert join(store)
    assert current(store, URL).status != "gone"


def test_joined_twice_or_forgotten_nothing_happens(store):
    kept(store, OLD, "一", NOW)
    kept(store, URL, "二", NOW + HOUR)
    assert join(store)
    assert not join(store)
    assert not join(store, URL, OLD)
    with store.writing() as transaction:
        transaction.forgetting.forget(URL, URL, "hbtv", "asked", NOW)
    kept(store, f"{URL}?b=1", "三", NOW + 3 * HOUR)
    assert not join(store, f"{URL}?b=1", URL)


def test_the_other_id_leads_to_the_article(store):
    kept(store, OLD, "一", NOW)
    kept(store, URL, "二", NOW + HOUR)
    join(store)
    with store.reading() as transaction:
        assert transaction.joining.into(article_id(OLD)) == article_id(URL)
        assert transaction.articles.find(article_id(OLD)[:12]) == [article_id(URL)]
        assert transaction.articles.find(OLD) == [article_id(URL)]
        assert transaction.articles.count() == {"changed": 1}


def test_an_index_loses_the_other_one_and_nothing_else(store, tmp_path):
    kept(store, OLD, "一", NOW)
    kept(store, URL, "二", NOW + HOUR)
    with open_index(str(tmp_path / "index"), create=True) as index:
        feed = Feed(store, index, str(tmp_path / "index"))
        feed.sync()
        join(store)
        feed.sync()
        assert index.versions([article_id(OLD), article_id(URL)]).keys() == {article_id(URL)}
        assert feed.lag().behind == 0


def test_reading_its_pages_again_leaves_it_under_its_address(store):
    kept(store, OLD, "一", NOW)
    join(store)
    with store.writing() as transaction:
        read = replace(ARTICLE, url=OLD, body="一")
        assert not transaction.articles.reread(article_id(URL), 1, read, NOW)
        assert transaction.articles.reread(article_id(URL), 1, replace(read, body="一二"), NOW)
    assert current(store, URL).article.url == URL


def test_the_command_joins_what_older_rules_kept_apart(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as store:
        kept(store, OLD, "一", NOW)
        kept(store, URL, "二", NOW + HOUR)
    done = shengmei("store", "migrate", "--data", str(tmp_path / "data"))
    assert "1 address leads to the one that today's rules give it; articles joined: 1" in done.stdout
    assert list((tmp_path / "data").glob("shengmei-version-*.sqlite")), "a copy was made first"
    again = shengmei("store", "migrate", "--data", str(tmp_path / "data"))
    assert "joined" not in again.stdout
    with Store.open(tmp_path / "data" / "shengmei.sqlite") as opened:
        assert bodies(opened) == [(1, "一"), (2, "二")]
