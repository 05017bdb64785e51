"""A crawl is written down as a run, counted by outlet and day, and told as events to who asks for them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from tests.crawler.spiders.web import article, html
from tests.program import shengmei

A = "http://news.one.example"


def crawl(web, data, *arguments: str):
    call = ("crawl", *arguments, "--data", str(data), "--delay", "0", "--no-index")
    return shengmei(*call, http_proxy=web.address, SHENGMEI_CONTACT="test@example.cn")


def rows(data, query: str):
    with closing(sqlite3.connect(data / "shengmei.sqlite")) as store:
        return store.execute(query).fetchall()


def test_an_address_on_the_command_line_is_crawled_and_the_run_is_written_down(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧")), f"{A}/2.html": html(article("湖区春耕"))}
    done = crawl(web, data, f"{A}/1.html", f"{A}/2.html", f"{A}/missing.html", "--max-pages", "9")
    assert done.returncode == 0, done.stderr
    ((asked, reason, ended),) = rows(data, "SELECT asked, reason, ended_at FROM runs")
    assert (asked, reason, ended is not None) == ("3 addresses --max-pages 9", "finished", True)
    assert sorted(rows(data, "SELECT site, outcome, count FROM run_counts")) == [
        ("news.one.example", "gone", 1), ("news.one.example", "kept", 2), ("news.one.example", "new", 2),
    ]  # fmt: skip
    counted = {
        (what, name): count for what, name, count in rows(data, "SELECT what, name, count FROM outlet_days")
    }
    assert counted["article", "new"] == counted["outcome", "kept"] == counted["field", "body"] == 2
    assert counted["outcome", "gone"] == 1


def test_events_are_json_lines_and_nothing_else_is_said(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧"))}
    done = crawl(web, data, f"{A}/1.html", "--log-format", "json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [one["event"] for one in events] == ["run started", "page", "run ended"]
    assert {name: events[1][name] for name in ("url", "state", "level")} == {
        "url": "https://news.one.example/1.html", "state": "kept", "level": "info",
    }  # fmt: skip
    assert (events[2]["reason"], events[2]["articles"]) == ("finished", {"new": 1})
    assert (events[2]["still_due"], events[2]["waiting"]) == (0, {})


def test_the_last_event_says_what_a_bound_left(web, data):
    web.pages = {f"{A}/{number}.html": html(article("早稻插秧")) for number in (1, 2, 3)}
    done = crawl(web, data, *web.pages, "--max-pages", "1", "--log-format", "json")
    assert done.returncode == 0
    last = json.loads(done.stderr.splitlines()[-1])
    assert (last["event"], last["still_due"]) == ("run ended", 2)


def test_quiet_says_nothing_unless_something_is_wrong(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧")), f"{A}/empty.html": html("<p>短</p>")}
    done = crawl(web, data, f"{A}/1.html", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = crawl(web, data, f"{A}/empty.html", "--quiet")
    assert done.returncode == 4
    assert "https://news.one.example/empty.html" in done.stderr or f"{A}/empty.html" in done.stderr


def test_an_address_that_is_none_is_named(web, data):
    done = crawl(web, data, "https://")
    assert done.returncode == 2
    assert "is no http address" in done.stderr


def read(web, *arguments: str):
    return shengmei(
        "read", *arguments, http_proxy=web.address, SHENGMEI_CONTACT="test@example.cn", SHENGMEI_DELAY="0"
    )


def test_the_page_at_an_address_is_read_and_not_kept(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧"))}
    done = read(web, f"{A}/1.html", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["title"] == "早稻插秧"
    assert not data.exists()


def test_a_page_that_cannot_be_had_says_why(web):
    done = read(web, f"{A}/missing.html")
    assert done.returncode == 4
    assert f"{A}/missing.html could not be fetched: HTTP 404" in done.stderr
