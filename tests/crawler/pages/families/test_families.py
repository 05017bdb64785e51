"""What families say of addresses and marks, and that no page makes them slow. Saved pages test layouts."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler import reader
from crawler.items import Capture
from crawler.pages.base import ArticlePage, Page
from crawler.pages.families.enorth import EnorthArticlePage
from crawler.pages.families.founder import FounderArticlePage, FounderPaperPage
from crawler.pages.families.hoge import HogeArticlePage
from crawler.pages.families.layouts import outermost
from crawler.pages.families.rednet import RednetArticlePage
from crawler.pages.families.trs import TrsArticlePage
from shengmei.timezone import SHANGHAI
from tests.crawler.pages.cost import read_cheaply

HOST = "https://news.example.cn"
FETCHED = datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)


def capture(html: str, path: str = "/a.html") -> Capture:
    return Capture(url=HOST + path, fetched_at=FETCHED, body=html.encode())


@pytest.mark.parametrize(
    ("family", "path", "folded", "content_id"),
    [
        (EnorthArticlePage, "/system/2024/10/25/0012_01.shtml", "/system/2024/10/25/0012.shtml", "0012"),
        (EnorthArticlePage, "/a/b/system/2024/10/25/001234567.shtml", None, "001234567"),
        (EnorthArticlePage, "/system/20190618/002698765.html", None, "002698765"),
        (EnorthArticlePage, "/2024/10/25/001234567.shtml", None, None),
        (FounderArticlePage, "/2021-05/23/content_123_2.htm", "/2021-05/23/content_123.htm", "123"),
        (FounderPaperPage, "/xzrb/202202/13/content_128707.html", None, "128707"),
        (FounderArticlePage, "/2021-05/23/node_12.htm", None, None),
        (TrsArticlePage, "/202105/t20210523_1234_3.html", "/202105/t20210523_1234.html", "1234"),
        (TrsArticlePage, "/zw/202010/t3714581_1.htm", "/zw/202010/t3714581.htm", "3714581"),
        (TrsArticlePage, "/zw/202105/t20210523_1234567.html", None, "1234567"),
        (RednetArticlePage, "/content/646742/51/1234_2.html", "/content/646742/51/1234.html", "1234"),
        (RednetArticlePage, "/content/2022/05/17/11234567.html", None, "11234567"),
        (HogeArticlePage, "/folder/2021-05-23/1234567.html", None, "1234567"),
        (HogeArticlePage, "/m/2021-05-23/AbCdEfGh12345678.html", None, "AbCdEfGh12345678"),
    ],
)  # fmt: skip
def test_one_article_has_one_address_and_an_id(
    family: type[ArticlePage], path: str, folded: str | None, content_id: str | None
) -> None:
    address = family.canonical_address(HOST + path)
    assert (address, family.id_in(address)) == (HOST + (folded or path), content_id)


def test_a_county_has_one_address_for_telephones_and_others() -> None:
    address = "https://county-wap.rednet.cn/content/646742/51/12345678.html"
    assert RednetArticlePage.canonical_address(address) == address.replace("-wap", "")


@pytest.mark.parametrize(
    ("family", "path", "html"),
    [
        (EnorthArticlePage, "/system/2024/10/25/001234567.shtml", ""),
        (EnorthArticlePage, "/", '<!--<page cms="enorth webpublisher" version="5.0.0"-->'),
        (EnorthArticlePage, "/", "<!--enorth cms block start: head-->"),
        (FounderArticlePage, "/", "<!--enpcontent-->"),
        (FounderArticlePage, "/", "<founder-content>"),
        (FounderPaperPage, "/", "<map name=PagePicMap></map><!--enpcontent-->"),
        (TrsArticlePage, "/", '<div class="TRS_Editor">'),
        (TrsArticlePage, "/", 'createPageHTML(2, 0, "t3714581","htm")'),
        (RednetArticlePage, "/content/646742/51/12345678.html", '<section class="detail_article_content">'),
        (HogeArticlePage, "/folder/2021-05-23/1234567.html", '<div class="article-main">'),
    ],
)
def test_a_family_is_known_by_its_marks_and_by_no_others(
    family: type[ArticlePage], path: str, html: str
) -> None:
    families = (
        EnorthArticlePage,
        FounderArticlePage,
        FounderPaperPage,
        TrsArticlePage,
        RednetArticlePage,
        HogeArticlePage,
    )
    page = Page(capture(html, path))
    assert [one for one in families if one.recognises(page)] == [family]


def test_elements_inside_others_are_not_read_twice() -> None:
    page = Page(capture('<div class="x">甲<div class="x">乙</div></div><div class="x">丙</div>'))
    assert [node.text() for node in outermost(page.all(".x"))] == ["甲乙", "丙"]


def test_text_with_loose_words_is_read_by_what_holds_it() -> None:
    html = (
        "<h1>河堤上的夜跑道亮了灯</h1><div><!--enpcontent-->昨晚七点，<b>夜跑道</b>第一次亮灯。<br>"
        "灯杆一共六十根，隔二十米一根。<!--/enpcontent--></div>"
    )
    article = reader.read(capture(html, "/2021-05/23/content_1.htm")).article
    assert article is not None
    assert article.body == "昨晚七点，夜跑道第一次亮灯。\n灯杆一共六十根，隔二十米一根。"


@pytest.mark.parametrize(
    "unit",
    [
        "<!--enpproperty ",
        "<!--enpproperty <title>/enpproperty-->",
        "<title>",
        "<!--enpcontent-->",
        "<!--enpcontent--><p>一</p>",
        "<!--enorth",
        "createPageHTML(",
        '<div class="TRS_Editor">一',
        '<div class="content">一',
        "第A01版：",
    ],
)
def test_no_page_is_dear(unit: str) -> None:
    marks = "<!--enpproperty <date>2021</date>/enpproperty--><!--enorth cms --><p>createPageHTML(1</p>"
    page = marks + unit * (300_000 // len(unit))
    said = read_cheaply(page.encode(), f"{HOST}/system/2024/10/25/001234567.shtml")
    assert said.article or said.reason
