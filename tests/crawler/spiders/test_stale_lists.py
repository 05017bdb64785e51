"""An outlet has changed the form of its addresses: the crawl goes on, and health and sites say so."""

from __future__ import annotations

import json

from tests.crawler.spiders.test_bad_links import DEMO, crawl_demo
from tests.crawler.spiders.test_crawl import rows, states
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
