"""What cannot be asked for, read or kept is the fate of one address, never of its run."""

from __future__ import annotations

import pytest

from tests.crawler.spiders.test_crawl import A, crawl, rows, states
from tests.crawler.spiders.web import Answer, article, html, moved
from tests.program import shengmei

DEMO = "http://m.xingzhi.example"
BAD = (
    "http://m.xingzhi.example:99999/p/1.html",
    "http://m.xingzhi.example:port/p/2.html",
    "http://[::1/p/3.html",
    "http://m.xingzhi.example\x01/p/4.html",
)


def list_page(*links: str) -> Answer:
    items = "".join(f'<li><a href="{link}">新闻</a></li>' for link in links)
    return html(f'<html><head><meta charset="utf-8"></head><body><ul>{items}</ul></body></html>')


def crawl_demo(web, data, *options: str):
    """`shengmei crawl demo` through a web of ours."""
    called = ("crawl", "demo", "--no-index", "--delay", "0", "--data", str(data), *options)
    done = shengmei(*called, http_proxy=web.address)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize("link", BAD)
def test_a_bad_link_in_a_list_costs_no_other_address_its_turn(web, data, link):
    lists = [f"{DEMO}/", f"{DEMO}/yangtze/index.html", f"{DEMO}/country/index.html"]
    web.pages = {one: list_page(link, f"{DEMO}/p/9.html") for one in lists}
    web.pages[f"{DEMO}/p/9.html"] = html(article("早稻插秧"))
    crawl_demo(web, data)
    assert rows(data, "SELECT count(*) FROM articles") == [(1,)]
    assert rows(data, "SELECT count(*) FROM frontier WHERE state IN ('discovered', 'fetching')") == [(0,)]


@pytest.mark.parametrize("address", BAD[:2])
def test_an_address_that_is_none_failed_with_its_reason_and_is_counted(web, data, address):
    web.pages = {f"{A}/1.html": html(article("早稻插秧"))}
    done = crawl(web, data, [address, f"{A}/1.html"], "--no-index")
    assert done.returncode == 4
    assert "1 of 2 pages failed" in done.stderr
    state, reason = states(data)[address]
    assert state == "failed"
    assert reason.startswith("its address cannot be asked for: Port ")
    assert states(data)[f"{A}/1.html"][0] == "kept"


def test_a_redirect_to_an_address_that_is_none_ends_there(web, data):
    web.pages = {f"{A}/1.html": moved(f"{A}:99999/2.html"), f"{A}/3.html": html(article("早稻插秧"))}
    assert crawl(web, data, [f"{A}/1.html", f"{A}/3.html"], "--no-index").returncode == 4
    assert states(data)[f"{A}:99999/2.html"][0] == "failed"
    assert states(data)[f"{A}/3.html"][0] == "kept"


def test_half_a_surrogate_pair_in_a_link_is_kept_in_a_form_that_can_be_written(web, data):
    listed = '{"data": [{"url": "http://m.xingzhi.example/p/7.html?\\ud83d", "title": "新闻"}]}'
    web.pages = {
        f"{DEMO}/": html("<html><body><script>var listid = 4; var pagesize = 15;</script></body></html>"),
        f"{DEMO}/index/nei/content?id=4&page=2&pagesize=15": html(listed),
    }
    crawl_demo(web, data)
    assert rows(data, "SELECT count(*) FROM frontier WHERE address LIKE '%/p/7.html?%'") == [(1,)]


def test_a_cookie_that_no_header_can_carry_fails_its_address_alone(web, data):
    loop = Answer(status=302, headers={"Location": f"{A}/1.html?again", "Set-Cookie": "wall=\x01\x02"})
    web.pages = {f"{A}/1.html": loop, f"{A}/1.html?again": html(article("堤上"))}
    web.pages[f"{A}/2.html"] = html(article("早稻插秧"))
    crawl(web, data, [f"{A}/1.html", f"{A}/2.html"], "--no-index")
    assert states(data)[f"{A}/2.html"][0] == "kept"
    assert rows(data, "SELECT count(*) FROM frontier WHERE state IN ('discovered', 'fetching')") == [(0,)]
