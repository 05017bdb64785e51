"""Lists that are no pages: JSON answers, scripts and feeds, whole and broken."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.items import Capture
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.lists.feed_list import feed_listing, is_feed
from crawler.pages.lists.json_guess import guessed_listing
from crawler.pages.lists.json_list import JsonList, Paging
from crawler.site import Site

AT = datetime(2026, 5, 24, tzinfo=UTC)
SITE = Site(
    id="example_daily",
    name="示例日报",
    domains=("www.example.cn", ".example.cn"),
    article_url=r"^/a/\d+\.html$",
    list_url=r"^/channel/\d+$",
)
LIST = JsonList(
    endpoint=r"^https://api\.example\.cn/list\?",
    items="data.stories",
    title="title",
    time="publish_time",
    address="url",
    page=Paging(parameter="page", most=3),
)


def capture(body: str | bytes, url: str, content_type: str = "") -> Capture:
    headers = (("Content-Type", content_type),) if content_type else ()
    return Capture(
        url=url, fetched_at=AT, body=body.encode() if isinstance(body, str) else body, headers=headers
    )


def page(body: str | bytes, url: str = "https://api.example.cn/list?page=1", content_type: str = "") -> Page:
    return Page(capture(body, url, content_type))


def answer(*stories: dict[str, Any]) -> str:
    return json.dumps({"code": 0, "data": {"stories": stories}}, ensure_ascii=False)


STORY = {"title": "渡口的灯&quot;修好&quot;了", "publish_time": "2026-05-18 09:30", "url": "/a/12.html#top"}


def test_a_json_list_has_address_title_and_time():
    (link,) = LIST.listing(page(answer({**STORY, "url": "//www.example.cn/a/12.html#top"})), SITE).articles
    assert (link.url, link.published_raw) == ("https://www.example.cn/a/12.html", "2026-05-18 09:30")
    assert link.title == '渡口的灯"修好"了'


def test_an_entry_with_an_id_alone_has_the_page_that_is_shared():
    shared = JsonList(endpoint="list", items="@", share="https://www.example.cn/a/{news.id}.html", time="at")
    found = shared.listing(page(json.dumps([{"news": {"id": 12}, "at": 1779076800}, {"news": {}}])), SITE)
    assert [(one.url, one.published_raw) for one in found.articles] == [
        ("https://www.example.cn/a/12.html", "1779076800")
    ]


@pytest.mark.parametrize(
    ("url", "following"),
    [
        ("https://api.example.cn/list?page=1", "https://api.example.cn/list?page=2"),
        ("https://api.example.cn/list?id=7", "https://api.example.cn/list?id=7&page=2"),
        ("https://api.example.cn/list?page=3", None),  # the most that are asked for: some answer every number
        ("https://api.example.cn/list?page=x", None),
        ("https://api.example.cn/list?page=" + "9" * 5000, None),
    ],
)
def test_the_next_page_of_a_json_list(url, following):
    body = answer({**STORY, "url": "https://www.example.cn/a/12.html"})
    assert LIST.listing(page(body, url), SITE).next_page == following


def test_behind_an_empty_answer_nothing_follows():
    found = LIST.listing(page(answer()), SITE)
    assert (found.articles, found.next_page) == ((), None)


def test_a_list_in_a_script_of_a_page():
    scripted = JsonList(endpoint="index", items="list", address="href", script=r"window\.__DATA__\s*=\s*")
    body = '<html><script>window.__DATA__ = {"list": [{"href": "/a/3.html"}]};</script></html>'
    found = scripted.listing(page(body, "https://www.example.cn/index"), SITE)
    assert [one.url for one in found.articles] == ["https://www.example.cn/a/3.html"]
    with pytest.raises(UnknownLayout, match="without the script"):
        scripted.listing(page("<html></html>"), SITE)


@pytest.mark.parametrize(
    "wrapped",
    [
        "callback({});",
        "var list = {};",
        "\ufeff{}",
        "/**/jQuery1113_177({});",
        "try{callback({})}catch(e){}",
        "{}<!-- cached -->",
    ],
)
def test_an_answer_that_is_wrapped(wrapped):
    body = wrapped.replace("{}", answer({**STORY, "url": "https://www.example.cn/a/12.html"}))
    assert len(LIST.listing(page(body), SITE).articles) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<html><body>502 Bad Gateway</body></html>", "no JSON"),
        (answer(STORY)[:40], "no JSON"),
        ("[" * 10_000 + "]" * 10_000, "nested too deep"),
        ('{"code": 1, "message": "sign error"}', "without 'data.stories'"),
        ('{"data": {"stories": "none"}}', "no list at 'data.stories'"),
        (answer({"title": "x"}, {"title": "y"}), "without addresses"),
        ('{"data": {"stories": [null, 5, "x", []]}}', "without addresses"),
        ("", "no JSON"),
    ],
)
def test_an_answer_that_is_no_such_list_is_said_to_be_none(body, said):
    with pytest.raises(UnknownLayout, match=said):
        LIST.listing(page(body), SITE)


def test_addresses_that_the_pattern_does_not_know_are_taken_by_their_form():
    new = [{**STORY, "url": f"https://www.example.cn/detail/177907680012916{n}.html"} for n in range(4)]
    foreign = {**STORY, "url": "https://ad.example.com/detail/1779076800129168.html"}
    found = LIST.listing(page(answer(*new, foreign)), SITE)
    assert (len(found.articles), found.by_form) == (4, True)
    known = {**STORY, "url": "https://www.example.cn/a/12.html"}
    found = LIST.listing(page(answer(*new, known)), SITE)
    assert (len(found.articles), found.by_form) == (1, False)


def test_of_a_list_without_end_the_newest_are_taken():
    many = [{"url": f"https://www.example.cn/a/{n}.html"} for n in range(100_000)]
    found = LIST.listing(page(answer(*many)), SITE)
    assert len(found.articles) == 5_000
    assert found.cuts == ("95000 of 100000 links",)


RSS = """<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><title>示例日报</title>
<item><title>渡口的灯修好了</title><link>https://www.example.cn/a/12.html</link>
<pubDate>Mon, 18 May 2026 09:30:00 +0800</pubDate></item>
<item><title><![CDATA[堤上的守夜人]]></title><link>/a/13.html</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>渡口的灯修好了</title>
<link href="https://www.example.cn/a/12.html"/><updated>2026-05-18T09:30:00+08:00</updated></entry></feed>"""


@pytest.mark.parametrize(
    ("declared", "sent", "content_type"),
    [
        ("utf-8", "utf-8", ""),
        ("gb2312", "gb18030", ""),
        ("utf-8", "gb18030", "text/xml"),  # declared wrong
        ("gb2312", "utf-8", "text/xml; charset=gb2312"),
    ],
)
def test_a_feed_in_whatever_charset(declared, sent, content_type):
    got = page(RSS.format(declared=declared).encode(sent), "https://www.example.cn/rss.xml", content_type)
    assert is_feed(got)
    first, second = feed_listing(got, SITE).articles
    assert (first.url, first.title) == ("https://www.example.cn/a/12.html", "渡口的灯修好了")
    assert first.published_raw == "Mon, 18 May 2026 09:30:00 +0800"
    assert (second.url, second.title) == ("https://www.example.cn/a/13.html", "堤上的守夜人")


@pytest.mark.parametrize("declared", ["big5", "utf-8"])
def test_a_feed_in_big5(declared):
    told = RSS.format(declared=declared).replace("渡口的灯修好了", "渡口的燈修好了，臺灣來客增多")
    told = told.replace("示例日报", "示例日報")
    first, second = feed_listing(page(told.encode("big5"), "https://www.example.cn/rss.xml"), SITE).articles
    assert (first.title, second.title) == ("渡口的燈修好了，臺灣來客增多", "堤上的守夜人")


def test_what_a_feed_appends_to_addresses_is_no_other_form_of_them():
    title = "&lt;b&gt;渡口&lt;/b&gt;的&amp;quot;灯&amp;quot;"
    items = f"<item><title>{title}</title><link>/a/12.html?from=rss</link></item>"
    got = page(f"<rss><channel>{items}</channel></rss>", "https://www.example.cn/rss.xml")
    found = feed_listing(got, SITE)
    assert (found.by_form, [one.title for one in found.articles]) == (False, ['渡口的"灯"'])


def test_an_atom_feed():
    got = page(ATOM, "https://www.example.cn/feed")
    assert is_feed(got)
    assert [one.published_raw for one in feed_listing(got, SITE).articles] == ["2026-05-18T09:30:00+08:00"]


def test_a_feed_with_entities_of_its_own_unpacks_nothing():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "哈" * 10}">' for n in range(12))
    item = "<item><title>&e11;</title><link>/a/1.html</link></item>"
    body = f"<!DOCTYPE rss [{bomb}]><rss><channel>{item}</channel></rss>"
    (link,) = feed_listing(page(body, "https://www.example.cn/rss.xml"), SITE).articles
    assert len(link.title or "") < 100


def test_a_feed_without_entries_is_no_list():
    with pytest.raises(UnknownLayout, match="names no article"):
        feed_listing(page("<rss><channel></channel></rss>", "https://www.example.cn/rss.xml"), SITE)


def test_a_json_list_that_nobody_described_is_read_by_the_form_of_its_addresses():
    rows = [
        {
            "docTitle": "渡口的灯修好了",
            "pic_url": "//www.example.cn/a/9.html",
            "shareUrl": f"/a/{n}.html",
            "pubTime": n,
        }
        for n in (12, 13)
    ]
    body = json.dumps(
        {"code": 0, "data": {"banner": {"url": "/channel/7"}, "list": rows}}, ensure_ascii=False
    )
    found = guessed_listing(page(body, "https://www.example.cn/api/list"), SITE)
    assert [(one.url, one.title, one.published_raw) for one in found.articles] == [
        ("https://www.example.cn/a/12.html", "渡口的灯修好了", "12"),
        ("https://www.example.cn/a/13.html", "渡口的灯修好了", "13"),
    ]
    assert found.lists == ("https://www.example.cn/channel/7",)


@pytest.mark.parametrize(
    "body", ['{"code": 1}', "[1, 2]", '{"a":' * 900 + "1" + "}" * 900, '{"url": "/about/"}']
)
def test_a_json_answer_that_names_no_article_is_no_list(body):
    with pytest.raises(UnknownLayout, match="names no article"):
        guessed_listing(page(body, "https://www.example.cn/api/list"), SITE)
