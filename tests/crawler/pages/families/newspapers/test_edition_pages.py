"""The pages of an edition, in each grammar: which pages and articles they name, in order."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from crawler import list_reader, reader, registry
from crawler.edition_items import PlaceInEdition
from crawler.items import Capture
from crawler.pages.base import UnknownLayout
from crawler.pages.families.newspapers.edition_pages import label
from crawler.place_in_edition import placed
from crawler.spiders.arguments import read_addresses
from tests.crawler.pages.families.newspapers import paper_pages
from tests.crawler.pages.families.newspapers.paper_pages import DAY, GRAMMARS, listed


def read(url: str, body: str | bytes):
    body = body if isinstance(body, bytes) else body.encode()
    return reader.edition(Capture(url=url, fetched_at=datetime(2026, 5, 18, 8, tzinfo=UTC), body=body))


@pytest.mark.parametrize("name", GRAMMARS)
def test_each_grammar_gives_pages_and_articles_in_order(name):
    grammar = GRAMMARS[name]
    number, page_name = grammar.pages[1]
    url = grammar.page_address(number)
    found = read(url, listed(grammar, number).encode(grammar.charset))
    assert found.day == DAY
    assert [(one.number, one.name) for one in found.pages] == list(grammar.pages)
    own = registry.canonical(url)
    assert found.page == own
    assert [(one.page, one.position) for one in found.articles] == [(own, 1), (own, 2), (own, 3)]
    assert found.articles[0].title == paper_pages.title_of(number, 1)
    assert page_name in {one.name for one in found.pages}
    assert not any("2031" in one.address for one in (*found.pages, *found.articles))


def test_a_page_that_only_leads_to_the_pages_is_no_page_of_the_edition():
    grammar = GRAMMARS["html_index"]
    found = read(grammar.entry_address(), listed(grammar, "01"))
    assert found.page is None
    assert [one.number for one in found.pages] == ["01", "02"]
    assert {(one.page, one.position) for one in found.articles} == {(None, 0)}


def test_of_a_whole_edition_on_one_page_each_article_belongs_to_the_page_named_before_it():
    links = "".join(
        f'<a href="v{page}.shtml">第{page}版：{name}</a>'
        + "".join(f'<a href="{page}{place:03}.shtml">{page}版的第{place}篇报道</a>' for place in (1, 2))
        for page, name in (("01", "头版"), ("02", "要闻"))
    )
    found = read("https://epaper.scdaily.cn/shtml/scrb/20260518/vlist.html", f"<body>{links}</body>")
    assert [(one.page.rsplit("/", 1)[-1], one.position) for one in found.articles] == [
        ("v01.shtml", 1),
        ("v01.shtml", 2),
        ("v02.shtml", 1),
        ("v02.shtml", 2),
    ]


def test_pages_that_only_lead_on_are_followed_within_the_edition():
    url = "http://epaper.jxxw.com.cn/html/2026-05/18/node_1.htm"
    found = read(url, '<meta http-equiv="refresh" content="0;url=node_2.htm">')
    assert [one.address for one in found.further] == [url.replace("node_1", "node_2")]
    with pytest.raises(UnknownLayout):
        read(url, '<meta http-equiv="refresh" content="0;url=../19/node_1.htm">')


@pytest.mark.parametrize(
    "body",
    [
        '<select><option value="node_1.htm">第01版：头版</option>'
        '<option value="node_2.htm">第02版：要闻</option></select><a href="content_1_2.htm">田头的一天</a>',
        "<li onclick=\"location.href='node_1.htm'\">第01版：头版</li>"
        "<li onclick=\"window.open('node_2.htm')\">第02版：要闻</li>"
        '<a href="#" onclick="go(\'content_1_2.htm\')">田头的一天</a>',
        '<a href="javascript:;" data-href="node_1.htm">第01版：头版</a><a href="node_2.htm">第02版：要闻</a>'
        '<script>var list = [["田头的一天", "content_1_2.htm"]];</script>',
    ],
    ids=["choices", "clicks", "articles in a script"],
)
def test_links_that_are_no_plain_links(body):
    found = read("http://epaper.jxxw.com.cn/html/2026-05/18/node_1.htm", body)
    assert [(one.number, one.name) for one in found.pages] == [("01", "头版"), ("02", "要闻")]
    assert [(one.title, one.address.rsplit("/", 1)[-1]) for one in found.articles] == [
        ("田头的一天", "content_1_2.htm")
    ]


def test_frames_of_a_page_are_followed_within_the_edition():
    url = "http://epaper.jxxw.com.cn/html/2026-05/18/node_1.htm"
    found = read(url, '<frameset><frame src="node_2.htm"><frame src="../17/node_1.htm"></frameset>')
    assert [one.address for one in found.further] == [url.replace("node_1", "node_2")]


def test_json_that_is_the_whole_edition():
    pages = paper_pages.beijing_news()
    url = next(iter(pages))
    found = read(url, pages[url])
    assert (found.whole, found.page) == (True, None)
    assert [(one.number, one.name) for one in found.pages] == [("A01", "头版"), ("A02", "时事")]
    assert [one.position for one in found.articles] == [1, 2, 1, 2]
    assert {one.address for one in found.articles} == set(pages) - {url}


def test_json_page_by_page():
    url = "https://www.jfdaily.com/journal/2026-05-18/getJournalPage.do?page=01&code=jfrb"
    answer = {
        "pagelist": [{"pnumber": "01", "pname": "要闻"}, {"pnumber": "02", "pname": "市政"}],
        "articlelist": [{"id": 71, "title": "田头的一天"}, {"id": 72, "title": "水乡的清晨"}],
    }
    found = read(url, json.dumps(answer))
    assert read(url, json.dumps({"success": True, "object": answer})) == found
    assert [(one.number, one.name) for one in found.pages] == [("01", "要闻"), ("02", "市政")]
    assert found.page == found.pages[0].url
    assert [(one.title, one.position) for one in found.articles] == [("田头的一天", 1), ("水乡的清晨", 2)]
    assert all(registry.site_for(one.address).id == "jfrb" for one in found.articles)
    assert all(registry.site("jfrb").is_article(one.address) for one in found.articles)


def test_pages_and_articles_in_a_script():
    pages = paper_pages.hainan()
    url = next(iter(pages))
    found = read(url, pages[url])
    assert [(one.number, one.name) for one in found.pages] == [*paper_pages.NAMES]
    assert [one.position for one in found.articles] == [1, 2] * 2
    assert found.articles[0].title == paper_pages.title_of("01", 1)


@pytest.mark.parametrize(
    "body", ["[" * 10_000, '[{"pageNo": "A01", "pageNa', "{}", "[1, 2]", "<p>404</p>", ""]
)
def test_what_is_no_edition_is_said_to_be_none(body):
    url = next(iter(paper_pages.beijing_news()))
    with pytest.raises(UnknownLayout):
        read(url, body)


def test_a_page_of_more_links_than_an_edition_has_is_given_up_and_it_is_said():
    links = "".join(f"<a href=content_{number}.htm>江边的灯</a>" for number in range(12_000))
    with pytest.raises(UnknownLayout, match="an edition's page of 12000 links"):
        read("http://epaper.jxxw.com.cn/html/2026-05/18/node_1.htm", links)


def test_a_calendar_and_a_circle_are_bounded():
    grammar = GRAMMARS["founder_old"]
    days = "".join(
        f'<a href="{grammar.page_address("01", date(year, 5, 18))}">{year}</a>' for year in range(1950, 2049)
    )
    pages = "".join(f'<a href="node_{number}.htm">第{number}版：要闻</a>' for number in range(1, 5000))
    found = read(grammar.page_address("01"), f"<body>{days}{pages}</body>")
    assert len(found.pages) == 400


def test_an_index_leads_to_the_newest_edition_alone():
    url = "http://paper.dzwww.com/dzrb/content/PaperIndex.htm"
    days = "".join(f'<a href="2026{month:02}18/Page01DZ.htm">{month}月</a>' for month in range(1, 6))
    body = f'<body>{days}<a href="20480101/Page01DZ.htm">明天</a></body>'.encode()
    capture = Capture(url=url, fetched_at=datetime(2026, 5, 18, tzinfo=UTC), body=body)
    assert list_reader.listing(capture).editions == (url.replace("PaperIndex", "20260518/Page01DZ"),)


def test_the_page_that_is_open_may_be_no_link():
    url = "http://epaper.jxxw.com.cn/html/2026-05/18/node_2.htm"
    found = read(url, '<p>要闻</p><a href="node_3.htm">第03版：副刊</a><a href="content_1_234.htm">田头</a>')
    assert found.page == registry.canonical(url)
    assert [one.number for one in found.pages] == [None, "03"]
    assert found.articles[0].page == found.page


def test_an_edition_that_somebody_names_is_read_as_one():
    (found,) = read_addresses("http://epaper.jxxw.com.cn/html/2026-05/18/node_2.htm")
    assert (found.kind, found.site) == ("edition", "jxrb")


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("第A01版：头版", "A01", "头版"),
        ("01版 要闻", "01", "要闻"),
        ("A02 时事·评论", "A02", "时事·评论"),
        ("第05版", "05", None),
        ("3", "3", None),
        ("要闻", None, "要闻"),
        ("国际新闻（B03）", "B03", "国际新闻"),
        ("第04版：副刊 [PDF]", "04", "副刊"),
        ("第一版：要闻", "一", "要闻"),
        ("第十二版 副刊", "十二", "副刊"),
        ("第A02-A03版：专题", "A02-A03", "专题"),
        ("特1版：专刊", "特1", "专刊"),
        ("（01版）头版", "01", "头版"),
        ("要闻·02版", "02", "要闻"),
        ("头版 01", "01", "头版"),
        ("Page 02", "02", None),
        ("十年前的版画", None, "十年前的版画"),
        ("下一版", None, None),
        ("版面导航", None, None),
        ("", None, None),
    ],
)
def test_what_a_link_calls_its_page(text, number, name):
    assert label(text) == (number, name)


def test_the_day_of_a_calendar_is_no_page():
    url = "http://epaper.jxxw.com.cn/html/2026-05/18/node_2.htm"
    body = (
        '<table><a href="node_2.htm">18</a></table>'
        '<a href="node_2.htm">要闻</a><a href="node_3.htm">副刊</a><a href="content_1_234.htm">田头</a>'
    )
    assert [(one.number, one.name) for one in read(url, body).pages] == [(None, "要闻"), (None, "副刊")]


def test_articles_whose_address_names_no_day_are_of_the_edition_that_lists_them():
    url = "http://lcrb.lcxw.cn/paper/pc/layout/202605/18/node_A1.html"
    body = (
        '<a href="node_A1.html">A1版：要闻</a><a href="/paper/pc/content/content_345678.html">田头的一天</a>'
    )
    (article,) = read(url, body).articles
    assert (article.title, article.position) == ("田头的一天", 1)
    read_alone = reader.read(
        Capture(url=article.address, fetched_at=datetime(2026, 5, 18, tzinfo=UTC), body=PAGE)
    )
    assert read_alone.article.edition_date is None
    place = PlaceInEdition(day=DAY, number="A1", name="要闻", position=1)
    known = placed(read_alone.article, place)
    assert (known.paper, known.edition_date, known.page, known.front) == (
        "聊城日报",
        "2026-05-18",
        "A1",
        True,
    )
    assert known.extraction.rules["edition_date"] == "the page of the edition"


PAGE = paper_pages.article_page(GRAMMARS["founder_new"], "01", 1).encode()
