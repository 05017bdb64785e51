"""Which addresses are pages of one article, and which are other articles."""

from __future__ import annotations

import pytest

from crawler.pages.multipage.page_numbers import is_whole, page_number, roots

HOST = "https://news.example.cn"

PAGES = [
    # an article's address, another one, the number that makes it a page of the first
    ("/a/12.html", "/a/12.html", 0),
    ("/a/12.html", "/a/12.html#text", 0),
    ("/a/12.html", "/a/12.html?from=timeline", 0),
    ("/a/12.html", "/a/12_2.html", 2),
    ("/a/12.html", "/a/12-2.html", 2),
    ("/a/12.html", "/a/12_p2.html", 2),
    ("/a/12.html", "/a/12_page_2.html", 2),
    ("/a/12.html", "/a/12page2.html", 2),
    ("/a/12.html", "/a/12/2.html", 2),
    ("/a/12.html", "/a/12/2", 2),
    ("/a/12", "/a/12/2", 2),
    ("/a/12", "/a/12_2", 2),
    ("/2021/slug/", "/2021/slug/2/", 2),
    ("/a/12.html", "/a/12.html?page=2", 2),
    ("/a.php?id=5", "/a.php?page=2&id=5", 2),
    ("/a.php?id=5", "/a.php?id=5&pageNo=3", 3),
    ("/system/2024/10/25/001234567.shtml", "/system/2024/10/25/001234567_01.shtml", 1),
    ("/2021-05/23/content_123.htm", "/2021-05/23/content_123_2.htm", 2),
    ("/202105/t20210523_1234567.html", "/202105/t20210523_1234567_1.html", 1),
    ("/content/646742/51/1234.html", "/content/646742/51/1234_2.html", 2),
    ("/20210523/0123456789abcdef/c.html", "/20210523/0123456789abcdef/c_2.html", 2),
    ("/news/Content-1220000.html", "/news/Content-1220000_2.html", 2),
    # other articles
    ("/a/12.html", "/a/13.html", None),
    ("/a/12.html", "/a/122.html", None),
    ("/a/12.html", "/a/12_1234.html", None),
    ("/a/12.html", "/a/12_2.shtml", None),
    ("/a/12.html", "/a/12_b.html", None),
    ("/a/12.html", "/b/12_2.html", None),
    ("/a/12_2.html", "/a/12_3.html", None),
    ("/a/12_2.html", "/a/12.html", None),
    ("/2021-05/23/content_123.htm", "/2021-05/23/content_124.htm", None),
    ("/202105/t20210523_1234567.html", "/202105/t20210523_1234568.html", None),
    ("/a/12", "/a/13", None),
    ("/a/12", "/a/12/comments", None),
    ("/a/12", "/a/12/2/3", None),
    ("/2021/slug/", "/2021/slug/2.html", None),
    ("/a.php?id=5", "/a.php?id=6", None),
    ("/a.php?id=5", "/a.php?id=5&sort=2", None),
    ("/a.php?id=5", "/a.php?id=6&page=2", None),
    ("/a.php?id=5", "/a.php?id=5&page=two", None),
    ("/a.php?p=123", "/a.php?p=124", None),
    ("/a/12.html", "http://[broken/12_2.html", None),
    ("/a/12.html", "https://other.example.cn/a/12_2.html", None),
]  # fmt: skip


@pytest.mark.parametrize(("article", "other", "number"), PAGES)
def test_a_page_of_an_article_is_its_address_with_a_number(article, other, number):
    assert page_number(HOST + article, other if "://" in other else HOST + other) == number


def test_schemes_and_twin_hosts_make_no_other_page():
    assert page_number("http://www.example.cn/a/12.html", "https://example.cn/a/12_2.html") == 2


@pytest.mark.parametrize(
    ("other", "whole"),
    [
        ("/a/12_all.html", True),
        ("/a/12-full.html", True),
        ("/a/12_0.html", True),
        ("/a/12.html?page=all", True),
        ("/a/12.html?full=1", True),
        ("/a/12.html", False),
        ("/a/12_2.html", False),
        ("/a/13_all.html", False),
        ("/a/12.html?page=2", False),
        ("/a/12.html?share=all", False),
        ("/app/download.html", False),
    ],
)
def test_all_pages_in_one_is_the_address_with_a_word_for_it(other, whole):
    assert is_whole(f"{HOST}/a/12.html", HOST + other) is whole


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/a/12_2.html", [("/a/12.html", 2)]),
        ("/a/12_p02.html", [("/a/12.html", 2)]),
        ("/a/12/2.html", [("/a/12.html", 2)]),
        ("/a/slug/2/", [("/a/slug/", 2)]),
        ("/a.php?id=5&page=3", [("/a.php?id=5", 3)]),
        ("/202105/t20210523_1234567.html", []),
        ("/2021-05/23/content_123.htm", []),  # more than any article has pages
        ("/a/1234.html", []),
    ],
)
def test_an_address_with_a_small_number_may_be_a_page(address, expected):
    assert [(root.removeprefix(HOST), number) for root, number in roots(HOST + address)] == expected
