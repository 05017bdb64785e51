"""Parameters that name no article of an outlet are learned from its pages, and unlearned by them."""

from __future__ import annotations

import sqlite3
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.items import article_id
from crawler.outcomes.learned_parameters import FETCHED_ANYWAY
from tests.crawler.spiders.test_crawl import rows
from tests.crawler.spiders.web import Answer, Web, html
from tests.program import shengmei

HOST = "www.learned.example"
BASE, CANONICAL = f"http://{HOST}", f"https://{HOST}"
OUTLET = f"""
name = "示例学报"
domains = ["{HOST}"]
lists = ["{BASE}/"]
article_url = '^/a/\\d+\\.html'

[[references]]
year = 2026
source = "its own pages"
"""
TITLES = dict(zip(range(101, 113), (
    "渡口的灯修好了三盏", "春耕正忙田间地头机声隆隆", "县里的桥通车两天了", "老街的面馆又开了张",
    "龙舟队在湖上练了一夜", "果农把橙子装上了火车", "小学操场铺了新草皮", "山里的信号塔立起来了",
    "图书馆周末开到晚上九点", "渔船今晨出海去捕黄鱼", "养老院来了一群志愿者", "水厂换上了新的滤池",
), strict=True))  # fmt: skip


class Outlet:
    """An outlet whose list links to articles with a parameter."""

    def __init__(self, web: Web, data) -> None:
        self.web, self.data = web, data
        self.links: list[tuple[str, str]] = []  # target and title
        self.shows: dict[str, str] = {}  # titles of what some targets show instead
        self.only_with: str | None = None  # a parameter without which it shows nothing
        web.answer = self.answer
        sites = data.parent / "sites"
        sites.mkdir()
        (sites / "learned.toml").write_text(OUTLET, encoding="utf-8")
        self.sites = str(sites)

    def answer(self, address: str) -> Answer | None:
        parts = urlsplit(address)
        if parts.path == "/":
            items = "".join(f'<li><a href="{BASE}{target}">{title}</a></li>' for target, title in self.links)
            return html(f'<html><head><meta charset="utf-8"></head><ul>{items}</ul></html>')
        if not parts.path.startswith("/a/"):
            return None
        number, given = int(parts.path[3:-5]), parse_qs(parts.query)
        if self.only_with and self.only_with not in given:
            return Answer(status=404)
        return html(page(self.shows.get(address.removeprefix(BASE), TITLES[number])))

    def crawl(self, *targets: str, title: str = "") -> list[str]:
        """What of the articles was asked for when the list leads to these."""
        self.links = [(one, title or TITLES[int(one[3:6])]) for one in targets]
        self.web.asked.clear()
        if self.data.exists():
            with sqlite3.connect(self.data / "shengmei.sqlite") as store:
                store.execute("UPDATE frontier SET due_at = '2020-01-01T00:00:00.000Z' WHERE kind = 'list'")
        call = ("crawl", "learned", "--data", str(self.data), "--delay", "0", "--no-index")
        done = shengmei(*call, check=False, http_proxy=self.web.address, SHENGMEI_SITES=self.sites)
        assert "Traceback" not in done.stderr, done.stderr
        return [one.removeprefix(BASE) for one in self.web.asked if "/a/" in one]

    def kept(self) -> list[str]:
        asked = "SELECT url FROM articles WHERE status != 'joined' ORDER BY url"
        return [url.removeprefix(CANONICAL) for (url,) in rows(self.data, asked)]

    def says(self) -> dict[str, int]:
        asked = "SELECT says, count(*) FROM address_parameters GROUP BY says"
        return dict(rows(self.data, asked))


def page(title: str) -> str:
    text = "".join(f"<p>{title[n:]}{title[:n]}，{title}，{title[::-1]}。</p>" for n in range(6))
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>'
        f'<div class="info">2026-05-01 09:{sum(map(ord, title)) % 60:02} 来源：示例日报</div>'
        f'<div class="content">{text}</div></body></html>'
    )


def fetched_anyway(target: str) -> bool:
    return int(article_id(CANONICAL + target)[:2], 16) < FETCHED_ANYWAY


def with_value(number: int, *, tried: bool = False, start: int = 0) -> str:
    """An address of an article with a value of `xw` for which it is, or is not, fetched in any case."""
    values = (f"/a/{number}.html?xw={value}" for value in range(start, start + 2000))
    return next(one for one in values if fetched_anyway(one) == tried)


@pytest.fixture
def outlet(web, data):
    return Outlet(web, data)


def teach(outlet: Outlet) -> None:
    """Three articles are linked twice, with another value each time."""
    assert len(outlet.crawl(*(with_value(number) for number in (101, 102, 103)))) == 3
    assert len(outlet.crawl(*(with_value(number, start=3000) for number in (101, 102, 103)))) == 3
    assert outlet.kept() == ["/a/101.html", "/a/102.html", "/a/103.html"], "and what was kept apart is joined"
    assert outlet.says() == {"same": 3}


def test_what_pages_show_joins_later_addresses_before_they_are_fetched(outlet):
    teach(outlet)
    known, new = with_value(101, start=6000), with_value(104)
    assert outlet.crawl(known, new) == ["/a/104.html"], "the known one is not asked for, the new one without"
    assert outlet.kept() == [f"/a/{number}.html" for number in (101, 102, 103, 104)]
    assert rows(outlet.data, "SELECT count(*) FROM revisions") == [(4,)], "nothing is there twice"
    found = rows(outlet.data, "SELECT address, target, due_at FROM frontier WHERE address LIKE '%.html?%'")
    assert (BASE + new, f"{CANONICAL}/a/104.html", None) in found
    assert outlet.says() == {"same": 3, "joined": 2}
    assert outlet.crawl(known, new) == []
    into = "SELECT url FROM articles WHERE id = (SELECT into_id FROM joined WHERE url = '{}')"
    assert rows(outlet.data, into.format(CANONICAL + with_value(101))) == [(f"{CANONICAL}/a/101.html",)]


def test_two_pages_are_not_enough(outlet):
    for start in (0, 3000):
        outlet.crawl(*(with_value(number, start=start) for number in (101, 102)))
    assert len(outlet.kept()) == 4
    again = with_value(101, start=6000)
    assert outlet.crawl(again) == [again]


def test_a_few_are_fetched_in_any_case_and_joined_when_they_read_the_same(outlet):
    teach(outlet)
    tried = with_value(101, tried=True)
    assert outlet.crawl(tried) == [tried]
    assert outlet.kept() == ["/a/101.html", "/a/102.html", "/a/103.html"]
    assert outlet.says()["same"] == 4


def test_what_a_list_calls_otherwise_is_fetched_and_ends_it(outlet):
    teach(outlet)
    joined, other = with_value(104), with_value(104, start=3000)
    assert outlet.crawl(joined) == ["/a/104.html"]
    outlet.shows = {joined: "湿地公园来了一群白鹭过冬", other: "城南的旧仓库改成了书店"}
    assert outlet.crawl(other, title=outlet.shows[other]) == [other, joined]
    assert outlet.kept()[3:] == sorted(["/a/104.html", joined, other])
    assert outlet.says() == {"same": 3, "different": 1, "apart": 1}
    later = with_value(101, start=6000)
    assert outlet.crawl(later) == [later], "nothing is joined any more"


def test_one_that_is_fetched_in_any_case_ends_it_too(outlet):
    teach(outlet)
    tried = with_value(101, tried=True)
    outlet.shows = {tried: "湿地公园来了一群白鹭过冬"}
    assert outlet.crawl(tried) == [tried]
    assert tried in outlet.kept()
    later = with_value(101, start=6000)
    assert outlet.crawl(later) == [later]


def test_where_the_rest_shows_no_article_the_address_itself_is_fetched(outlet):
    teach(outlet)
    outlet.only_with = "xw"
    new = with_value(105)
    assert outlet.crawl(new) == ["/a/105.html", new]
    assert new in outlet.kept()
    assert outlet.says() == {"same": 3, "apart": 1}
    later = with_value(106)
    assert outlet.crawl(later) == [later], "and it is not tried without again"
