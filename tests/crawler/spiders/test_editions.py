"""Newspapers crawled by their editions, each in a grammar of its own, through a loopback proxy."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from crawler import registry
from crawler.edition_items import MOST_PAGES
from crawler.spiders.addresses_found import discovery
from crawler.spiders.arguments import check_edition_days, chosen_sites, edition_days
from crawler.spiders.scopes.edition_scope import EditionScope
from crawler.store import CaptureRecord, Discovery, Store, Verdict
from shengmei.problems import UsageProblem
from tests.crawler.pages.families.newspapers import paper_pages
from tests.crawler.pages.families.newspapers.paper_pages import DAY, GRAMMARS, edition
from tests.crawler.spiders.test_crawl import rows
from tests.crawler.spiders.web import Answer
from tests.program import shengmei

OLD, NEW = GRAMMARS["founder_old"], GRAMMARS["founder_new"]


def answers(pages):
    return {url: Answer(body) for url, body in pages.items()}


def crawl(web, data, *arguments: str):
    called = ("crawl", *arguments, "--no-index", "--data", str(data), "--delay", "0")
    done = shengmei(*called, http_proxy=web.address)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def editions(data, *arguments: str):
    said = shengmei("editions", *arguments, "--json", "--data", str(data)).stdout
    return {(one["site"], one["day"]): one for one in json.loads(said)}


def test_an_edition_of_each_grammar_is_crawled_whole_and_no_other_day(web, data):
    for grammar in GRAMMARS.values():
        web.pages |= answers(edition(grammar, articles=1))
    web.pages |= answers(paper_pages.beijing_news() | paper_pages.hainan())
    index = "http://paper.dzwww.com/dzrb/content/PaperIndex.htm"
    web.pages[index] = Answer(b'<meta http-equiv="refresh" content="0;url=20260520/Page01DZ.htm">')
    papers = [*(grammar.paper for grammar in GRAMMARS.values()), "xinjingbao_paper", "hainanrb"]
    done = crawl(web, data, *papers, "--date", DAY.isoformat())
    assert done.returncode == 0, done.stderr
    found = editions(data)
    assert {site for site, _ in found} == set(papers)
    assert {(one["state"], one["day"]) for one in found.values()} == {("complete", "2026-05-18")}
    other = [
        url
        for url in web.asked
        if "robots" not in url and "0518" not in url.replace("-", "").replace("/", "")
    ]
    assert other == [index]
    articles = [json.loads(text) for (text,) in rows(data, "SELECT article FROM revisions")]
    assert {(one["edition_date"], bool(one["paper"])) for one in articles} == {("2026-05-18", True)}
    assert {one.get("page_position") for one in articles if one["site"] != "hainanrb"} == {1, 2}
    fronts = {(one["site"], one["page_name"]) for one in articles if one["front"]}
    assert fronts == {(paper, "头版") for paper in papers}
    one = next(each for each in articles if each["site"] == NEW.paper)
    assert (one["kicker"], one["subtitle"]) == ("五月农事", "合作社把秧苗送到田头")


def test_what_is_missing_makes_an_edition_incomplete_until_it_is_there(web, data):
    pages = edition(OLD)
    missing = (OLD.page_address("02"), OLD.article_address("01", 1))
    web.pages = answers({url: body for url, body in pages.items() if url not in missing})
    crawl(web, data, OLD.paper, "--date", DAY.isoformat())
    found = editions(data)[OLD.paper, "2026-05-18"]
    assert (found["state"], found["pages_read"], found["pages"]) == ("incomplete", 1, 2)
    assert (found["articles_kept"], found["articles"], found["problem"]) == (2, 3, "HTTP 404")
    web.pages, web.asked = answers(pages), []
    done = crawl(web, data, OLD.paper, "--date", DAY.isoformat())
    assert f"{OLD.paper} 2026-05-18: 2 pages, 6 articles, complete" in done.stderr
    shown = shengmei("editions", OLD.paper, "--pages", "--data", str(data)).stdout
    assert f"  02 要闻\n    1. {paper_pages.title_of('02', 1)}\n" in shown
    assert len([url for url in web.asked if "content_" in url]) == 4


def test_a_backfill_goes_from_the_newest_day_back_and_on_from_where_it_was_stopped(web, data):
    days = [DAY - timedelta(days=number) for number in range(3)]
    for day in days[:2]:
        web.pages |= answers(edition(OLD, articles=1, day=day))
    asked = f"{days[-1]}..{days[0]}"
    crawl(web, data, OLD.paper, "--date", asked, "--max-pages", "3")
    before = [url for url in web.asked if "/2026-05/" in url]
    assert all("/2026-05/18/" in url for url in before)
    done = crawl(web, data, OLD.paper, "--date", asked)
    every = [url for url in web.asked if "/2026-05/" in url]
    assert sorted(set(every)) == sorted(every)  # nothing twice
    found = editions(data)
    assert [found[OLD.paper, day.isoformat()]["state"] for day in days] == ["complete", "complete", "none"]
    assert (done.returncode, found[OLD.paper, days[2].isoformat()]["problem"]) == (0, "HTTP 404")


def test_pages_whose_addresses_name_no_day_are_of_the_edition_that_names_them(web, data):
    web.pages = answers(paper_pages.without_days())
    done = crawl(web, data, "lianyungangdaily", "--date", DAY.isoformat())
    assert "incomplete: 2 of 3 pages, 4 of 4 articles" in done.stderr
    (found,) = editions(data).values()
    assert (found["day"], found["pages"], found["pages_read"]) == ("2026-05-18", 3, 2)
    assert found["problem"] == "a page of the edition of 2026-05-17, not of 2026-05-18"
    articles = [json.loads(text) for (text,) in rows(data, "SELECT article FROM revisions")]
    placed = {(one["edition_date"], one["page"], one["page_name"], one["page_position"]) for one in articles}
    assert placed == {
        ("2026-05-18", number, name, place)
        for number, name in (("01", "头版"), ("02", "要闻"))
        for place in (1, 2)
    }
    assert not [url for url in web.asked if "/870" in url or "/503" in url]


def test_without_a_day_the_newest_editions_are_meant_and_what_lacks_of_the_last_week(tmp_path):
    now = datetime(2026, 5, 18, 1, tzinfo=UTC)
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        for number in (3, 9):  # days ago
            day = DAY - timedelta(days=number)
            transaction.editions.ask_for(
                OLD.paper, day, [registry.canonical(OLD.page_address("01", day))], now
            )
        scope = EditionScope([registry.site(OLD.paper)])
        scope.begin(transaction, now)
        asked = [row.address for row in iter_rows(scope, transaction, now)]
    assert asked == [OLD.page_address("01", DAY - timedelta(days=number)) for number in (0, 1, 3)]


def test_a_page_of_an_edition_that_cannot_be_read_is_not_read_as_an_article(tmp_path):
    now = datetime(2026, 5, 18, 1, tzinfo=UTC)
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        found = [
            Discovery(
                url=f"https://x.example/{kind}", address=f"http://x.example/{kind}", site="x", kind=kind
            )
            for kind in ("article", "edition")
        ]
        transaction.frontier.discover(found, now)
        rows = transaction.frontier.dequeue_urls([one.url for one in found], now)
        transaction.frontier.record([Verdict(row=row, state="unreadable", at=now) for row in rows])
        transaction.articles.capture(
            [
                CaptureRecord(
                    url=one.url,
                    address=one.address,
                    fetched_at=now,
                    status=200,
                    file="1.warc.gz",
                    offset=0,
                    length=9,
                    sha256="0" * 64,
                )
                for one in found
            ]
        )
        assert [url for url, _ in transaction.frontier.unread()] == ["https://x.example/article"]


def iter_rows(scope, transaction, now):
    while rows := scope.dequeue(transaction, 64, set(), now):
        yield from rows
        transaction.frontier.put_back(rows, now + timedelta(days=1))


def test_days_that_cannot_be_are_a_usage_error(web, data):
    for text in ("2026-13-01", "2026-05-18..2026-05-01", "tomorrow", f"{date(2048, 1, 1)}"):
        with pytest.raises(UsageProblem, match="day"):
            edition_days(text)
    with pytest.raises(UsageProblem, match="hbtv is none"):
        check_edition_days(("hbrb", "hbtv"), "2026-05-18")
    with pytest.raises(UsageProblem, match="403"):
        chosen_sites("bjrb", ())
    assert crawl(web, data, OLD.paper, "--date", "2048-01-01").returncode == 2
    assert not data.exists()


def test_an_edition_in_which_each_page_leads_to_a_further_one_ends(tmp_path):
    now = datetime(2026, 5, 18, 1, tzinfo=UTC)
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        scope = EditionScope([registry.site(OLD.paper)], [DAY])
        scope.begin(transaction, now)
        for number in range(2, MOST_PAGES + 50):
            page = discovery(OLD.page_address(f"{number}"), kind="edition")
            transaction.frontier.discover([page], now)
            scope.add([page.url, page.url])
        fetched = sum(1 for _ in iter_rows(scope, transaction, now))
        assert fetched == MOST_PAGES
        article = discovery(OLD.article_address("01", 1))
        transaction.frontier.discover([article], now)
        scope.add([article.url])
        assert [row.url for row in iter_rows(scope, transaction, now)] == [article.url]


def test_where_addresses_name_no_day_the_pages_of_all_editions_have_room(tmp_path):
    now = datetime(2026, 5, 18, 1, tzinfo=UTC)
    paper, days = registry.site("lianyungangdaily"), [DAY - timedelta(days=n) for n in range(3)]
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        scope = EditionScope([paper], days)
        scope.begin(transaction, now)
        list(iter_rows(scope, transaction, now))
        for number in range(len(days) * MOST_PAGES + 5):
            page = discovery(f"http://lygrbepaper.lygfb.cn/Page/index/pageid/{number}.html", kind="edition")
            transaction.frontier.discover([page], now)
            scope.add([page.url])
        assert sum(1 for _ in iter_rows(scope, transaction, now)) == len(days) * MOST_PAGES


def test_what_a_page_names_is_fetched_when_it_is_written_down(tmp_path):
    now = datetime(2026, 5, 18, 1, tzinfo=UTC)
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        scope = EditionScope([registry.site(OLD.paper)], [DAY])
        scope.begin(transaction, now)
        list(iter_rows(scope, transaction, now))
        page = discovery(OLD.page_address("02"), kind="edition")
        scope.add([page.url])
        assert scope.dequeue(transaction, 64, set(), now) == []
        transaction.frontier.discover([page], now)
        assert [row.url for row in scope.dequeue(transaction, 64, set(), now)] == [page.url]


def test_an_article_waits_for_the_pages_of_its_edition_that_tell_where_it_stands(tmp_path):
    now = datetime(2026, 5, 18, 1, tzinfo=UTC)
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        scope = EditionScope([registry.site(OLD.paper)], [DAY])
        scope.begin(transaction, now)
        first = list(iter_rows(scope, transaction, now))
        page = discovery(OLD.page_address("02"), kind="edition")
        article = discovery(OLD.article_address("02", 1), kind="article")
        transaction.frontier.discover([page, article], now)
        scope.add([article.url, page.url])
        pages = scope.dequeue(transaction, 64, set(), now)
        assert [row.url for row in (*first, *pages)] == [discovery(OLD.page_address("01")).url, page.url]
        assert scope.dequeue(transaction, 64, set(), now) == []
        transaction.frontier.record([Verdict(row=row, state="kept", at=now) for row in pages])
        assert [row.url for row in scope.dequeue(transaction, 64, set(), now)] == [article.url]


def test_an_edition_that_is_not_there_yet_is_asked_for_again_in_some_hours(tmp_path):
    early = datetime(2026, 5, 18, 1, tzinfo=UTC)
    with Store.open(tmp_path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        scope = EditionScope([registry.site(OLD.paper)])
        scope.begin(transaction, early)
        first = []
        while rows := scope.dequeue(transaction, 64, set(), early):
            gone = [Verdict(row=row, state="gone", at=early, reason="HTTP 404") for row in rows]
            transaction.frontier.record(gone)
            for row in rows:
                transaction.editions.tried(row.url, "HTTP 404")
            first += [row.address for row in rows]
        assert first == [OLD.page_address("01", day) for day in (DAY, DAY - timedelta(days=1))]
        asked = {}
        for hours in (1, 3, 25):
            again, now = EditionScope([registry.site(OLD.paper)]), early + timedelta(hours=hours)
            again.begin(transaction, now)
            asked[hours] = [row.address for row in iter_rows(again, transaction, now)]
        assert asked[1] == []
        assert asked[3] == [OLD.page_address("01", DAY)]
        (state,) = transaction.editions.states([OLD.paper], DAY, DAY)
        assert str(state.message) == "not read yet"
