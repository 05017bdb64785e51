"""Doubts that an outlet's kept articles raise about a new one."""

from __future__ import annotations

import gc
import json
import weakref
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from crawler.items import Article, Byline, Extraction, Timestamp, article_id
from crawler.outlet_likeness import OutletLikeness, compare_kept, unlikeness
from crawler.store import Discovery, Store, Verdict
from crawler.store.outlet_profile import FEWEST, OutletProfile
from search_cli.cli import root
from tests.crawler.spiders.web import article as web_article
from tests.kept_articles import AT, keep

TIME = Timestamp(at=AT, precision="minute", raw="2026-05-01 16:00", found_in="meta pubdate")


def article(number: int, site: str = "one") -> Article:
    return Article(
        url=f"https://news.{site}.example/{number}.html",
        site=f"news.{site}.example",
        title=f"第{number}块田的收成",
        body=f"第{number}块田今天开镰，田埂上站着等秤的人。" * 10,
        published=TIME,
        source="示例日报",
        bylines=(Byline(name="秦望江", role="reporter"),),
        extraction=Extraction(page="OneArticlePage", version="2", confidence=0.95),
    )


NEW = article(99)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as store:
        yield store


def profile(store: Store, site: str = "news.one.example") -> OutletProfile | None:
    with store.reading() as transaction:
        return transaction.articles.outlet_profile(site)


def doubted_of(store: Store, at: datetime) -> list[Article]:
    """The articles that are doubted when the store's are compared."""
    found: list[Article] = []
    compare_kept(store, at, found.append)
    return found


def usual(store: Store) -> OutletProfile:
    keep(store, *[article(number) for number in range(FEWEST)])
    found = profile(store)
    assert found is not None
    return found


def test_with_few_articles_nothing_is_usual(store):
    keep(store, *[article(number) for number in range(FEWEST - 1)])
    keep(store, *[article(number, "two") for number in range(FEWEST)])
    assert profile(store) is None
    assert profile(store, "news.two.example").articles == FEWEST


def test_one_like_the_others_raises_no_doubt(store):
    assert not any(unlikeness(NEW, usual(store)).values())


@pytest.mark.parametrize(("changes", "code"), [
    ({"published": None}, "outlet_field_missing"),
    ({"source": None}, "outlet_field_missing"),
    ({"bylines": ()}, "outlet_field_missing"),
    ({"body": "广告服务"}, "outlet_text_length"),
    ({"body": "一段别人的话。" * 2000}, "outlet_text_length"),
    ({"extraction": Extraction(page="AnyPage", version="2", confidence=0.95)}, "outlet_page_class"),
])  # fmt: skip
def test_one_unlike_the_others_is_doubted(store, changes, code):
    raised = unlikeness(replace(NEW, **changes), usual(store))
    assert {name for name, degree in raised.items() if degree} == {code}


def test_a_headline_or_a_text_that_others_have_is_doubted(store):
    same = [
        replace(article(number), title="要闻", body=f"网站地图与联系方式，{'点击进入' * 20}")
        for number in (50, 51)
    ]
    keep(store, *same)
    known = usual(store)
    assert unlikeness(replace(NEW, title="要闻"), known)["outlet_title_again"]
    assert unlikeness(replace(NEW, body=same[0].body), known)["outlet_text_again"]
    # An article is not its own copy when it is fetched again.
    assert not unlikeness(article(3), known)["outlet_title_again"]


def test_what_an_outlet_hardly_ever_has_is_not_missed(store):
    keep(store, *[replace(article(number), bylines=()) for number in range(FEWEST, 2 * FEWEST)])
    assert not unlikeness(replace(NEW, bylines=()), usual(store))["outlet_field_missing"]


def test_the_store_is_asked_once_for_an_outlet(store):
    known, asked = usual(store), Counter()

    def ask(site: str) -> OutletProfile | None:
        asked[site] += 1
        return known if "one" in site else None

    likeness = OutletLikeness()
    for number in range(3 * FEWEST):
        likeness.compared(article(number), ask)
        likeness.compared(article(number, "two"), ask)
    assert asked == {
        "news.one.example": 1,
        "news.two.example": 3,
    }


def test_doubts_are_added_to_what_the_page_raised(store):
    known = usual(store)
    found = OutletLikeness().compared(replace(NEW, published=None), lambda _: known).extraction
    assert [one.code for one in found.doubts] == ["outlet_field_missing"]
    assert found.confidence < 0.95


def test_an_article_that_nobody_judged_stays_as_it_is(store):
    known = usual(store)
    unjudged = replace(NEW, published=None, extraction=Extraction(page="OneArticlePage", version="1"))
    assert OutletLikeness().compared(unjudged, lambda _: known) == unjudged


def test_read_compares_with_the_articles_that_a_data_directory_keeps(store, tmp_path):
    keep(store, *[article(number) for number in range(FEWEST)])
    data = str(tmp_path / "data")
    page = tmp_path / "page.html"
    page.write_text(web_article("另一块田的收成"), encoding="utf-8")
    doubts = []
    for more in ([], ["--data", data], ["--data", str(tmp_path / "none")]):
        asked = ["read", "--json", str(page), "--url", "https://news.one.example/99.html", *more]
        done = CliRunner().invoke(root, asked)
        assert done.exit_code == 0, done.output
        extraction = json.loads(done.stdout)["extraction"]
        doubts.append([one["code"] for one in extraction.get("doubts", ()) if "outlet" in one["code"]])
    assert doubts == [[], ["outlet_field_missing", "outlet_page_class"], []]


def trusts(store: Store) -> dict[str, tuple[float, list[str]]]:
    """Confidence and doubts of the articles that have any, by title."""
    with store.reading() as transaction:
        held = [one.article for one in transaction.articles.stored(transaction.articles.listed("", 99))]
    return {
        one.title: (one.extraction.confidence, [doubt.code for doubt in one.extraction.doubts])
        for one in held
        if one.extraction.doubts
    }


def test_a_run_compares_the_same_in_whatever_order_the_pages_came(tmp_path):
    pages = [article(number) for number in range(2 * FEWEST)]
    pages[3] = replace(pages[3], published=None)
    pages[30] = replace(pages[30], body="广告服务")
    found = []
    for name, order in (("forward", pages), ("backward", pages[::-1])):
        with Store.open(tmp_path / name / "shengmei.sqlite", create=True) as store:
            for start in range(0, len(order), 8):
                keep(store, *order[start : start + 8])
            assert trusts(store) == {}
            doubtful = doubted_of(store, AT)
            assert {one.url for one in doubtful} == {pages[3].url, pages[30].url}
            found.append(trusts(store))
    assert found[0] == found[1]
    assert {title: codes for title, (_, codes) in found[0].items()} == {
        pages[3].title: ["outlet_field_missing"],
        pages[30].title: ["outlet_text_length"],
    }


def test_each_article_is_compared_once_and_indexes_learn_of_its_doubts(store):
    keep(store, *[article(number) for number in range(FEWEST)], replace(NEW, published=None))
    with store.reading() as transaction:
        before = transaction.changes.newest()
    (doubted,) = doubted_of(store, AT)
    assert doubted_of(store, AT) == []
    with store.reading() as transaction:
        assert [key for _, key in transaction.changes.after(before, 9)] == [article_id(doubted.url)]
        counted = dict(transaction.outlet_days.counted("news.one.example", AT.date()))
    assert [number for key, number in counted.items() if key.what == "doubt"] == [1]


def test_what_an_outlet_with_few_articles_has_is_compared_when_there_are_more(store):
    keep(store, replace(NEW, published=None))
    assert doubted_of(store, AT) == []
    keep(store, *[article(number) for number in range(FEWEST)])
    assert [one.url for one in doubted_of(store, AT)] == [NEW.url]


@pytest.mark.parametrize("seen_ago", [timedelta(0), timedelta(days=1, seconds=1)])
def test_an_article_waits_for_the_rest_of_its_outlet_a_day_at_most(store, seen_ago):
    unlike = replace(NEW, source=None, title="另一个标题")
    keep(store, *[article(number) for number in range(FEWEST)], unlike)
    come = [replace(article(number), body=NEW.body) for number in (50, 51)]
    known = [Discovery(url=one.url, address=one.url, site=one.site) for one in come]
    with store.writing() as transaction:
        transaction.frontier.discover(known, AT)
    whole = ["outlet_field_missing", "outlet_text_again"]
    early = doubted_of(store, AT + seen_ago)
    assert [codes for _, codes in trusts(store).values()] == ([whole[:1]] if seen_ago else [])
    assert len(early) == bool(seen_ago)
    with store.writing() as transaction:
        rows = transaction.frontier.dequeue(NEW.site, 9, AT)
        assert transaction.uncompared.more_to_come(NEW.site)  # they are under way
        transaction.frontier.record([Verdict(row=row, state="kept", at=AT) for row in rows])
    keep(store, *come)
    doubted_of(store, AT + seen_ago)
    assert sorted(trusts(store)["另一个标题"][1]) == (whole[:1] if seen_ago else whole)


def test_a_doubt_that_its_outlet_raises_no_more_is_taken_back(store):
    keep(store, *[article(number) for number in range(FEWEST)], replace(NEW, published=None))
    doubted_of(store, AT)
    keep(store, NEW)  # revised: the page has its time now
    doubted_of(store, AT)
    assert trusts(store) == {}


def test_what_is_doubted_is_told_one_by_one_and_not_kept(store):
    """All of an outlet may be doubted: a run of 96,000 such articles held 470 MB of them at its end."""
    others = [
        replace(article(number), body="网站地图与联系方式，点击进入首页。" * 20) for number in range(300)
    ]
    keep(store, *others)
    there: list[int] = []
    told: list[weakref.ref[Article]] = []

    def tell(one: Article) -> None:
        told.append(weakref.ref(one))
        there.append(sum(known() is not None for known in told))

    compare_kept(store, AT, tell)
    assert len(told) == 300
    gc.collect()
    assert sum(known() is not None for known in told) == 0
    assert max(there) <= 200  # a batch, and none of the one before
