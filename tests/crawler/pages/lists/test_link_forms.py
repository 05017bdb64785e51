"""A list on which the outlet's pattern finds nothing is read by the form of its links."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler import registry
from crawler.items import Capture
from crawler.list_reader import listing, no_article
from crawler.pages.lists.link_forms import is_headline
from crawler.reader import read
from crawler.site import Site

AT = datetime(2026, 5, 24, 12, tzinfo=UTC)
SITE = Site(
    id="changed_daily",
    name="示例变报",
    domains=("www.changed.example", ".changed.example"),
    lists=("https://www.changed.example/news/",),
    article_url=r"^/old/\d+\.htm$",
)
TITLES = ("渡口的灯修好了三盏", "堤上的守夜人又添一个", "春耕正忙田间地头机声隆隆", "县里的桥通车了两天")


@pytest.fixture(autouse=True)
def known(monkeypatch):
    monkeypatch.setattr(registry, "site_for", lambda url: SITE if SITE.owns(url) else None)


def list_of(body: str, path: str = "/news/"):
    return listing(
        Capture(url=f"https://www.changed.example{path}", fetched_at=AT, body=f"<html>{body}</html>".encode())
    )


def items(form: str) -> str:
    return "".join(
        f'<li><a href="{form.format(1200 + n)}">{title}</a><span>2026-05-18</span></li>'
        for n, title in enumerate(TITLES)
    )


@pytest.mark.parametrize(
    "form",
    [
        "/detail/177907680012{}.html",
        "/xw/202605/t20260518_{}.shtml",
        "/content/2026/05/18/{}.html",
        "//m.changed.example/news/{}/",
        "/article?id={}",
        "/2026/0518/{}.shtml",
        "/content/s66f3c0a1e4b0a2d3c4e5{}.html",
    ],
)
def test_links_of_one_form_with_headlines_are_articles(form):
    navigation = '<a href="/channel/1200">时政新闻频道的首页</a><a href="/about/1200.html">关于我们</a>'
    foreign = '<a href="https://ad.example.com/detail/1779076800121200.html">买房就到江边的新楼盘来看一看</a>'
    found = list_of(navigation + foreign + items(form))
    assert [one.title for one in found.articles] == list(TITLES)
    assert found.by_form
    assert found.articles[0].published_raw == "2026-05-18"


def test_where_the_pattern_finds_anything_it_alone_counts():
    found = list_of(items("/detail/177907680012{}.html") + '<a href="/old/7.htm">旧</a>')
    assert [one.url for one in found.articles] == ["https://www.changed.example/old/7.htm"]
    assert not found.by_form


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<a href="/detail/1779076800121200.html">更多</a>',  # no headline
        '<a href="/detail/1779076800121200.html">堤上的守夜人又添一个</a>',  # alone
        items("/channel/{}"),
        items("/list/{}.html"),
        items("/xw/szyw/"),
        items("/images/{}.jpg"),
    ],
)
def test_what_has_no_form_of_articles_is_left(body):
    found = list_of(body)
    assert (found.articles, found.by_form) == ((), False)


@pytest.mark.parametrize(("title", "is_one"), [
    ("春耕正忙 田间地头机声隆隆", True), ("更多新闻", False), ("关于我们", False), (None, False),
    ("Bridge opens after two years of work", True),
])  # fmt: skip
def test_a_headline_is_longer_than_the_name_of_a_column(title, is_one):
    assert is_headline(title) is is_one


def guess(body: str) -> str | None:
    capture = Capture(
        url="https://www.changed.example/detail/1779076800121200.html",
        fetched_at=AT,
        body=f"<html><head><title>示例变报</title></head><body>{body}</body></html>".encode(),
    )
    reading = read(capture)
    return no_article(capture, reading) if reading.article else reading.state


TEXT = "<p>青石埠渡口的灯坏了半个月，昨天傍晚修好了。摆渡人说，船还没有靠岸，就看见了自己的影子。</p>" * 2


def test_a_page_with_a_time_or_a_name_may_be_an_article():
    assert (
        guess(f"<h1>渡口的灯修好了三盏</h1><div>2026-05-18 09:30 来源：示例变报</div><div>{TEXT}</div>")
        is None
    )


def test_a_column_page_taken_for_an_article_is_none():
    rows = "".join(
        f'<li><a href="/detail/{n}">{title}，记者从青石埠发来报道</a></li>'
        for n, title in enumerate(TITLES * 5)
    )
    assert guess(f"<h1>青石埠的新闻都在这里</h1><ul>{rows}</ul>") is not None
    dated = rows.replace("</a>", "</a> 2026-05-18")
    assert guess(f"<h1>青石埠的新闻都在这里</h1><div>2026-05-18 09:30</div><ul>{dated}</ul>") is not None
    assert guess(f"<h1>关于示例变报</h1><div>{TEXT}</div>") is not None
