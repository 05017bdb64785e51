"""What the store knows of newspapers' editions: complete or not, and where articles stood."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from crawler.edition_items import EditionArticle, EditionPage, EditionReading
from crawler.items import Article
from crawler.store import CaptureRecord, Discovery, FetchedArticle, Store
from crawler.store.schema import frontier

DAY, AT = date(2026, 5, 18), datetime(2026, 5, 18, 1, tzinfo=UTC)
ENTRY, FIRST, SECOND = (f"https://x.example/{name}" for name in ("index", "p1", "p2"))
ARTICLES = tuple(f"https://x.example/a{number}" for number in (1, 2))


@pytest.fixture
def transaction(store_place):
    with Store.open(store_place, create=True) as store, store.writing() as open_one:
        yield open_one


def pages():
    return tuple(
        EditionPage(url=url, address=url, number=number, name=name)
        for url, number, name in ((FIRST, "01", "头版"), (SECOND, "02", None))
    )


def reading(page, *articles, **more):
    listed = [
        EditionArticle(url=url, address=url, page=page, position=place if page else 0)
        for place, url in enumerate(articles, 1)
    ]
    return EditionReading(day=DAY, page=page, pages=pages(), articles=tuple(listed), **more)


def discover(transaction, *urls, state="kept"):
    transaction.frontier.discover([Discovery(url=url, address=url, site="x") for url in urls], AT)
    changed = update(frontier).where(frontier.c.url.in_(urls)).values(state=state, due_at=None)
    transaction.frontier._connection.execute(changed)


def state(transaction):
    (one,) = transaction.editions.states(["x"])
    return one


def test_an_edition_is_complete_when_its_pages_are_read_and_their_articles_kept(transaction):
    transaction.editions.ask_for("x", DAY, [ENTRY], AT)
    assert (state(transaction).complete, str(state(transaction).message)) == (False, "not read yet")
    transaction.editions.record("x", ENTRY, reading(None, *ARTICLES), AT)
    assert (state(transaction).pages, state(transaction).pages_read) == (2, 0)
    transaction.editions.record("x", FIRST, reading(FIRST, ARTICLES[0]), AT)
    transaction.editions.record("x", SECOND, reading(SECOND, ARTICLES[1]), AT)
    discover(transaction, ARTICLES[0])
    discover(transaction, ARTICLES[1], state="failed")
    assert str(state(transaction).message) == "incomplete: 2 of 2 pages, 1 of 2 articles"
    discover(transaction, ARTICLES[1], state="kept")
    assert str(state(transaction).message) == "2 pages, 2 articles, complete"


def test_an_article_belongs_to_the_page_that_lists_it_itself(transaction):
    transaction.editions.record("x", ENTRY, reading(None, *ARTICLES), AT)
    assert {place.number for place in transaction.editions.place(ARTICLES).values()} == {None}
    transaction.editions.record("x", SECOND, reading(SECOND, ARTICLES[1]), AT)
    transaction.editions.record("x", FIRST, reading(FIRST, *ARTICLES), AT)  # it prints the next page's too
    places = transaction.editions.place(ARTICLES)
    assert [(places[url].number, places[url].position) for url in ARTICLES] == [("01", 1), ("02", 1)]
    assert {place.day for place in places.values()} == {DAY}


def test_what_lists_the_whole_edition_has_read_it(transaction):
    whole = reading(None, whole=True)
    transaction.editions.record("x", ENTRY, whole, AT)
    assert (state(transaction).pages, state(transaction).pages_read) == (2, 2)


def test_a_kept_article_that_vanished_since_leaves_its_edition_complete(transaction):
    transaction.editions.record("x", ENTRY, reading(None, ARTICLES[0], whole=True), AT)
    discover(transaction, ARTICLES[0], state="gone")
    assert not state(transaction).complete
    capture = CaptureRecord(
        url=ARTICLES[0],
        address=ARTICLES[0],
        fetched_at=AT,
        status=200,
        file="1.warc.gz",
        offset=0,
        length=9,
        sha256="0" * 64,
    )
    (key,) = transaction.articles.capture([capture])
    article = Article(url=ARTICLES[0], site="x", title="田头的一天", body="插秧。")
    transaction.articles.keep([FetchedArticle(article=article, capture_id=key, fetched_at=AT)], AT)
    assert state(transaction).complete
    transaction.editions.wake("x", DAY, AT)
    assert transaction.frontier.count_due(ARTICLES, AT + timedelta(days=1)) == 0


def test_what_lacks_is_due_when_it_is_asked_for_again(transaction):
    transaction.editions.record("x", ENTRY, reading(None, ARTICLES[0], whole=True), AT)
    discover(transaction, ARTICLES[0], state="gone")
    transaction.editions.tried(ENTRY, "HTTP 503")
    assert state(transaction).problem == "HTTP 503"
    transaction.editions.wake("x", DAY, AT, AT - timedelta(days=1))
    assert transaction.frontier.count_due(ARTICLES, AT) == 0  # not so long ago
    transaction.editions.wake("x", DAY, AT)
    assert transaction.frontier.count_due(ARTICLES, AT) == 1
    assert state(transaction).problem is None


def test_pages_of_which_each_leads_to_the_next_alone_are_in_order(transaction):
    urls = [f"https://x.example/p{number}" for number in range(1, 12)]
    for at, url in enumerate(urls):
        following = urls[(at + 1) % len(urls)]  # the last leads to the first
        named = tuple(
            EditionPage(url=one, address=one, number=one.rpartition("p")[2]) for one in (url, following)
        )
        transaction.editions.record("x", url, EditionReading(day=DAY, page=url, pages=named), AT)
    assert [one["page"] for one in transaction.editions.contents("x", DAY)] == [str(n) for n in range(1, 12)]
    backwards = tuple(EditionPage(url=url, address=url) for url in reversed(urls))
    transaction.editions.record("x", urls[0], EditionReading(day=DAY, page=urls[0], pages=backwards), AT)
    assert [one["page"] for one in transaction.editions.contents("x", DAY)][:2] == ["11", "10"]
