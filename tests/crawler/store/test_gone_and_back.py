"""What the store says of an article that vanishes and comes back."""

from __future__ import annotations

from dataclasses import replace

from tests.crawler.store.test_store import ARTICLE, NOW, URL, capture, current, keep, logged, store

__all__ = ["store"]


def test_a_vanished_article_is_marked_gone_and_may_return(store):
    keep(store, ARTICLE)
    with store.writing() as transaction:
        assert transaction.articles.gone(URL, capture(transaction), NOW)
        assert not transaction.articles.gone(URL, capture(transaction), NOW)
    assert (current(store).status, current(store).article.body) == ("gone", "一句话。")
    assert keep(store, ARTICLE) == "returned"
    assert (current(store).status, logged(store)) == ("returned", ["new", "gone", "returned"])


def test_a_gone_article_that_returns_with_another_text_is_returned_as_a_revision(store):
    keep(store, ARTICLE)
    with store.writing() as transaction:
        transaction.articles.gone(URL, capture(transaction), NOW)
    assert keep(store, replace(ARTICLE, body="两句话。")) == "revised"
    assert (current(store).status, current(store).revision) == ("returned", 2)
    assert logged(store) == ["new", "gone", "revised"]
    assert keep(store, replace(ARTICLE, body="三句话。")) == "revised"
    assert (current(store).status, current(store).revision) == ("changed", 3)


def test_a_gone_article_that_was_seen_back_once_stays_gone_with_what_it_says(store):
    keep(store, ARTICLE)
    with store.writing() as transaction:
        transaction.articles.gone(URL, capture(transaction), NOW)
    for body, what in (("一句话。", "same"), ("两句话。", "revised"), ("两句话。", "same")):
        assert keep(store, replace(ARTICLE, body=body), seen_once=True) == what
        assert (current(store).status, current(store).article.body) == ("gone", body)
    assert keep(store, replace(ARTICLE, body="两句话。")) == "returned"
    assert (current(store).status, current(store).revision) == ("returned", 2)
    assert logged(store) == ["new", "gone", "revised", "returned"]
