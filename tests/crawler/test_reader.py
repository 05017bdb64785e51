"""Reading captures: which page class reads, and what becomes of pages that none can read."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler.items import Capture, Reading
from crawler.reader import LARGEST, listing, read
from shengmei.timezone import SHANGHAI

AT = datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)
TITLE = "堤上的守夜人：三代人的一盏灯"
PARAGRAPH = "<p>江水退去之后，林望每晚仍提着马灯走过三公里长堤，他说，灯亮着，下游的人就睡得着。</p>"
PAGE = f"<html><title>{TITLE}_江边网</title><body><h1>{TITLE}</h1><p>2021-05-23 21:51</p>{PARAGRAPH * 4}"
HBTV = "https://m.hbtv.com.cn/p/12.html"


def reading(body: str | bytes, url: str = "https://www.example.cn/a/12.html") -> Reading:
    return read(Capture(url=url, fetched_at=AT, body=body.encode() if isinstance(body, str) else body))


@pytest.mark.parametrize(
    ("body", "state", "reason"),
    [
        (b"", "empty", "empty"),
        (b" \r\n\t\0\0", "empty", "empty"),
        (b"\xef\xbb\xbf\n", "empty", "empty"),
        (b"<html><head></head><body> </body></html>", "empty", "shows nothing"),
        (b"%PDF-1.7 ...", "unreadable", "no text"),
        (b"\x89PNG\r\n\x1a\n", "unreadable", "no text"),
        (b"<html><script src=/app.js></script><div id=app></div>", "unreadable", "no title"),
        (f"<title>{TITLE}</title><h1>{TITLE}</h1>".encode(), "unreadable", "no body"),
        (b"<p>x</p>" * (LARGEST // 8 + 1), "unreadable", "larger than 5 MB"),
        (b'{"status": false}', "unreadable", "no title"),
        (b"<frameset><frame src=x></frameset>", "unreadable", "no title"),
    ],
)
def test_what_cannot_be_read_says_why(body, state, reason):
    said = reading(body)
    assert (said.state, said.article) == (state, None)
    assert reason in (said.reason or "")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(PAGE.encode("gb18030"), id="undeclared gb18030"),
        pytest.param(b"<meta charset=gb2312>" + PAGE.encode(), id="declared wrong"),
        pytest.param(PAGE.replace("<p>", "<\0p>\0").encode(), id="NULs"),
        pytest.param(PAGE.encode()[:-30], id="truncated"),
        pytest.param(PAGE.replace("<body>", "<body>" + "<div>" * 10_000).encode(), id="deep"),
        pytest.param(PAGE.encode() + b"<!--" + b"-" * 100_000, id="open comment"),
        pytest.param(PAGE.encode() + b"<p " + b"a=1 " * 50_000, id="attributes"),
        pytest.param((PAGE + "{" * 100_000 + "imgUrl" * 20_000).encode(), id="braces"),
        pytest.param((PAGE + "<a href=/p/1.html>灯</a>" * 20_000).encode(), id="links"),
        pytest.param(PAGE.replace("</title>", "").encode() + PAGE.encode(), id="open title"),
    ],
)
@pytest.mark.parametrize("url", [HBTV, "https://www.example.cn/a/12.html", ""])
def test_a_bad_page_gives_what_it_has(body, url):
    said = reading(body, url)
    assert said.state == "kept", said.reason
    assert said.article is not None
    assert said.article.title == TITLE
    assert "长堤" in said.article.body


def test_a_family_that_does_not_fit_is_named_and_the_generic_class_reads():
    said = reading(PAGE, HBTV)
    assert said.mismatches == ("CjyunArticlePage",)
    assert said.article is not None
    assert said.article.extraction is not None
    assert (said.article.extraction.page, said.article.site) == ("GenericArticlePage", "hbtv")
    assert (said.article.url, said.article.content_id) == (HBTV, "12")


def test_a_family_is_known_by_its_marks_on_unknown_hosts():
    page = PAGE.replace("<h1>", "<script>shareVariable = {sid:'1', aid:'1'}</script><h1 class=article-title>")
    said = reading(page, "https://www.example.cn/p/12.html")
    assert said.article is not None
    assert said.article.extraction is not None
    assert said.article.extraction.page == "CjyunArticlePage"
    assert said.article.site == "www.example.cn"


@pytest.mark.parametrize("fetched", ["", "https://m.hbtv.com.cn/"])
@pytest.mark.parametrize(
    "stated",
    [
        '<link rel="canonical" href="https://news.hbtv.com.cn/news/p/12.html?from=timeline">',
        '<meta property="og:url" content="http://m.hbtv.com.cn/p/12.html">',
        '<script>wx.config({nonceStr: "a", link: "https:\\/\\/m.hbtv.com.cn\\/p\\/12.html"})</script>',
    ],
)
def test_a_file_without_address_says_its_own(fetched, stated):
    article = reading(PAGE.replace("<body>", stated + "<body>"), fetched).article
    assert article is not None
    assert (article.url, article.site, article.content_id) == (HBTV, "hbtv", "12")


def test_another_outlet_is_not_believed_about_addresses():
    page = PAGE.replace("<body>", '<meta property="og:url" content="https://m.hbtv.com.cn/p/12.html"><body>')
    article = reading(page, "https://www.example.cn/").article
    assert article is not None
    assert (article.url, article.site) == ("https://www.example.cn/", "www.example.cn")


def test_a_file_that_says_no_address_has_none():
    article = reading(PAGE, "").article
    assert article is not None
    assert (article.url, article.site) == ("", "")


@pytest.mark.parametrize(
    "page",
    [
        '<html><script>window.onload = function () { location.href="https://www.example.cn/x?a=1" }</script>',
        '<meta http-equiv="refresh" content="0; url=https://www.example.cn/x?a=1">',
        "<META HTTP-EQUIV=REFRESH CONTENT='0;URL=https://www.example.cn/x?a=1'>",
    ],
)
def test_a_page_that_only_leads_elsewhere(page):
    assert reading(page, HBTV) == Reading(state="redirect", target="https://www.example.cn/x?a=1")


def test_lists_of_unknown_hosts_lead_nowhere():
    capture = Capture(url="https://www.example.cn/", fetched_at=AT, body=b'<a href="/p/1.html">x</a>')
    assert listing(capture).articles == ()


@pytest.mark.parametrize(
    ("markup", "page_class"),
    [
        (
            "<h1 class='video-title'>{}</h1><time>2021-05-23 21:51</time><div class='video-content'>{}</div>",
            "Cjyun",
        ),
        ("<h1>{}</h1><p>2021-05-23 21:51</p><div class=player>{}</div>", "Generic"),
    ],
)
def test_a_player_without_text_is_a_video_though_no_script_says_so(markup, page_class):
    player = "<iframe src='https://app.cjyun.org.cn/video/player/index?vid=7&sid=10008'></iframe>"
    page = markup.format(TITLE, player) + "<p>推荐阅读</p><ul><li><a href='/p/1.html'>沙洲十年</a></ul>"
    article = reading(page, HBTV).article
    assert article is not None
    assert article.extraction is not None
    assert article.extraction.page == f"{page_class}ArticlePage"
    assert (article.kind, article.body, len(article.videos)) == ("video", "", 1)
