"""Runs that a timetable starts: what is due, for so long, and lists that have no end."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from crawler import registry
from crawler.store import Discovery, Store
from tests.crawler.spiders.test_bad_links import DEMO, crawl_demo, list_page
from tests.crawler.spiders.test_crawl import A, again, crawl, rows, states
from tests.crawler.spiders.web import Answer, article, html
from tests.program import shengmei


def due(web, data, *options: str):
    called = ("crawl", "--due", "--no-index", "--delay", "0", "--data", str(data), *options)
    return shengmei(*called, http_proxy=web.address)


def test_what_is_due_is_fetched_of_every_outlet_whether_a_file_knows_it_or_not(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧")), f"{DEMO}/": list_page(f"{DEMO}/p/9.html")}
    web.pages[f"{DEMO}/p/9.html"] = html(article("堤上"))
    crawl(web, data, [f"{A}/1.html"], "--no-index")
    crawl_demo(web, data)
    web.asked.clear()
    nothing = due(web, data)
    assert (nothing.returncode, "nothing was due" in nothing.stderr) == (0, True), nothing.stderr
    assert web.asked == []
    again(data)
    due(web, data)
    assert {f"{A}/1.html", f"{DEMO}/", f"{DEMO}/p/9.html"} <= set(web.asked)


def test_a_run_ends_when_its_time_is_over_and_says_what_is_left(web, data):
    named = [f"{A}/{number}.html" for number in range(40)]
    web.pages = {url: html(article(f"第{number}块田")) for number, url in enumerate(named)}
    done = crawl(web, data, named, "--no-index", "--delay", "3", "--for", "4s")
    left = sum(state == "discovered" for state, _ in states(data).values())
    assert done.returncode == 0, done.stderr
    assert 30 < left <= 40
    assert f"{left} addresses are due and wait for the next run" in done.stderr


def test_max_pages_says_what_is_left_too(web, data):
    named = [f"{A}/{number}.html" for number in range(9)]
    web.pages = {url: html(article(f"第{number}块田")) for number, url in enumerate(named)}
    done = crawl(web, data, named, "--no-index", "--max-pages", "4")
    assert (done.returncode, "5 addresses are due and wait" in done.stderr) == (0, True), done.stderr


@pytest.mark.parametrize("delay", ["0", "0.02"])
def test_what_a_list_brings_has_its_share_of_a_short_run_beside_revisits(web, data, delay):
    def publish(first: int) -> set[str]:
        links = [f"{DEMO}/p/{first + number}.html" for number in range(30)]
        web.pages |= {url: html(article(f"第{url[-8:-5]}块田", f"{url}的秧苗。")) for url in links}
        web.pages[f"{DEMO}/"] = list_page(*links)
        return set(links)

    seen = publish(100)
    crawl_demo(web, data)
    again(data)
    new = publish(200)
    web.asked.clear()
    crawl_demo(web, data, "--max-pages", "25", "--delay", delay)
    assert min(len(new.intersection(web.asked)), len(seen.intersection(web.asked))) >= 9, web.asked


def test_of_several_outlets_one_may_have_no_list(web, data):
    called = ("crawl", "demo", "jxntv", "--no-index", "--delay", "0", "--data", str(data))
    web.pages = {f"{DEMO}/": list_page(f"{DEMO}/p/9.html"), f"{DEMO}/p/9.html": html(article("堤上"))}
    shengmei(*called, http_proxy=web.address)
    assert rows(data, "SELECT count(*) FROM articles") == [(1,)]


def test_a_pager_that_shows_its_last_page_for_ever_ends(web, data):
    def answer(url: str) -> Answer | None:
        if "/yangtze/index" not in url:
            return None
        number = int(url.rpartition("_")[2].removesuffix(".html")) if "_" in url else 1
        links = [f"{DEMO}/p/{min(number, 4)}{place}.html" for place in range(3)]
        body = list_page(*links).body.decode()
        following = f'<a href="/yangtze/index_{number + 1}.html">下一页</a></body>'
        return html(body.replace("</body>", following))

    web.answer = answer
    crawl_demo(web, data)
    asked = [url for url in web.asked if "/yangtze/index" in url]
    assert f"{DEMO}/yangtze/index_4.html" in asked
    assert len(asked) < 9


def test_a_calendar_without_end_ends_by_what_it_brings(web, data):
    def answer(url: str) -> Answer | None:
        name = url.removeprefix(DEMO).strip("/").partition("/")[0]
        if not name.startswith("day"):
            return list_page(f"{DEMO}/day1/index.html") if url == f"{DEMO}/" else None
        return list_page(f"{DEMO}/day{int(name[3:]) + 1}/index.html", f"{DEMO}/p/5.html")

    web.answer = answer
    web.pages = {f"{DEMO}/p/5.html": html(article("堤上"))}
    crawl_demo(web, data)
    days = [url for url in web.asked if "/day" in url]
    assert f"{DEMO}/day3/index.html" in days
    assert len(days) < 8


def test_what_another_list_brought_first_is_news_of_a_list_too(web, data):
    first, second = (f"{DEMO}/yangtze/index{end}.html" for end in ("", "_2"))
    following = '<a href="/yangtze/index_2.html">下一页</a></body>'

    def page(*articles: int) -> Answer:
        body = list_page(*(f"{DEMO}/p/{one}.html" for one in articles)).body.decode()
        return html(body.replace("</body>", following))

    web.pages = {first: page(11), second: list_page(f"{DEMO}/p/21.html")}
    crawl_demo(web, data)
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        address = f"{DEMO}/p/12.html"  # as the front page would have shown it meanwhile
        found = Discovery(url=registry.canonical(address), address=address, site="demo")
        transaction.frontier.discover([found], datetime.now(UTC))
    web.pages = {first: page(12, 11), second: list_page(f"{DEMO}/p/22.html", f"{DEMO}/p/21.html")}
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        store.execute("UPDATE frontier SET due_at = '2020' WHERE address LIKE '%yangtze/index.html'")
    web.asked.clear()
    crawl_demo(web, data)
    assert f"{DEMO}/p/22.html" in web.asked


def test_a_page_of_a_list_that_failed_keeps_nothing_behind_it_from_view(web, data):
    def page(number: int, *articles: int) -> Answer:
        body = list_page(*(f"{DEMO}/p/{one}.html" for one in articles)).body.decode()
        following = f'<a href="/yangtze/index_{number + 1}.html">下一页</a></body>'
        return html(body.replace("</body>", following))

    first, second, third = (f"{DEMO}/yangtze/index{end}.html" for end in ("", "_2", "_3"))
    web.pages = {first: page(1, 11), second: page(2, 21), third: page(3, 31)}
    crawl_demo(web, data)
    # Page 2 fails while something new comes; when it is back, that has moved on to page 3.
    web.pages |= {second: Answer(status=500)}
    again(data)
    crawl_demo(web, data)
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        ((wait,),) = store.execute(
            "SELECT julianday(due_at) - julianday('now') FROM frontier WHERE address LIKE '%index_2.html'"
        )
        assert wait * 24 < 6.1
        store.execute("UPDATE frontier SET due_at = '2020' WHERE address LIKE '%index_2.html'")
    web.pages |= {second: page(2, 11), third: page(3, 32)}
    crawl_demo(web, data)
    assert f"{DEMO}/p/32.html" in web.asked
