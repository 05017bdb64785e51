"""What a crawl must survive: sites that send elsewhere, answers that grow, operators who stop it."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from search_cli.demo.server import DemoServer
from tests.crawler.spiders.test_crawl import A, a_day_later, again, crawl, crawl_demo, rows, states
from tests.crawler.spiders.web import Answer, article, html, moved
from tests.program import shengmei


def test_an_article_sent_to_the_front_page_is_gone_with_evidence(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧"))}
    crawl(web, data, [f"{A}/1.html"])
    web.pages = {f"{A}/1.html": moved("/"), f"{A}/": html(article("首页"))}
    again(data)
    assert crawl(web, data, [f"{A}/1.html"]).returncode == 0
    a_day_later(data)
    assert crawl(web, data, [f"{A}/1.html"]).returncode == 0
    assert rows(data, "SELECT status, evidence IS NOT NULL FROM articles") == [("gone", 1)]
    state, reason = states(data)[f"{A}/1.html"]
    assert state == "gone"
    assert reason.startswith("HTTP 302 to the front page, first seen gone 19")


def test_redirects_in_a_circle_are_a_failure(web, data):
    web.pages = {f"{A}/ab.html": moved(f"{A}/ba.html"), f"{A}/ba.html": moved(f"{A}/ab.html")}
    assert crawl(web, data, [f"{A}/ab.html"], "--no-index").returncode == 4
    assert ("failed", "redirects in a circle") in states(data).values()


def test_what_led_elsewhere_is_asked_again_a_list_soon(data):
    with DemoServer() as server, sqlite3_after(server, data) as store:
        kinds = store.execute(
            "SELECT kind, due_at IS NOT NULL FROM frontier WHERE state = 'redirect'"
        ).fetchall()
    assert set(kinds) == {("article", 1)}


def sqlite3_after(server: DemoServer, data):
    crawl_demo(server, data)
    return sqlite3.connect(data / "shengmei.sqlite")


def test_an_answer_that_grows_too_large_is_unreadable_and_not_disallowed(web, data):
    bomb = gzip.compress(b"<p>" + b"x" * 40_000_000)
    web.pages = {f"{A}/bomb.html": Answer(bomb, headers={"Content-Encoding": "gzip"})}
    assert crawl(web, data, [f"{A}/bomb.html"], "--no-index").returncode == 4
    assert states(data)[f"{A}/bomb.html"][0] == "unreadable"


def test_a_first_failure_is_tried_again_in_the_same_run(web, data):
    web.pages = {f"{A}/drop.html": Answer(drop=True)}
    crawl(web, data, [f"{A}/drop.html"], "--no-index")
    assert rows(data, "SELECT attempts FROM frontier") == [(2,)]


def test_a_location_in_chinese_is_read_as_it_stands(web, data):
    web.pages = {
        f"{A}/1.html": Answer(status=302, headers={"Location": "/新闻.html".encode().decode("latin-1")})
    }
    web.pages[f"{A}/%E6%96%B0%E9%97%BB.html"] = html(article("早稻插秧"))
    crawl(web, data, [f"{A}/1.html"], "--no-index")
    assert rows(data, "SELECT count(*) FROM articles") == [(1,)]


def test_a_login_in_an_address_is_kept_nowhere(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧"))}
    crawl(web, data, [f"{A}/1.html".replace("//", "//reader:s3cret@")])
    assert rows(data, "SELECT address FROM frontier") == [(f"{A}/1.html",)]


def test_addresses_come_by_standard_input_too(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧"))}
    command = [
        sys.executable,
        "-m",
        "search_cli",
        "crawl",
        "--urls",
        "-",
        "--delay",
        "0",
        "--data",
        str(data),
    ]
    environment = {**os.environ, "http_proxy": web.address, "SHENGMEI_CONFIG": os.devnull}
    subprocess.run(command, env=environment, input=f"{A}/1.html\n".encode(), capture_output=True, check=True)
    assert rows(data, "SELECT count(*) FROM articles") == [(1,)]


@pytest.mark.parametrize("arguments", [["nosuchsite"], ["hbtv", "--since", "yesterday"]])
def test_a_wrong_call_makes_nothing(arguments, data):
    assert shengmei("crawl", *arguments, "--data", str(data)).returncode == 2
    assert not data.exists()


def test_an_interrupted_crawl_says_so_and_goes_on_later(data):
    with DemoServer(600) as server:
        command = [sys.executable, "-m", "search_cli", "crawl", "demo", "--no-index", "--data", str(data)]
        environment = {**os.environ, "http_proxy": server.address, "SHENGMEI_CONFIG": os.devnull}
        with subprocess.Popen([*command, "--delay", "0"], env=environment, stderr=subprocess.PIPE) as process:
            while process.poll() is None and len(server.served) < 40:
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=300)[1].decode()
    assert (process.returncode, "interrupted" in said) == (130, True), said
    assert rows(data, "SELECT count(*) FROM frontier WHERE state = 'fetching'") == [(0,)]


def test_pages_that_fit_no_class_of_their_site_are_counted(data):
    with DemoServer() as server:
        called = ("crawl", "demo", "--no-index", "--delay", "0", "--data", str(data))
        done = shengmei(*called, http_proxy=server.address)
    assert "page did not fit CjyunArticlePage" in done.stderr


@pytest.mark.parametrize(
    ("robots", "state", "reason"),
    [
        (Answer(status=503), "failed", "robots.txt of news.one.example cannot be had: HTTP 503"),
        (
            Answer(drop=True),
            "failed",
            "robots.txt of news.one.example cannot be had: the connection broke off",
        ),
        (Answer(b"User-agent: *\nDisallow: /", status=404), "kept", ""),
        (moved(f"{A}/real-robots.txt", 301), "disallowed", "Forbidden by robots.txt"),
        (Answer(b"User-agent: *\nDisallow: /1.html"), "disallowed", "Forbidden by robots.txt"),
        (Answer(b"User-agent: *\nDisallow: /2.html"), "kept", ""),
    ],
)
def test_robots_txt_is_obeyed_and_nothing_is_fetched_while_it_cannot_be_had(web, data, robots, state, reason):
    web.pages = {
        f"{A}/robots.txt": robots,
        f"{A}/real-robots.txt": Answer(b"User-agent: *\nDisallow: /"),
        f"{A}/1.html": html(article("早稻插秧")),
    }
    crawl(web, data, [f"{A}/1.html"], "--no-index")
    found = states(data)[f"{A}/1.html"]
    assert found[0] == state
    assert (found[1] or "").startswith(reason)
    assert (f"{A}/1.html" in web.asked) == (state == "kept")


def test_requests_that_wait_for_one_robots_txt_all_obey_it(web, data):
    pages = [f"{A}/{number}.html" for number in range(12)]
    web.pages = {page: html(article("早稻插秧")) for page in pages}
    web.pages[f"{A}/robots.txt"] = Answer(b"User-agent: *\nDisallow: /")
    crawl(web, data, pages, "--no-index")
    assert {state for state, _ in states(data).values()} == {"disallowed"}
    assert web.asked == [f"{A}/robots.txt"]
