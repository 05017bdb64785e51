"""Headlines that nothing states, and those with a dash in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.items import Capture
from crawler.reader import read
from tests.crawler.pages.generic.test_forms import BODY, TEXT, TITLE, article, page

FETCHED = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "printed",
    [
        "<table><tr align=center><td class=bt_title>{}</td></tr></table>",
        "<table><tr><td class=title><b>{}</b></td></tr></table>",
        "<table class=biaoti><tr><td align=center><strong>{}</strong></td></tr></table>",
        "<table><tr><td align=center><font size=5>{}</font></td></tr></table>",
        "<table><tr><td>{}</td></tr><tr><td>作者：何田</td></tr></table>",
        "<center>{}</center>",
        "<p class=article-headline>{}</p>",
        "<div id=subject>{}</div>",
        "<p align=center><b>{}</b></p><p>（江边日报记者 何田）</p>",
    ],
)
@pytest.mark.parametrize("subhead", ["", "<h2>守夜人的灯</h2>", "<h3 class=title>灯亮着，人就睡得着</h3>"])
@pytest.mark.parametrize("title", [TITLE, "林望——堤上的守夜人向我们走来"])
def test_a_headline_that_nothing_states_is_above_the_text_and_never_in_it(printed, subhead, title):
    paragraphs = [f"<p>{line}</p>" for line in TEXT]
    body = "".join([*paragraphs[:2], subhead, *paragraphs[2:]])
    assert article(page(printed.format(title), body, "江边新闻网_(新闻)_某某网")).title == title


@pytest.mark.parametrize("stated", ["{}_江边网", "{}-江边网", "{} - 江边网", "{}|江边网", "江边网 - {}"])
@pytest.mark.parametrize("printed", ["", "<h1>{}</h1>", "<h1>林望提灯走过三公里<br>——记沙洲镇的守夜人</h1>"])
def test_what_stands_behind_a_dash_in_the_headline_belongs_to_it(stated, printed):
    title = "林望提灯走过三公里——记沙洲镇的守夜人"
    found = article(page(printed.format(title) + "<p>2021-05-23 21:51</p>", BODY, stated.format(title)))
    assert found.title.replace(" ", "") == title


@pytest.mark.parametrize("between", ["</span><span>", "<br>"])
def test_a_subtitle_in_the_element_of_the_headline_stays_though_the_title_of_the_page_leaves_it_out(between):
    printed = f"<h1><span>林望提灯走过三公里{between}——记沙洲镇的守夜人</span></h1><p>2021-05-23 21:51</p>"
    found = article(page(printed, BODY, "林望提灯走过三公里_江边网"))
    assert found.title.replace(" ", "") == "林望提灯走过三公里——记沙洲镇的守夜人"


@pytest.mark.parametrize(("printed", "title"), [
    ("<h1><span>独家</span>{}</h1>", TITLE),
    ("<h1><i>原创</i> <b>{}</b></h1>", TITLE),
    ("<h1>独家{}</h1>", "独家" + TITLE),
    ("<h1><span>沙洲镇的人们</span>{}</h1>", "沙洲镇的人们" + TITLE),
])  # fmt: skip
def test_a_tag_in_an_element_of_its_own_is_no_part_of_a_headline(printed, title):
    assert article(page(printed.format(TITLE) + "<p>2021-05-23 21:51</p>", BODY)).title == title


def test_a_headline_goes_on_in_the_heading_beside_it():
    one, other = "林望提灯走过三公里", "沙洲镇的守夜人"
    printed = f"<h1>{one}</h1><h1>{other}</h1><p>2021-05-23 21:51</p>"
    assert article(page(printed, BODY, f"{one} {other}_江边网")).title == f"{one} {other}"
    assert article(page(printed, BODY, f"{one}_江边网")).title == one


@pytest.mark.parametrize(("stated", "printed"), [
    ("江边人民广播电台-新闻-守堤人的灯", "<h2>守堤人的灯</h2>"),
    ("守堤人的灯--江边日报数字报", "<p>沙洲镇的守夜人</p><h3>守堤人的灯</h3>"),
    ("守堤人的灯-财经频道-江边热线", "<p>守堤人的灯</p>"),
    ("江边日报-守堤人的灯", "<p>守堤人的灯</p><p>《 江边日报 》( 2023年05月21日　 第A5版 )</p>"),
    ("江边晚报", "<p>守堤人林望的马灯</p><p>——三代人的堤</p><p>本报记者 何 田</p>"),
    ("江边晚报", "<p>三代人守一条堤</p><h2>守堤人林望的马灯</h2><p>沙洲镇堤上的小屋翻修</p>记者 何田"),
    ("江边晚报", "<h2>健康周刊副刊</h2><p>三</p><p>四</p><p>五</p><p>守堤人林望的马灯</p>记者 何田"),
])  # fmt: skip
def test_a_short_headline_is_found_and_a_line_of_authors_is_none(stated, printed):
    assert article(page(printed, BODY, stated)).title in ("守堤人的灯", "守堤人林望的马灯")


@pytest.mark.parametrize("title", ["讣告", "春雨", "一湖水"])
@pytest.mark.parametrize("printed", ["<h3>{}</h3>", "<div class=title>{}</div>", "<p class=bt>{}</p>"])
def test_a_headline_of_two_or_three_characters_is_all_that_a_title_states(title, printed):
    head = "<a href=/>讣告</a><h2>江边大学新闻网</h2>" + printed.format(title) + "<p>2021-05-23 21:51</p>"
    assert article(page(head, BODY, f"{title} - 江边大学")).title == title
    assert article(page(printed.format(title), BODY, f"{TITLE}_江边网")).title == TITLE


@pytest.mark.parametrize(("printed", "title"), [
    ("<p align=center><font face=黑体 size=5>灯下的人</font></p>", "灯下的人"),
    ("<p align=center><font size=+2><b>灯下</b></font></p>", "灯下"),
    ("<p style='font-size:24px'>灯下的人</p>", "灯下的人"),
    ("<p align=center><font face=黑体 size=2>灯下的人</font></p>", None),
    ("<p style='font-size:14px'>灯下的人</p>", None),
])  # fmt: skip
def test_a_short_line_in_large_type_is_the_headline_of_a_page_that_states_none(printed, title):
    html = f"<html><body>{printed}<p align=center>记者 何田</p>{BODY}</body></html>"
    found = read(Capture(url="https://news.example.cn/a/1", fetched_at=FETCHED, body=html.encode()))
    assert (found.article and found.article.title) == title


def test_a_series_in_brackets_before_a_short_headline_is_printed_apart():
    printed = "<div>【江畔故事】</div><h1>守渡口</h1><p>2021-05-23 21:51</p>"
    assert article(page(printed, BODY, "【江畔故事】守渡口_江边网")).title == "守渡口"
