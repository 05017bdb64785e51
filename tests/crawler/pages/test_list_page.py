"""Lists: which links are articles, what is printed with them, and where the list goes on."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler.items import Capture, Link
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.families.cjyun_lists import CjyunListPage, following
from crawler.registry import site

HOST = "https://news.hbtv.com.cn"
AT = datetime(2026, 5, 24, tzinfo=UTC)


def listing(body: str, path: str = "/cjy_hbxw/index.html"):
    capture = Capture(url=HOST + path, fetched_at=AT, body=body.encode())
    return CjyunListPage(Page(capture), site("hbtv")).listing()


def test_an_item_shows_title_and_time():
    found = listing(
        '<ul><li><span><a href="/p/12.html" target="_blank" title="堤上的守夜人">堤上的守…</a></span>'
        "<time>2026-05-23 21:51</time></li></ul>"
    )
    assert found.articles == (
        Link(url=f"{HOST}/p/12.html", title="堤上的守夜人", published_raw="2026-05-23 21:51"),
    )


@pytest.mark.parametrize(
    ("item", "printed"),
    [
        ("<li>{} <em>2026-05-23</em></li>", "2026-05-23"),
        ("<li>{} [05-23 21:51]</li>", "05-23 21:51"),
        ("<tr><td>{}</td><td>2026年5月23日</td></tr>", "2026年5月23日"),
        ("<dl><dd><p>{}</p><i>5月23日</i></dd></dl>", "5月23日"),
        ("<li>{}</li>", None),
        ("<p>{}</p><p>2026-05-23</p>", None),  # which link it belongs to is not said
    ],
)
def test_the_date_of_a_link(item, printed):
    link = '<a href="/p/12.html">堤上的守夜人</a>'
    body = f"<table>{item.format(link)}</table>" if item.startswith("<tr") else item.format(link)
    assert listing(body).articles[0].published_raw == printed


def test_an_article_stands_once_with_the_title_of_the_link_that_has_one():
    found = listing(
        '<a href="/p/12.html"><img src="/a.jpg"></a><a href="/news/p/12.html#top">堤上的守夜人</a>'
        '<a href="//m.hbtv.com.cn/p/12.html">堤上的守夜人 详细</a>'
    )
    assert [(link.url, link.title) for link in found.articles] == [(f"{HOST}/news/p/12.html", "堤上的守夜人")]


def test_other_lists_are_followed_and_the_rest_is_not():
    found = listing(
        '<a href="/cjy_hbxw/index.html">湖北</a><a href="/cjy_sz/index.html">时政</a>'
        '<a href="/cjy_hbxw/index_3.html">3</a><a href="/cjy_hbxw/index_2.html">下一页</a>'
        '<a href="/app/tv/431">电视</a><a href="https://www.example.com/p/9.html">别处</a>'
        '<a href="javascript:;">更多</a><a href="mailto:a@example.com">信箱</a><a href="http://[::1/p/1.html">坏</a>'
    )
    assert found.lists == (f"{HOST}/cjy_sz/index.html", f"{HOST}/cjy_hbxw/index_3.html")
    assert found.next_page == f"{HOST}/cjy_hbxw/index_2.html"
    assert found.articles == ()


@pytest.mark.parametrize(
    ("script", "second"),
    [
        ("var listid = 450", "?id=450&page=2&pagesize=15"),
        ("var listid='450', pagesize = 20;", "?id=450&page=2&pagesize=20"),
        ("var mylistid = 450", None),
        ("var listid = ''", None),
    ],
)
def test_a_page_names_its_json_list(script, second):
    found = listing(f'<script>{script}</script><a href="javascript:;">下一页</a>').next_page
    assert found == (f"{HOST}/index/nei/content{second}" if second else None)


def json_list(data: object) -> str:
    return json.dumps({"status": True, "data": data})


def test_a_json_list_shows_titles_and_times_of_both_kinds():
    rows = [
        {"url": f"{HOST}/p/31.html", "title": "甲 &amp; 乙", "thumb": [], "created": 1779544260},
        {"url": "/p/30.html", "title": "丙", "thumb": {"url": "/a.png"}, "created": "2026-05-23 21:51:00"},
        {"url": "/cjy/p/31.html", "title": "甲 &amp; 乙", "created": 1779544260},
        {"url": "https://www.example.com/x.html", "title": "别处", "created": None},
    ]
    found = listing(json_list(rows), "/index/nei/content?id=450&page=2&pagesize=15")
    assert found.articles == (
        Link(url=f"{HOST}/p/31.html", title="甲 & 乙", published_raw="1779544260"),
        Link(url=f"{HOST}/p/30.html", title="丙", published_raw="2026-05-23 21:51:00"),
    )
    assert found.next_page == f"{HOST}/index/nei/content?id=450&page=3&pagesize=15"


@pytest.mark.parametrize("data", [[], None])
def test_empty_data_is_the_end(data):
    found = listing(json_list(data), "/index/nei/content?id=450&page=9&pagesize=15")
    assert (found.articles, found.next_page) == ((), None)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html>维护中</html>", "no JSON"),
        ('{"data": [{"url": "/p/1.ht', "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"status": false}', "without data"),
        ('{"data": {"1": {}}}', "without data"),
        ("[]", "without data"),
        ('{"data": [{"title": "甲"}]}', "without url"),
        ('{"data": ["甲"]}', "without url"),
    ],
)
def test_an_answer_that_is_no_list_is_said_to_be_none(body, reason):
    with pytest.raises(UnknownLayout, match=reason):
        listing(body, "/index/nei/content?id=450&page=2&pagesize=15")


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        ("id=450&page=2&pagesize=15", "id=450&page=3&pagesize=15"),
        ("id=450", "id=450&page=2"),
        ("id=450&page=x", "id=450&page=2"),
    ],
)
def test_the_json_list_goes_on(asked, then):
    assert following(f"{HOST}/index/nei/content?{asked}") == f"{HOST}/index/nei/content?{then}"
