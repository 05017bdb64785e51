"""Every request ends in exactly one state with its reason, and nothing that was kept is lost."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from search_cli.demo.server import DemoServer
from shengmei.timezone import SHANGHAI
from tests.crawler.spiders.web import Answer, Web, article, html, moved
from tests.program import shengmei

A = "http://news.one.example"
B = "http://news.two.example"


def crawl(web: Web, data: Path, urls: list[str], *options: str, check: bool = False, **variables: str):
    """`shengmei crawl --urls`, in a process of its own: a reactor starts only once."""
    file = data.parent / "urls.txt"
    file.write_text("\n".join(urls), encoding="utf-8")
    called = ("crawl", "--urls", str(file), "--data", str(data), "--delay", "0", *options)
    done = shengmei(*called, check=check, http_proxy=web.address, **variables)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def rows(data: Path, query: str):
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        return store.execute(query).fetchall()


def states(data: Path) -> dict[str, tuple[str, str | None]]:
    """Address as fetched: state and reason."""
    return {row[0]: (row[1], row[2]) for row in rows(data, "SELECT address, state, last_error FROM frontier")}


def again(data: Path) -> None:
    """Makes everything due now, as if the time had come."""
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        store.execute("UPDATE frontier SET due_at = '2020-01-01T00:00:00.000Z'")


def a_day_later(data: Path) -> None:
    """What was seen once, of an article gone or back, was so long ago, and everything is due."""
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        store.execute("UPDATE frontier SET sighted_at = replace(sighted_at, '20', '19')")
    again(data)


def test_every_end_of_a_request_is_a_state_with_its_reason(web, data):
    web.pages = {
        f"{A}/kept.html": html(article("早稻插秧")),
        f"{A}/moved.html": moved(f"{A}/end.html", 301),
        f"{A}/end.html": html(article("搬家之后")),
        f"{A}/away.html": moved("http://elsewhere.example/1.html"),
        f"{A}/loop.html": moved(f"{A}/loop.html"),
        f"{A}/empty.html": html("  \n"),
        f"{A}/error.html": Answer(status=502),
        f"{A}/drop.html": Answer(drop=True),
        f"{A}/picture.html": Answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        f"{A}/huge.html": Answer(b"<p>" + b"x" * 11_000_000),
        f"{A}/gone.html": Answer(status=410),
        f"{A}/broken.html": Answer(b"<html><body><div>", headers={"Content-Encoding": "gzip"}),
        f"{B}/robots.txt": Answer(
            b"User-agent: *\nDisallow: /private/", headers={"Content-Type": "text/plain"}
        ),
        f"{B}/private/1.html": html(article("不许取")),
        f"{B}/location.html": Answer(status=302, headers={"Location": "javascript:void(0)"}),
    }
    named = [url for url in web.pages if not url.endswith(("robots.txt", "end.html"))]
    done = crawl(web, data, [*named, f"{A}/never.html"])
    found = states(data)
    assert {url.rpartition("/")[2]: state for url, (state, _) in found.items()} == {
        "kept.html": "kept",
        "moved.html": "alias",
        "end.html": "kept",
        "away.html": "redirect",
        "loop.html": "failed",
        "empty.html": "empty",
        "error.html": "failed",
        "drop.html": "failed",
        "picture.html": "unreadable",
        "huge.html": "unreadable",
        "gone.html": "gone",
        "never.html": "gone",
        "broken.html": "failed",
        "1.html": "disallowed",
        "location.html": "failed",
    }
    assert all(reason for state, reason in found.values() if state not in ("kept", "alias"))
    assert done.returncode == 4
    assert rows(data, "SELECT target FROM frontier WHERE state = 'redirect'") == [
        ("https://www.elsewhere.example/1.html",)
    ]
    assert f"{B}/private/1.html" not in web.asked


def test_what_is_not_due_is_not_fetched_again(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧"))}
    assert crawl(web, data, [f"{A}/1.html"]).returncode == 0
    web.asked.clear()
    assert crawl(web, data, [f"{A}/1.html"]).returncode == 0
    assert web.asked == []


def test_a_corrected_page_is_a_revision_a_vanished_one_is_gone_and_may_return(web, data):
    url = f"{A}/1.html"
    web.pages = {url: html(article("早稻插秧"))}
    crawl(web, data, [url])
    web.pages[url] = html(
        article("早稻插秧", "更正：一天能插完二百亩，合作社另有八台插秧机在路上，后天可以到。")
    )
    again(data)
    crawl(web, data, [url])
    assert rows(data, "SELECT revision, status FROM articles") == [(2, "changed")]
    kept = web.pages.pop(url)
    again(data)
    assert crawl(web, data, [url]).returncode == 0
    assert rows(data, "SELECT revision, status FROM articles") == [(2, "changed")]
    a_day_later(data)
    assert crawl(web, data, [url]).returncode == 0
    assert rows(data, "SELECT revision, status FROM articles") == [(2, "gone")]
    web.pages[url] = kept
    again(data)
    for _ in range(2):  # once more on the same day says no more
        assert crawl(web, data, [url]).returncode == 0
        assert rows(data, "SELECT revision, status FROM articles") == [(2, "gone")]
        state, reason = states(data)[url]
        assert (state, reason.partition(" first seen again ")[0]) == ("kept", "returned once:")
        again(data)
    a_day_later(data)
    crawl(web, data, [url])
    assert rows(data, "SELECT revision, status, evidence FROM articles") == [
        (2, "returned", rows(data, "SELECT max(id) FROM captures")[0][0])
    ]
    assert states(data)[url][1].startswith("returned, first seen again ")
    assert rows(data, "SELECT what FROM changes ORDER BY seq") == [
        ("new",),
        ("revised",),
        ("gone",),
        ("returned",),
    ]
    shown = shengmei("search", "插秧机", "--json", "--data", str(data), check=True)
    assert json.loads(shown.stdout)["total"] == 1


def test_a_page_is_looked_at_again_on_a_ladder_from_its_publication(web, data):
    published = datetime.now(SHANGHAI).replace(microsecond=0, second=0) - timedelta(days=2)
    printed = article("早稻插秧").replace("2026-05-01 09:30", f"{published:%Y-%m-%d %H:%M}")
    web.pages = {f"{A}/1.html": html(printed)}
    for _ in range(2):  # the second visit comes too soon, and the rung stays
        crawl(web, data, [f"{A}/1.html"], "--no-index")
        ((due,),) = rows(data, "SELECT due_at FROM frontier")
        assert datetime.fromisoformat(due) == published + timedelta(days=3)
        again(data)


def test_an_error_page_of_today_does_not_touch_what_was_kept(web, data):
    url = f"{A}/1.html"
    web.pages = {url: html(article("早稻插秧"))}
    crawl(web, data, [url])
    web.pages[url] = Answer(status=500)
    again(data)
    assert crawl(web, data, [url]).returncode == 4
    assert rows(data, "SELECT revision, status FROM articles") == [(1, "live")]


def test_no_more_pages_than_asked_for(web, data):
    web.pages = {f"{A}/{n}.html": html(article(f"第{n}块田")) for n in range(6)}
    crawl(web, data, list(web.pages), "--max-pages", "2", "--no-index")
    assert len([url for url in web.asked if not url.endswith("robots.txt")]) == 2
    crawl(web, data, list(web.pages), "--no-index")
    assert rows(data, "SELECT count(*) FROM articles") == [(6,)]


def test_an_unreachable_index_keeps_nobody_from_crawling(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧"))}
    done = crawl(web, data, [f"{A}/1.html"], "--index", "http://127.0.0.1:9")
    assert done.returncode == 3
    assert "index sync" in done.stderr
    assert rows(data, "SELECT count(*) FROM articles") == [(1,)]


def test_a_page_that_was_unreadable_is_found_by_a_rereading(web, data):
    web.pages = {f"{A}/1.html": html(article("早稻插秧"))}
    crawl(web, data, [f"{A}/1.html"], "--no-index")
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        # As an earlier version would have left it.
        for table in ("changes", "revisions", "articles"):
            store.execute(f"DELETE FROM {table}")
        store.execute("UPDATE frontier SET state = 'unreadable', due_at = NULL")
    done = shengmei("reread", "--data", str(data), check=True)
    assert "1 is new" in done.stderr
    assert states(data)[f"{A}/1.html"] == ("kept", None)
    assert rows(data, "SELECT count(*) FROM articles") == [(1,)]


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["nosuchsite"], "unknown site 'nosuchsite'", 2),
        ([], "name sites", 2),
        (["demo", "--urls", "x"], "name sites", 2),
        (["--urls", "/no/such/file"], "cannot be read", 2),
        (["demo", "--since", "yesterday"], "2021-05-01", 2),
        (["demo", "--max-pages", "0"], "max-pages", 2),
    ],
)
def test_a_wrong_call_says_what_is_wrong(arguments, said, code, tmp_path):
    done = shengmei("crawl", *arguments, "--data", str(tmp_path / "data"))
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_line_that_is_no_address_is_named(web, data):
    done = crawl(web, data, ["# a comment", f"{A}/1.html", "ftp://x.example/1"])
    assert done.returncode == 2
    assert "urls.txt, line 3: 'ftp://x.example/1' is no http address" in done.stderr


def test_a_second_crawl_in_the_same_directory_waits_for_nobody(web, data):
    from crawler.spiders.lock import Lock

    data.mkdir()
    lock = Lock(data / "crawl.lock")
    done = crawl(web, data, [f"{A}/1.html"])
    lock.release()
    assert done.returncode == 3
    assert "is in use by process" in done.stderr


def test_a_directory_that_is_not_ours_is_left_alone(web, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "thesis.doc").write_text("mine")
    done = crawl(web, tmp_path / "data", [f"{A}/1.html"])
    assert done.returncode == 3
    assert "not a data directory of shengmei" in done.stderr
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["thesis.doc"]


def test_half_a_surrogate_pair_from_a_pages_json_stops_nobody(web, data):
    config = (
        '<script>var share = {"title": "插秧\\ud83d", "link": "", "appId": "wx1", "signature": "s"};</script>'
    )
    web.pages = {f"{A}/1.html": html(article("早稻插秧").replace("</body>", config + "</body>"))}
    assert crawl(web, data, [f"{A}/1.html"]).returncode == 0
    assert rows(data, "SELECT count(*) FROM articles") == [(1,)]


def test_a_store_that_cannot_be_written_ends_the_run_and_says_so(web, data):
    web.pages = {f"{A}/{n}.html": html(article(f"第{n}块田")) for n in range(40)}
    crawl(web, data, [f"{A}/0.html"], "--no-index")
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        store.execute(
            "CREATE TRIGGER full BEFORE INSERT ON articles BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )
    done = crawl(web, data, list(web.pages), "--no-index")
    assert (done.returncode, "the disk is full" in done.stderr) == (3, True), done.stderr
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        store.execute("DROP TRIGGER full")
    assert crawl(web, data, list(web.pages), "--no-index").returncode == 0
    assert rows(data, "SELECT count(*) FROM articles") == [(40,)]


def crawl_demo(server: DemoServer, data: Path, *options: str) -> list[str]:
    """Crawls the demo outlet; the Beijing days of all articles kept so far."""
    called = ("crawl", "demo", "--no-index", "--delay", "0", "--data", str(data), *options)
    shengmei(*called, http_proxy=server.address)
    kept = [json.loads(row[0]) for row in rows(data, "SELECT article FROM revisions")]
    return sorted(one["published"]["at"][:10] for one in kept if "published" in one)


def test_what_lists_date_before_the_day_is_left_out_until_it_is_asked_for(data):
    with DemoServer() as server:
        newer = crawl_demo(server, data, "--since", "2026-07-01")
        assert newer
        assert newer[0] >= "2026-07-01"
        again(data)
        assert crawl_demo(server, data)[0] < "2026-07-01"
