"""Servers in trouble, and what asks them: seen from outside, in small crawls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.crawler.spiders.test_crawl import A, B, again, crawl, rows, states
from tests.crawler.spiders.web import Answer, article, html


def text(said: str, **more) -> Answer:
    return Answer(said.encode(), headers={"Content-Type": "text/plain"}, **more)


def minutes(data, address: str) -> float:
    """How many minutes from now an address is due."""
    ((due,),) = rows(data, f"SELECT due_at FROM frontier WHERE address = '{address}'")
    return (datetime.fromisoformat(due) - datetime.now(UTC)).total_seconds() / 60


def pages(web) -> list[str]:
    """The addresses that were asked for, but for robots.txt."""
    return [url for url in web.asked if not url.endswith("robots.txt")]


@pytest.mark.parametrize(("status", "delay"), [(429, "0"), (503, "0.01")])
def test_a_platform_that_asks_for_an_hour_is_asked_for_one_page_and_the_next_run_asks_for_none(
    web, data, status, delay
):
    named = [f"{A}/{number}.html" for number in range(5)]
    web.pages = {url: Answer(status=status, headers={"Retry-After": "3600"}) for url in named}
    done = crawl(web, data, named, "--no-index", "--delay", delay)
    assert done.returncode == 4
    assert len(pages(web)) == 1
    assert {state for state, _ in states(data).values()} == {"failed", "discovered"}
    assert all(55 < minutes(data, url) < 60.1 for url in named)
    more = crawl(web, data, [*named, f"{A}/new.html"], "--no-index")
    assert len(pages(web)) == 1
    assert (more.returncode, "1 address waits for news.one.example: HTTP" in more.stderr) == (4, True)
    assert rows(data, "SELECT DISTINCT attempts FROM frontier") == [(0,)]


@pytest.mark.parametrize(
    "robots", [Answer(status=500), Answer(status=429, headers={"Retry-After": "600"}), Answer(drop=True)]
)
def test_while_robots_txt_cannot_be_had_pages_wait_and_none_is_blamed(web, data, robots):
    named = [f"{A}/{number}.html" for number in range(30)]
    web.pages = {url: html(article("早稻插秧")) for url in named} | {f"{A}/robots.txt": robots}
    for waits in (1, 2, 3):
        assert crawl(web, data, named, "--no-index").returncode == 4
        assert pages(web) == []
        assert rows(data, "SELECT DISTINCT attempts FROM frontier") == [(0,)]
        assert {state for state, _ in states(data).values()} <= {"failed", "discovered"}
        longest = 600 if robots.headers else 60 * 5 * 2 ** (waits - 1)
        assert all(0 < minutes(data, url) * 60 <= longest for url in named)
        again(data)
    del web.pages[f"{A}/robots.txt"]
    assert crawl(web, data, named, "--no-index").returncode == 0
    assert rows(data, "SELECT count(*) FROM articles") == [(30,)]


def test_an_outage_in_the_middle_of_a_run_costs_no_address_its_place(web, data):
    named = [f"{A}/{number}.html" for number in range(20)]
    web.pages = dict.fromkeys(named, Answer(status=502)) | {f"{B}/1.html": html(article("早稻插秧"))}
    assert crawl(web, data, [*named, f"{B}/1.html"], "--no-index", "--delay", "0.01").returncode == 4
    assert len({url for url in pages(web) if url.startswith(A)}) == 3
    assert rows(data, "SELECT DISTINCT attempts FROM frontier") == [(0,)]
    assert all(4 < minutes(data, url) <= 5 for url in named)
    assert states(data)[f"{B}/1.html"] == ("kept", None)


def test_one_page_that_fails_among_others_is_tried_later_and_later(web, data):
    web.pages = {f"{A}/{number}.html": html(article(f"第{number}块田")) for number in range(5)}
    web.pages[f"{A}/2.html"] = Answer(status=500)
    assert crawl(web, data, list(web.pages), "--no-index").returncode == 4
    assert rows(data, "SELECT count(*) FROM articles") == [(4,)]
    assert rows(data, f"SELECT attempts FROM frontier WHERE address = '{A}/2.html'") == [(2,)]


def test_crawl_delay_holds_where_it_is_the_greater_robots_txt_included(web, data):
    came: list[datetime] = []
    web.answer = lambda _: came.append(datetime.now(UTC))  # type: ignore[func-returns-value]
    web.pages = {f"{A}/robots.txt": text("User-agent: *\nCrawl-delay: 1.5")}
    web.pages |= {f"{A}/{number}.html": html(article(f"第{number}块田")) for number in range(3)}
    assert crawl(web, data, sorted(web.pages)[:3], "--no-index", "--delay", "0.2").returncode == 0
    # Of 4.5 s, for the first may have been late on its way; by the delay that is set it would be 0.6.
    assert came[-1] - came[0] > timedelta(seconds=3)
    assert len(came) == 4


def test_a_robots_txt_without_an_end_is_read_as_far_as_it_counts(web, data):
    web.pages = {
        f"{A}/robots.txt": text("User-agent: *\nDisallow: /secret/\n" + "# more\n" * 1_000_000),
        f"{A}/secret/1.html": html(article("不许取")),
        f"{A}/2.html": html(article("早稻插秧")),
    }
    crawl(web, data, [f"{A}/secret/1.html", f"{A}/2.html"], "--no-index")
    assert states(data)[f"{A}/secret/1.html"][0] == "disallowed"
    assert states(data)[f"{A}/2.html"][0] == "kept"


def test_a_page_is_asked_for_only_if_it_has_changed(web, data):
    seen: list[str] = []

    def answer(url: str, headers) -> Answer | None:
        if not url.endswith("/1.html"):
            return None
        seen.append(headers.get("If-None-Match", ""))
        known = headers.get("If-None-Match") == '"v1"'
        return Answer(status=304) if known else html(article("早稻插秧"), headers={"ETag": '"v1"'})

    web.answer_with_headers = answer
    for _ in range(3):
        assert crawl(web, data, [f"{A}/1.html"], "--no-index").returncode == 0
        again(data)
    assert seen == ["", '"v1"', '"v1"']
    assert rows(data, "SELECT revision, status FROM articles") == [(1, "live")]
    assert rows(data, "SELECT state, etag FROM frontier") == [("kept", '"v1"')]


def test_an_answer_that_a_proxy_has_touched_is_read(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧"), status=203)}
    assert crawl(web, data, [f"{A}/1.html"], "--no-index").returncode == 0
    assert rows(data, "SELECT count(*) FROM articles") == [(1,)]


def test_a_redirect_that_grows_each_time_ends_over_retries_too(web, data):
    web.answer = lambda url: (
        Answer(status=302, headers={"Location": url + "x"}) if "robots" not in url else None
    )
    for _ in range(3):
        crawl(web, data, [f"{A}/1.html"], "--no-index")
        again(data)
    assert rows(data, "SELECT count(*) FROM frontier") == [(9,)]
    assert ("failed", "more than 8 redirects in a row") in states(data).values()


def test_the_outlets_are_told_who_asks_and_in_what_language(web, data):
    headers = {}
    web.answer_with_headers = lambda _, sent: headers.update(sent)
    crawl(web, data, [f"{A}/1.html"], "--no-index", SHENGMEI_CONTACT="desk@archive.example")
    assert "desk@archive.example" in headers["User-Agent"]
    assert headers["Accept-Language"].startswith("zh-CN")


def test_a_run_waits_for_a_server_that_asks_for_some_seconds_but_not_for_ever(web, data):
    asked: list[str] = []

    def answer(url: str) -> Answer | None:
        if url.endswith("robots.txt"):
            return None
        asked.append(url)
        always = url.startswith(B)
        return Answer(status=429, headers={"Retry-After": "1"}) if always or len(asked) < 3 else None

    web.answer = answer
    named = [f"{host}/{number}.html" for host in (A, B) for number in range(3)]
    web.pages = {url: html(article("早稻插秧")) for url in named}
    done = crawl(web, data, named, "--no-index")
    assert done.returncode == 4
    assert rows(data, "SELECT count(*) FROM articles") == [(3,)]
    assert "news.one.example" not in done.stderr
    # One alone, and three times all at once.
    assert len([url for url in asked if url.startswith(B)]) <= 1 + 3 * 3
