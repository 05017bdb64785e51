"""Saved pages cut, mixed up and blown up: every one is read or said to be unreadable, and soon."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from crawler.items import Reading, to_dict
from crawler.pages.document.page import Page
from crawler.pages.families.newscn import NewscnArticlePage
from tests.crawler.pages.cost import capture_of, read_cheaply

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
KNOWN = (FIXTURES / "hbtv" / "article.html").read_bytes()
UNKNOWN = (FIXTURES / "hbtv" / "unknown_layout.html").read_bytes()
ADDRESSES = ("https://m.hbtv.com.cn/p/12.html", "https://www.example.cn/a/12.html", "")
MANY = 100_000


def reading(body: bytes, url: str = ADDRESSES[0]) -> Reading:
    said = read_cheaply(body, url)
    assert said.article or said.target or said.reason
    return said


@pytest.mark.parametrize("page", [KNOWN, UNKNOWN], ids=["known layout", "unknown layout"])
def test_a_page_cut_anywhere(page):
    for end in range(0, len(page), 61):
        reading(page[:end], ADDRESSES[end % 3])


@pytest.mark.parametrize("seed", range(4))
def test_a_page_with_damaged_bytes(seed):
    chance = random.Random(seed)
    inserts = (b"<", b">", b'"', b"</div>", b"{", b"<div>", b"\0", b"<!--", b"<script>", b"&", b"\xff")
    pages = sorted(FIXTURES.glob("*/*.html"))
    for _ in range(60):
        body = bytearray(chance.choice(pages).read_bytes())
        for _ in range(chance.randint(1, 30)):
            at = chance.randrange(len(body))
            body[at : at + chance.choice((0, 1, 40))] = chance.choice(inserts) * chance.randint(0, 5)
        reading(bytes(body), chance.choice(ADDRESSES))


@pytest.mark.parametrize(
    "inserted",
    [
        pytest.param("<div>" * 10_000, id="nested div"),
        pytest.param("<b><div>" * 5_000, id="nested b and div"),
        pytest.param("<div>今天，晴。" * 10_000, id="nested text"),
        pytest.param('<div class="article-content">' * 10_000, id="nested bodies"),
        pytest.param("<div hidden>" * 10_000, id="nested hidden"),
        pytest.param("</div></span>" * MANY, id="closing tags"),
        pytest.param(f'<div class="{"x" * 1_000_000}" style="{"y " * 500_000}">', id="megabyte attributes"),
        pytest.param("<p " + " ".join(f'a{i}="{i}"' for i in range(MANY)) + ">", id="many attributes"),
        pytest.param("<p>推荐阅读<a href=/p/2.html>今日</a></p>" * 20_000, id="recommendations"),
        pytest.param("<p>2021-05-23 21:51</p>" * 20_000, id="times"),
        pytest.param("<p>来源：示例报 作者：王小满</p>" * 20_000, id="sources"),
        pytest.param("<script>" + "shareVariable = {" * MANY + "</script>", id="share variables"),
        pytest.param("<script>" + '{"imgUrl":"' * MANY + "</script>", id="share configs"),
        pytest.param("&quot;nonceStr&quot;" * MANY, id="escaped configs"),
        pytest.param('<script type="application/ld+json">' + "[" * MANY + "</script>", id="deep JSON"),
        pytest.param(
            '<script type="application/ld+json">' + '{"@graph":' * MANY + "</script>", id="deep JSON-LD"
        ),
        pytest.param("{" * 1_000_000, id="braces"),
        pytest.param(" \n\u3000" * 500_000, id="blanks"),
        pytest.param("1" * 1_000_000, id="digits"),
        pytest.param("<!--" * MANY, id="comments"),
        pytest.param("&#xD800;&#x110000;&#0;" * 50_000, id="no characters"),
        pytest.param(
            '<base href="http://[::1"><a href="http://[">甲</a><img src="http://[::">', id="addresses"
        ),
    ],
)
@pytest.mark.parametrize("page", [KNOWN, UNKNOWN], ids=["known layout", "unknown layout"])
def test_a_page_blown_up(page, inserted):
    reading(page.replace(b"<body>", b"<body>" + inserted.encode(), 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("<title>", "<title>" + "_要闻" * MANY, id="title of suffixes"),
        pytest.param("<title>", "<title>" + " - " * MANY, id="title of dashes"),
        pytest.param("<p>", "<p>" + "（记者 王" * 50_000, id="brackets of reporters"),
        pytest.param("</p>", "编辑 " * 10_000 + "</p>", id="editors"),
        pytest.param("e", "\0e", id="NULs inside words"),
        pytest.param("</html>", "</html>" + "\0" * 3_000_000, id="NULs behind"),
        pytest.param("utf-8", "idna", id="a codec for host names"),
        pytest.param("utf-8", "rot13", id="a codec that is no charset"),
        pytest.param("utf-8", "utf-16", id="declared wrong"),
    ],
)
def test_a_page_with_parts_blown_up(before, after):
    reading(KNOWN.replace(before.encode(), after.encode()))


@pytest.mark.parametrize("url", ADDRESSES)
def test_noise_is_no_page(url):
    assert reading(random.Random(1).randbytes(300_000), url).state == "unreadable"
    assert reading(KNOWN[:40] + random.Random(2).randbytes(300_000), url).state in ("unreadable", "kept")


def test_what_is_blown_up_hides_nothing_that_is_whole():
    """A tag of too many attributes is left out; the article below it is read."""
    bomb = b"<p " + b" ".join(b"a%d" % number for number in range(MANY)) + b">"
    article = reading(KNOWN.replace(b"<body>", b"<body>" + bomb, 1)).article
    whole = reading(KNOWN).article
    assert article is not None
    assert whole is not None
    assert (article.title, article.body, article.bylines) == (whole.title, whole.body, whole.bylines)


@pytest.mark.parametrize("opened", ['{"a":', "[", '[{"a":'])
def test_a_page_without_text_whose_json_is_broken_at_its_end(opened):
    """Scripts are looked into only where nothing is printed; what is broken is so from each bracket on."""
    script = f"x={opened * 58}[" + '{"t":"今天下午举行会议"},' * 140_000 + "broken"
    page = f"<html><title>春耕正忙</title><body><h1>春耕正忙</h1><script>{script}</script></body></html>"
    assert reading(page.encode(), ADDRESSES[1]).state == "unreadable"


@pytest.mark.parametrize(
    "script",
    [
        r'var a = {"title":"堤上\ud800", "pubTime":"2026-05-18 09:30\udc00", "content":"TEXT\udfff"}',
        r'wx.config({nonceStr:"a", title:"堤上\ud800", desc:"\udc00", imgUrl:"/a\ud800.jpg"})',
        r'wx.config({"nonceStr":"a", "title":"堤上\ud800", "imgUrl":"/a\ud800.jpg"})',
        r'{"@type":"NewsArticle", "headline":"堤上\ud800", "datePublished":"2026-05-18\ud800",'
        r'"author":{"name":"林\udfff望"}}',
    ],
    ids=["article", "share as JavaScript", "share as JSON", "JSON-LD"],
)
def test_half_a_character_in_a_script_reaches_no_article(script):
    """The store and the archive of JSON lines take none: UTF-8 cannot write it."""
    text = "江水退去之后，林望每晚仍提着马灯走过三公里长堤，灯亮着就睡得着。" * 3
    kind = ' type="application/ld+json"' if "@type" in script else ""
    printed = "" if "TEXT" in script else f"<p>{text}</p>"
    script = f"<script{kind}>{script.replace('TEXT', text)}</script>"
    body = f"<title>堤上的守夜人</title><h1>堤上的守夜人</h1>{script}{printed}"
    article = reading(body.encode(), ADDRESSES[1]).article
    assert article is not None
    json.dumps(to_dict(article), ensure_ascii=False).encode("utf-8")


def test_a_headline_that_is_left_open_hundreds_of_times():
    """Each of them has all the text below it: found by `make fuzz`, where it took fifteen seconds."""
    body = (FIXTURES / "xinhuanet" / "article.html").read_bytes()
    body = body.replace(b"<body>", b"<body>" + b'<div><h1 id="title"><span>' * 400, 1)
    stated = NewscnArticlePage(Page(capture_of(body)), "xinhuanet").stated
    assert sum(where.startswith("h1") for _, where in stated) == 10
    assert reading(body, ADDRESSES[1]).article
