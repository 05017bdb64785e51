"""An outlet has changed the form of its addresses: the crawl goes on, and health and sites say so."""

from __future__ import annotations

import json

import pytest

from tests.crawler.spiders.test_bad_links import DEMO, crawl_demo
from tests.crawler.spiders.test_crawl import again, rows, states
from tests.crawler.spiders.web import article, html
from tests.program import shengmei

NEW = [f"{DEMO}/detail/177907680012{n}.html" for n in (1201, 1202, 1203)]
COLUMN = f"{DEMO}/detail/1779076800129999.html"


def listed(links: list[str]):
    items = "".join(f'<li><a href="{link}">青石埠渡口的灯昨天傍晚修好了</a></li>' for link in links)
    return html(f'<html><head><meta charset="utf-8"></head><body><ul>{items}</ul></body></html>')


def test_a_list_whose_links_fit_no_pattern_is_crawled_and_counted_as_stale(web, data):
    lists = [f"{DEMO}/", f"{DEMO}/yangtze/index.html", f"{DEMO}/country/index.html"]
    web.pages = {one: listed([*NEW, COLUMN]) for one in lists}
    web.pages |= {url: html(article("早稻插秧")) for url in NEW}
    web.pages[COLUMN] = listed([f"{DEMO}/detail/17790768001250{n}.html" for n in range(10, 40)])
    assert crawl_demo(web, data).returncode == 4
    kept = {address for address, (state, _) in states(data).items() if state == "kept"}
    assert kept == {*lists, *NEW}
    assert states(data)[COLUMN][0] == "unreadable"
    assert rows(data, "SELECT DISTINCT site FROM articles") == [("demo",)]

    health = shengmei("health", "demo", "--json", "--data", str(data), check=False)
    (outlet,) = json.loads(health.stdout)
    (alarm,) = [one for one in outlet["alarms"] if one["kind"] == "pattern"]
    assert (health.returncode, alarm["subject"]) == (4, min(outlet["stale_lists"]))
    said = json.loads(shengmei("sites", "demo", "--json", "--data", str(data)).stdout)
    assert len(said["stale_lists"]) == len(outlet["stale_lists"]) == 3


ONE = f"{DEMO}/p/9.html"  # fits the outlet's pattern
SCRIPTS_ONLY = '<html><body><div id="app"></div><script src="/app.js"></script></body></html>'
ABOUT_ONLY = "<html><body><a href='/about.php'>关于我们</a></body></html>"


@pytest.mark.parametrize("page", ["", "<html><body></body></html>", SCRIPTS_ONLY, ABOUT_ONLY])
def test_a_list_that_leads_nowhere_is_no_success(web, data, page):
    """Also where it showed articles before; the next time that it does, all is well."""
    start, column = f"{DEMO}/", f"{DEMO}/yangtze/index.html"
    others = {f"{DEMO}/country/index.html": listed([ONE]), ONE: html(article("早稻插秧"))}
    web.pages = {start: listed([ONE]), column: listed([ONE]), **others}
    assert crawl_demo(web, data).returncode == 0
    again(data)
    web.pages[column] = html(page)
    done = crawl_demo(web, data)
    assert (done.returncode, states(data)[column][0]) == (4, "empty"), done.stderr
    assert "the list leads to no article and to no other list" in done.stderr
    # Three lists, and again, the one that failed once more at the end: health compares with what they showed.
    assert rows(data, "SELECT sum(count) FROM outlet_days WHERE what = 'list' AND name = 'read'") == [(7,)]
    said = shengmei("doctor", "--data", str(data)).stdout
    assert "1 failed when last tried: demo" in said
    again(data)
    web.pages[column] = listed([ONE])
    assert crawl_demo(web, data).returncode == 0


def test_a_later_page_of_a_list_may_be_its_empty_end(web, data):
    start, second = f"{DEMO}/yangtze/index.html", f"{DEMO}/yangtze/index_2.html"
    following = '<a href="/yangtze/index_2.html">下一页</a></body>'
    shown = listed([ONE])
    web.pages = dict.fromkeys((f"{DEMO}/", f"{DEMO}/country/index.html"), shown)
    web.pages |= {
        start: html(shown.body.decode().replace("</body>", following)),
        second: html("<html><body></body></html>"),
        ONE: html(article("早稻插秧")),
    }
    assert (crawl_demo(web, data).returncode, states(data)[second][0]) == (0, "kept")
