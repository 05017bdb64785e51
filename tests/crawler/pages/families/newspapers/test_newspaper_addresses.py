"""What an address alone tells of a newspaper, on hosts that nobody named."""

from datetime import date

import pytest

from crawler.pages.families.newspapers.addresses import recognise

DAY = date(2026, 5, 18)

EDITIONS = [
    ("http://szb.example.cn/xxrb/html/2026-05/18/node_1203.htm", "founder_old", "xxrb", None),
    ("http://www.example.cn/html/2026/05/18/node_A02.htm", "founder_old", None, "A02"),
    ("http://paper.example.cn/html/2026-05/18/nbs.D110000xxrb_01.htm?v=1", "founder_old", None, "01"),
    ("https://www.example.cn/PC/layout/202605/18/node_A01.html", "founder_new", None, "A01"),
    ("https://www.example.cn/xxrb/pc/col/202605/18/lRB01.html", "founder_new", "xxrb", None),
    ("https://www.example.cn/xxwb/202605/18/colA1.html", "founder_new", "xxwb", "A1"),
    ("https://www.example.cn/202605/18/l03.html", "founder_new", None, "03"),
    ("http://www.example.cn/shtml/xxrb/20260518/v01.shtml", "shtml", "xxrb", "01"),
    ("http://www.example.cn/shtml/xxrb/20260518/index.shtml", "shtml", "xxrb", None),
    ("http://www.example.cn/xxrb/20260518/html/index.htm", "html_index", "xxrb", None),
    ("http://www.example.cn/xxrb/20260518/html/page_04.htm", "html_index", "xxrb", "04"),
    ("http://www.example.cn/xxrb/content/20260518/Page03BC.htm", "paper_index", "xxrb", "03"),
    ("http://xxwb.example.cn/content/220260518/Page01RZ.htm", "paper_index", None, "01"),
    ("http://szb.example.cn/xxrb/20260518/mhtml/page_01.htm", "html_index", "xxrb", "01"),
    ("http://sjb.example.cn/shtml/xxrb/20260518/vA05.shtml", "shtml", "xxrb", "A05"),
    ("https://dzb.example.cn/xxwb/2026-05-18/A08.html", "numbered", "xxwb", "A08"),
    ("https://www.example.cn/xxrb/2026-05/18/003/node.htm", "page_folder", "xxrb", "003"),
    ("http://www.example.cn/epaper/xxrb/html/2026/05/18/02/default.htm", "page_folder", "xxrb", "02"),
    ("http://www.example.cn/2026n/05y/18/d4b/", "page_folder", None, "4"),
    ("https://www.example.cn/html/2026/20260518/data.json", "data_json", None, None),
    ("https://www.example.cn/2026/20260518/20260518_002/20260518_002.html", "data_json", None, "002"),
    ("http://www.example.cn/Html/2026-05-18/Qpaper.html", "qpaper", None, None),
    ("https://www.example.cn/html/xxrb/20260518/xxrb02.html", "code_prefix", "xxrb", "02"),
    (
        "https://www.example.cn/journal/2026-05-18/getJournalPage.do?page=02&code=xxrb",
        "journal",
        "xxrb",
        "02",
    ),
    ("http://www.example.cn/xjrb/20260518/1.html", "numbered", "xjrb", "1"),
    ("http://epaper.example.cn/20260518/", "numbered", None, None),
    ("https://www.example.cn/xxrb/2026/05/18/page_detail_2_20260518A01.html", "numbered", "xxrb", "A01"),
    ("http://files.example.com/xxb/20260518/", "numbered", "xxb", None),
]
ARTICLES = [
    ("http://szb.example.cn/xxrb/html/2026-05/18/content_12_345678.htm?div=-1", "founder_old", None),
    ("http://paper.example.cn/html/2026-05/18/nw.D110000xxrb_20260518_2-04.htm", "founder_old", "04"),
    ("https://www.example.cn/pc/content/202605/18/content_345678.html", "founder_new", None),
    ("https://www.example.cn/xxrb/pc/cont/202605/18/a1b2c3.html", "founder_new", None),
    ("https://www.example.cn/xxrb/202605/18/c345678.html", "founder_new", None),
    ("https://www.example.cn/xxrb/pc/layout/202605/18/c345678.html", "founder_new", None),
    ("http://www.example.cn/shtml/xxrb/20260518/345678.shtml", "shtml", None),
    ("http://www.example.cn/xxrb/20260518/html/page_04_content_002.htm", "html_index", "04"),
    ("http://www.example.cn/xxrb/content/20260518/Articel03002BC.htm", "paper_index", None),
    ("https://www.example.cn/xxrb/2026-05/18/003/content_rb_345678.htm", "page_folder", "003"),
    ("http://www.example.cn/epaper/xxrb/html/2026/05/18/02/02_45.htm", "page_folder", "02"),
    ("https://www.example.cn/html/2026/20260518/20260518_A02/8812.html", "data_json", "A02"),
    ("https://www.example.cn/html/xxrb/20260518/xxrb1234567.html", "code_prefix", None),
    ("https://epaper.example.cn/xxrb/20260518/202605/t20260518_345678.htm", "numbered", None),
    ("https://www.example.cn/xxrb/2026/05/18/article_detail_1_20260518A013.html", "numbered", None),
    (
        "https://www.example.cn/staticsg/res/html/journal/detail.html?code=xxrb&date=2026-05-18&id=9",
        "journal",
        None,
    ),
]
WITHOUT_DAY = [
    ("http://lcrb.example.cn/paper/pc/content/content_345678.html", "article"),
    ("http://szb.example.cn/Article/index/aid/345678.html", "article"),
    ("http://szb.example.cn/Page/index/pageid/88102.html", "edition"),
    ("http://epaper.example.cn/", "list"),
    ("https://epaper.example.cn/xxrb/index.html", "list"),
    ("https://paper.example.cn/xxrb/paperindex.htm", "list"),
    ("https://www.example.cn/col/index.html", "list"),
]
NO_NEWSPAPERS = [
    "https://www.example.cn/",
    "https://www.example.cn/szyw/index.html",
    "http://www.example.cn/2026-05/18/content_345678.htm",  # a web page of Founder
    "http://news.example.cn/content/2026-05/18/content_345678.html",
    "https://www.henandaily.cn/content/2026/0518/345678.html",
    "https://www.example.cn/2026-05-18/345678.html",
    "https://www.example.cn/system/2026/05/18/013456789.shtml",
    "https://www.example.cn/202605/t20260518_345678.html",
    "https://www.example.cn/20260518/0123456789abcdef0123456789abcdef/c.html",
    "https://www.example.cn/content/2026/05/18/345678.html",
    "https://www.example.cn/p/345678.html",
    "https://www.example.cn/html/2026-02/30/node_1.htm",  # no day
    "https://www.example.cn/journal/2026-05-18/other.do?page=1",
    "http://[::1/html/2026-05/18/node_1.htm",
    "ftp://www.example.cn/html/2026-05/18/node_1.htm",
    "https://www.example.cn/" + "a" * 5000 + "/html/2026-05/18/node_1.htm",
]


@pytest.mark.parametrize(("url", "family", "paper", "page"), EDITIONS)
def test_page_of_an_edition(url, family, paper, page):
    found = recognise(url)
    assert found
    assert (found.kind, found.day) == ("edition", DAY)
    assert (found.family, found.paper, found.page) == (family, paper, page)


@pytest.mark.parametrize(("url", "family", "page"), ARTICLES)
def test_article_of_a_newspaper(url, family, page):
    found = recognise(url)
    assert found
    assert (found.kind, found.day, found.family, found.page) == ("article", DAY, family, page)


@pytest.mark.parametrize("url", NO_NEWSPAPERS)
def test_other_addresses_are_no_newspaper(url):
    assert recognise(url) is None


def test_index_of_a_paper():
    found = recognise("https://paper.example.cn/xxrb/paperindex.htm")
    assert found
    assert (found.kind, found.day, found.paper) == ("list", None, "xxrb")


@pytest.mark.parametrize(("url", "kind"), WITHOUT_DAY)
def test_what_names_no_day(url, kind):
    found = recognise(url)
    assert found
    assert (found.kind, found.day) == (kind, None)


def test_what_a_known_paper_serves_needs_no_other_sign():
    url = "http://www.example.cn/2026-05/18/content_345678.htm"
    found = recognise(url, known_paper=True)
    assert found
    assert (found.kind, found.day) == ("article", DAY)


def test_one_address_for_telephones_and_for_what_is_appended():
    pad = recognise("http://www.example.cn/pad/content/202605/18/content_1.html?v=2#top")
    assert pad
    assert pad.canonical == "https://www.example.cn/pc/content/202605/18/content_1.html"
