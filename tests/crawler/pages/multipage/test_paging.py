"""What pagers say of an article's other pages, and what is no pager."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler import reader, registry
from crawler.items import Capture, Paging
from crawler.pages.base import Page
from crawler.pages.multipage.paging import find_paging, is_pager_line, repeats_title
from shengmei.timezone import SHANGHAI

HOST = "https://news.example.cn"
AT = datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)


def paging(html: str, path: str, root: str | None = None) -> Paging | None:
    page = Page(Capture(url=HOST + path, fetched_at=AT, body=f"<body>{html}</body>".encode()))
    return find_paging(page, registry.canonical, root and HOST + root)


def names(html: str, path: str) -> list[str] | None:
    """Paths of the further pages."""
    found = paging(html, path)
    return None if found is None else [url.removeprefix(HOST) for _, url in found.others]


@pytest.mark.parametrize(
    ("html", "path", "others", "total"),
    [
        pytest.param(
            '<div id="news_more_page_div_id">1 <a href="/system/2024/10/25/0012_01.shtml">[2]</a> '
            '<a href="/system/2024/10/25/0012_02.shtml">[3]</a> '
            '<a href="/system/2024/10/25/0012_01.shtml">下一页</a></div>',
            "/system/2024/10/25/0012.shtml",
            ["/system/2024/10/25/0012_01.shtml", "/system/2024/10/25/0012_02.shtml"],
            3,
            id="Enorth",
        ),
        pytest.param(
            '<div id="displaypagenum"><font>1</font> <a href="content_12_2.htm">2</a> '
            '<a href="content_12_3.htm">3</a> <a href="content_12_2.htm">下一页</a></div>',
            "/2021-05/23/content_12.htm",
            ["/2021-05/23/content_12_2.htm", "/2021-05/23/content_12_3.htm"],
            3,
            id="Founder",
        ),
        pytest.param(
            '<script>createPageHTML(3, 0, "t20190523_1234567", "htm");</script>',
            "/zw/201905/t20190523_1234567.htm",
            ["/zw/201905/t20190523_1234567_1.htm", "/zw/201905/t20190523_1234567_2.htm"],
            3,
            id="TRS",
        ),
        pytest.param(
            "<script>createPageHTML('page_div', 2, 0, 't20190523_1234567', 'shtml', 20);</script>",
            "/zw/201905/t20190523_1234567.shtml",
            ["/zw/201905/t20190523_1234567_1.shtml"],
            2,
            id="TRS with an element's name",
        ),
        pytest.param(
            "<script>var currentPage = 0\nvar countPage = 2\ndocument.write('<a>')</script>",
            "/zw/201905/t20190523_1234567.htm",
            ["/zw/201905/t20190523_1234567_1.htm"],
            2,
            id="TRS written out",
        ),
        pytest.param(
            '<p>第1页/共5页 <a href="12_2.html">下一页</a></p>', "/a/12.html", ["/a/12_2.html"], 5, id="total"
        ),
        pytest.param(
            '<span>1/3</span> <a href="/a/12_2.html">下一页 &gt;</a>',
            "/a/12.html",
            ["/a/12_2.html"],
            3,
            id="n/m",
        ),
        pytest.param(
            '<a href="/p/12_2.html">2</a> <a href="/p/12_3.html">3</a>',
            "/p/12.html",
            ["/p/12_2.html", "/p/12_3.html"],
            3,
            id="cjyun",
        ),
        pytest.param(
            '<a href="12_1.html">1</a> <a href="12_2.html">2</a>',
            "/a/12.html",
            ["/a/12_2.html"],
            2,
            id="1 is itself",
        ),
        pytest.param(
            '<select><option value="/a/12.html">第1页：开头<option value="/a/12_2.html">第2页：河堤</select>',
            "/a/12.html",
            ["/a/12_2.html"],
            2,
            id="menu",
        ),
        pytest.param(
            '<a href="/show.php?id=5&page=2">下一页</a>',
            "/show.php?id=5",
            ["/show.php?id=5&page=2"],
            2,
            id="query",
        ),
        pytest.param(
            '<a href="https://m.example.cn/a/12_2.html">下一页</a>',
            "/a/12.html",
            [],
            2,
            id="another host is refused",
        ),
    ],
)
def test_a_pager_names_the_further_pages(html, path, others, total):
    found = paging(html, path)
    assert found is not None
    assert ([url.removeprefix(HOST) for _, url in found.others], found.total) == (others, total)
    assert (found.page_number, found.first, found.root) == (0, None, HOST + path)


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ('<p>下一篇：<a href="/a/13.html">江上的灯</a></p>', "/a/12.html"),
        ('<a href="/a/13.html">下一篇</a>', "/a/12.html"),
        ('<a href="/a/13.html">下一页</a>', "/a/12.html"),
        ('<a href="/a/12_2.html">江上的灯第二回</a>', "/a/12.html"),
        ('<a href="/news_11.html">上一页</a> <a href="/news_13.html">下一页</a>', "/news_12.html"),
        ('<a href="/list_1.html">1</a> <a href="/list_2.html">2</a>', "/news_12.html"),
        ('<a href="/a/11">上一页</a> <a href="/a/13">下一页</a>', "/a/12"),
        ('<a href="t20190523_1234568.html">下一页</a>', "/zw/201905/t20190523_1234567.html"),
        ('<a href="content_13.htm">下一页</a>', "/2021-05/23/content_12.htm"),
        ('<a href="https://other.example.com/a/12_2.html">下一页</a>', "/a/12.html"),
        ('<a href="javascript:go(2)">下一页</a> <a href="#">2</a>', "/a/12.html"),
        ('<a href="javascript:void(0)">阅读全文</a>', "/a/12.html"),
        ('<a href="/app/download.html">阅读全文</a>', "/a/12.html"),
        (
            '<script>createPageHTML(1, 0, "t20190523_1234567", "htm");</script>',
            "/zw/201905/t20190523_1234567.htm",
        ),
        ('<script>createPageHTML(9, 0, "index", "htm");</script>', "/zw/201905/t20190523_1234567.htm"),
        (
            "<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName){}</script>",
            "/zw/201905/t1234567.htm",
        ),
        ("<script>var countPage = 1</script>", "/zw/201905/t20190523_1234567.htm"),
        ("<script>var countPage = 7</script>", "/a/12.html"),
        ("<script>var accountPage = 7</script>", "/zw/201905/t20190523_1234567.htm"),
        ("<p>共3页</p>", "/a/12.html"),
        ("<p>12_2.html 下一页</p>", "/a/12.html"),
    ],
)
def test_what_leads_to_other_articles_is_no_pager(html, path):
    assert paging(html, path) is None


@pytest.mark.parametrize(
    ("html", "path", "first"),
    [
        # known by the family's rule for addresses, which folds _2
        (
            '<a href="/p/12.html">上一页</a>',
            "https://m.hbtv.com.cn/p/12_2.html",
            "https://m.hbtv.com.cn/p/12.html",
        ),
        # known by the pager alone
        ('<a href="12.html">1</a> 2 <a href="12_3.html">3</a>', f"{HOST}/a/12_2.html", f"{HOST}/a/12.html"),
        ('<a href="12_1.html">1</a> <a href="12_3.html">3</a>', f"{HOST}/a/12_2.html", f"{HOST}/a/12_1.html"),
        (
            '<a href="12.html">上一页</a> <a href="12_3.html">下一页</a>',
            f"{HOST}/a/12_2.html",
            f"{HOST}/a/12.html",
        ),
        ('<a href="?id=5">1</a> <a href="?id=5&page=3">3</a>', f"{HOST}/s?id=5&page=2", f"{HOST}/s?id=5"),
        (
            '<script>createPageHTML(3,1,"t1234567","htm")</script>',
            f"{HOST}/201905/t1234567_1.htm",
            f"{HOST}/201905/t1234567.htm",
        ),
    ],
)
def test_a_later_page_names_the_first(html, path, first):
    page = Page(Capture(url=path, fetched_at=AT, body=f"<body>{html}</body>".encode()))
    found = find_paging(page, registry.canonical)
    assert found is not None
    assert (found.first, found.page_number > 0) == (first, True)


def test_a_first_page_with_a_number_is_the_first():
    found = paging('1 <a href="12_2.html">2</a> <a href="12_3.html">3</a>', "/a/12_1.html")
    assert found is not None
    assert (found.page_number, found.first, len(found.others), found.total) == (0, None, 2, 3)


def test_a_page_known_to_belong_may_say_less():
    html = '<a href="12_2.html">上一页</a> <a href="12_4.html">下一页</a>'
    found = paging(html, "/a/12_3.html", root="/a/12.html")
    assert found is not None
    assert [number for number, _ in found.others] == [2, 4]


def test_all_pages_in_one_are_preferred():
    found = paging('<a href="12_2.html">2</a> <a href="12_all.html">全文显示</a>', "/a/12.html")
    assert found is not None
    assert found.whole == f"{HOST}/a/12_all.html"


def test_a_pager_names_no_more_than_sixty_pages():
    found = paging("".join(f'<a href="12_{n}.html">{n}</a>' for n in range(1, 300)), "/a/12.html")
    assert found is not None
    assert (len(found.others), found.total) == (59, 299)


@pytest.mark.parametrize(
    ("line", "is_pager"),
    [
        ("上一页 1 2 3 下一页", True),
        ("123下一页", True),
        ("[1] [2] [3]", True),
        ("【1】【2】 下一页 尾页", True),
        ("共3页：上一页 1 2 3 下一页", True),
        ("第1页/共3页", True),
        ("（未完，转下页）", True),
        ("1/3", True),
        ("首页 上一页 下一页 尾页 GO", True),
        ("全书共312页，定价49元。", False),
        ("请看下一页的照片。", False),
        ("2021", False),
        ("完", False),
        ("第2页上写着他的名字", False),
    ],
)
def test_a_line_of_a_pager_is_told_from_text(line, is_pager):
    assert is_pager_line(line) is is_pager


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("江上的灯", True),
        ("江上的灯(2)", True),
        ("江上的灯（二）", True),
        ("江上的灯_2", True),
        ("江上的灯 第2页", True),
        ("江上的灯亮了", False),
        ("江上", False),
    ],
)
def test_a_later_pages_title_is_the_articles(line, same):
    assert repeats_title(line, "江上的灯") is same


PARAGRAPH = "江水退去之后，林望每晚仍提着马灯走过三公里长堤，他说，灯亮着，下游的人就睡得着。"


def test_one_page_read_alone_says_that_there_are_more_and_leaves_its_pager_out():
    pager = '<div class="pages">1 <a href="12_2.html">2</a> <a href="12_2.html">下一页</a></div>'
    text = f"<p>{PARAGRAPH}</p><p>{PARAGRAPH[:20]}。</p>"
    html = f'<h1>堤上的守夜人</h1><p>2021-05-23 21:51</p><div class="text">{text}{pager}</div>'
    said = reader.read(Capture(url=f"{HOST}/a/12.html", fetched_at=AT, body=html.encode()))
    assert said.article is not None
    assert said.article.extraction is not None
    assert (said.article.extraction.parts, said.article.extraction.parts_missing) == (2, 1)
    assert said.article.body == f"{PARAGRAPH}\n{PARAGRAPH[:20]}。"
