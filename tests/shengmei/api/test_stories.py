"""`index.stories`: an index asked for stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import shengmei
from crawler.store import Store
from indexer.copies.recording import sync_and_record
from indexer.feed import Feed
from indexer.search import open_index
from tests.kept_articles import keep
from tests.search_cli.articles import ARTICLES


@pytest.fixture
def index(data):
    """The first article, printed by two more outlets an hour and a day later, and three that are alone."""
    first = ARTICLES[0]
    body = "".join(f"第{number}个渡口今天开了，江边的人都来看船。" for number in range(20))
    prints = [
        replace(
            first,
            url=f"https://{site}.example.cn/1.html",
            site=site,
            body=body,
            published=replace(first.published, at=first.published.at + timedelta(hours=hours)),
        )
        for site, hours in (("one", 0), ("two", 1), ("three", 24))
    ]
    with Store.open(data / "shengmei.sqlite") as store:
        keep(store, *prints)
        sync_and_record(store, data / "ledger.sqlite")
        with open_index(str(data / "index")) as fed:
            Feed(store, fed, str(data / "index")).sync()
    with shengmei.open_index(data / "index") as opened:
        yield opened


def test_copies_of_a_text_are_one(index):
    assert (index.count(), index.stories.count()) == (7, 5)
    results = index.stories.search("渡口", earliest=True)
    assert (results.total, results.counts, len(results.hits)) == (1, "stories", 1)
    assert (results.hits[0].document["site"], results.hits[0].found) == ("one", 3)
    assert index.stories.facet("渡口", "site").values == (("one", 1), ("three", 1), ("two", 1))
    assert sum(number for _, number in index.stories.timeline("渡口", "year").buckets) == 1
    assert [hit.document["site"] for hit in index.stories.scan("渡口")] == ["one"]


def test_how_far_and_fast_a_story_went(index):
    (one,) = index.stories.spread("渡口")
    assert (one.size, one.found, one.outlets, one.first["site"]) == (3, 3, 3, "one")
    assert (one.half.hours, one.last.hours) == (1, 24)
    assert index.stories.spread("没有这样的词") == []


def test_the_articles_of_a_story_by_any_of_them(index, monkeypatch):
    monkeypatch.setattr("shengmei.api.stories._AT_ONCE", 2)
    told = index.stories.articles("https://two.example.cn/1.html")
    assert [one["site"] for one in told] == ["one", "two", "three"]
    assert [one["story_role"] for one in told] == ["first", "copy", "copy"]
    (alone,) = index.stories.articles(ARTICLES[1].url)
    assert alone["title"] == ARTICLES[1].title


def test_what_cannot_be_asked_is_said(index):
    with pytest.raises(shengmei.SearchError, match="holds no article"):
        index.stories.articles("https://nobody.example.cn/1.html")
    with pytest.raises(shengmei.UsageProblem, match="no order 'widest'"):
        index.stories.spread("渡口", order="widest")
    with pytest.raises(shengmei.UsageProblem, match="numbers from 0 on"):
        index.stories.search("渡口", limit=-1)
    with pytest.raises(shengmei.QueryError):
        index.stories.count("长江 OR")
