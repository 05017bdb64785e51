"""The store of a data directory: articles, revisions, and the pages as they came."""

from __future__ import annotations

import pytest

import shengmei
from crawler.items import article_id
from shengmei.api import store as module
from tests.search_cli.articles import ARTICLES
from tests.shengmei.api.conftest import CORRECTED, FETCHED, LATER


@pytest.fixture
def store(data):
    with shengmei.open_store(data) as opened:
        yield opened


def test_articles_are_had_by_id_and_by_address(store):
    url = CORRECTED.url
    for name in (article_id(url), url, url + "?utm_source=x"):
        kept = store.get(name)
        assert (kept.article, kept.status, kept.revision) == (CORRECTED, "changed", 2)
    assert store.get("https://news.example.cn/p/none.html") is None


def test_all_articles_come_once_whatever_the_size_of_a_portion(store, monkeypatch):
    expected = sorted(article_id(one.url) for one in ARTICLES)
    for size in (1, 2, 4, 200):
        monkeypatch.setattr(module, "_AT_ONCE", size)
        assert [kept.id for kept in store.articles()] == expected
    assert {kept.article.site for kept in store.articles("example_news")} == {"example_news"}


def test_counts(store):
    assert store.count() == {"live": 3, "changed": 1}
    assert store.addresses() == {"gone": 1}
    assert store.addresses("other.example.cn") == {}


def test_every_wording_with_when_it_was_fetched(store):
    assert [(one.number, one.fetched_at, one.article) for one in store.revisions(CORRECTED.url)] == [
        (1, FETCHED, ARTICLES[0]),
        (2, LATER, CORRECTED),
    ]
    assert store.revisions("0" * 32) == []


def test_the_pages_as_they_came(store):
    captures = list(store.captures(CORRECTED.url))
    assert [one.fetched_at for one in captures] == [FETCHED, LATER]
    assert captures[1].body.decode() == f"<title>{CORRECTED.title}</title>"
    assert list(store.captures("0" * 32)) == []


def test_a_lost_page_is_said(store, data):
    next((data / "archive").iterdir()).unlink()
    with pytest.raises(shengmei.ArchiveError, match="restore it"):
        list(store.captures(CORRECTED.url))


def test_the_configured_store_is_opened_and_an_absent_one_said(data, monkeypatch, tmp_path):
    monkeypatch.setenv("SHENGMEI_DATA", str(data))
    with shengmei.open_store() as store:
        assert sum(store.count().values()) == 4
    with pytest.raises(shengmei.StoreError, match="no store at"):
        shengmei.open_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()
