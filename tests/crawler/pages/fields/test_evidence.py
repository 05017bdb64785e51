"""Values with evidence: candidates, winners, and pages that contradict themselves."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler import reader
from crawler.items import Capture
from shengmei.timezone import SHANGHAI
from tests.crawler.pages.cost import read_cheaply

FETCHED = datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)
TEXT = "".join(
    f"<p>第{number}批示范渠段本周通水，沿线三个乡镇的灌溉面积恢复到去年同期水平，农户反映良好。</p>"
    for number in ("一", "二", "三")
)
PAGE = """<html><head><meta charset="utf-8"><title>{stated}</title>{head}</head><body>
<h1>示范渠段本周通水</h1><div class="info">{line}</div><div class="content">{text}</div>
{foot}</body></html>"""


def opened(
    *, stated="示范渠段本周通水_要闻_行知网", head="", line="2021-05-23 21:51 来源：行知日报", foot="", url=""
):
    body = PAGE.format(stated=stated, head=head, line=line, foot=foot, text=TEXT).encode()
    return reader.explain(Capture(url=url, fetched_at=FETCHED, body=body))


def conflicts(**parts):
    article = opened(**parts)[0].article
    return [(one.field, one.value, one.other, one.other_rule) for one in article.extraction.conflicts]


def published(**parts):
    time = opened(**parts)[0].article.published
    return time.at.isoformat()[:19], time.precision, time.found_in


def test_a_page_that_agrees_with_itself_has_no_conflicts():
    head = '<meta name="publishdate" content="2021-05-23"><meta name="source" content="来源：行知日报">'
    assert conflicts(head=head, url="http://news.example.cn/2021-05/23/content_1.htm") == []


@pytest.mark.parametrize(("head", "conflict"), [
    ('<meta name="publishdate" content="2021-05-24">',
     ("published", "2021-05-23T21:51:00+08:00", "2021-05-24", "meta publishdate")),
    ('<meta property="article:published_time" content="2021-05-23T20:00:00+08:00">',
     ("published", "2021-05-23T21:51:00+08:00", "2021-05-23T20:00:00+08:00", "meta article:published_time")),
    ('<meta name="source" content="江畔晚报">', ("source", "行知日报", "江畔晚报", "meta source")),
    ('<meta name="author" content="沈砚秋">', ("bylines", "", "沈砚秋", "meta author")),
    ('<meta property="og:title" content="另一篇报道的标题在这里">',
     ("title", "示范渠段本周通水", "另一篇报道的标题在这里", "meta og:title")),
])  # fmt: skip
def test_places_that_disagree_are_recorded(head, conflict):
    assert conflict in conflicts(head=head)


def test_a_wrong_charset_is_noticed():
    body = PAGE.format(stated="示范渠段本周通水", head="", line="", foot="", text=TEXT)
    served = body.replace('charset="utf-8"', 'charset="gb2312"').encode()
    article = reader.read(Capture(url="", fetched_at=FETCHED, body=served)).article
    assert [(one.field, one.value, one.other) for one in article.extraction.conflicts] == [
        ("charset", "utf-8", "gb18030")
    ]


@pytest.mark.parametrize(("parts", "read"), [
    ({"line": "2021-05-23", "head": '<meta name="publishdate" content="2021-05-23 21:51:07">'},
     ("2021-05-23T21:51:07", "second", "meta publishdate")),
    ({"head": '<meta name="publishdate" content="2021-05-23">'},
     ("2021-05-23T21:51:00", "minute", "by the headline")),
    ({"line": "来源：行知日报", "foot": '<input type="hidden" id="pubtime" value="2021-05-23 21:51">'},
     ("2021-05-23T21:51:00", "minute", "input pubtime")),
    ({"line": "来源：行知日报", "foot": '<script>var id = 7, ct = "2021-05-23 21:51:00";</script>'},
     ("2021-05-23T21:51:00", "second", "script ct")),
    ({"line": "来源：行知日报", "foot": "<script>var data = {publishTime: 1621777860}</script>"},
     ("2021-05-23T21:51:00", "second", "script publishTime")),
    ({"line": "来源：行知日报", "url": "http://news.example.cn/2021-05/23/content_1.htm"},
     ("2021-05-23T00:00:00", "day", "address")),
    # More than two days off the day in the address: the address is believed, the print recorded,
    ({"line": "2019-01-02 08:00", "url": "http://news.example.cn/2021-05/23/content_1.htm"},
     ("2019-01-02T08:00:00", "minute", "by the headline")),
    ({"line": "2019-01-02", "url": "http://news.example.cn/2021-05/23/content_1.htm"},
     ("2021-05-23T00:00:00", "day", "address")),
    # unless a label says that the print is the article's: sites move.
    ({"line": "2019-01-02 08:00 来源：行知日报", "url": "http://news.example.cn/2021-05/23/content_1.htm"},
     ("2019-01-02T08:00:00", "minute", "by the headline")),
    ({"line": "发布日期：2019-01-02", "url": "http://news.example.cn/2021-05/23/content_1.htm"},
     ("2019-01-02T00:00:00", "day", "by the headline")),
    ({"line": "2019-01-02 来源：行知日报", "url": "http://news.example.cn/2021-05/23/content_1.htm"},
     ("2021-05-23T00:00:00", "day", "address")),
    ({"line": "2021-05-24 00:10 来源：行知日报", "url": "http://news.example.cn/2021-05/23/content_1.htm"},
     ("2021-05-24T00:10:00", "minute", "by the headline")),
])  # fmt: skip
def test_the_place_that_counts_most_gives_the_time(parts, read):
    assert published(**parts) == read


def test_each_field_has_one_winner_with_the_value_that_the_article_has():
    reading, candidates = opened(
        head='<meta name="source" content="江畔晚报">', foot="<p>责任编辑：陆知远</p>"
    )
    won = {one.field: one.value for one in candidates if one.won}
    assert won["title"] == reading.article.title
    assert won["source"] == "行知日报"
    assert won["published"] == "2021-05-23T21:51:00+08:00"
    assert won["bylines"] == "陆知远 (responsible_editor)"
    lost = [(one.field, one.rule, one.value) for one in candidates if not one.won]
    assert ("source", "meta source", "江畔晚报") in lost
    for field in ("title", "published", "source"):
        assert sum(one.won for one in candidates if one.field == field) == 1
    scores = [one.score for one in candidates if one.field == "source"]
    assert scores == sorted(scores, reverse=True)


def test_the_headline_and_the_body_have_won_by_their_scores():
    line = '2021-05-23 21:51 来源：行知日报</div><h3>一周热读的十篇文章</h3><div class="tools">'
    reading, candidates = opened(line=line)
    for field, lost_rule in (("title", "printed, heading"), ("body", "box <div content>")):
        first, *others = [
            one for one in candidates if one.field == field and not one.rule.startswith("stated")
        ]
        assert (first.won, first.rule) == (True, reading.article.extraction.rules[field])
        assert lost_rule in {one.rule for one in others}
        assert all(first.score >= one.score and not one.won for one in others)


def test_a_title_that_a_family_s_rule_finds_has_no_lines_that_were_never_considered():
    body = (
        "<script>shareVariable = {sid:'1', aid:'1'}</script><title>示范渠段本周通水_要闻</title>"
        "<h1 class=article-title>示范渠段本周通水</h1><h2>一周热读的十篇文章</h2>"
        f"<div class=article-content>{TEXT}</div>"
    )
    _, candidates = reader.explain(Capture(url="", fetched_at=FETCHED, body=body.encode()))
    said = [(one.rule, one.won) for one in candidates if one.field == "title"]
    assert said == [("h1.article-title", True), ("stated, title", False)]


@pytest.mark.parametrize(("line", "read"), [
    ("二〇二一年五月二十三日 来源：行知日报", ("2021-05-23T00:00:00", "day", "by the headline")),
    ("２０２１－０５－２３　２１：５１　来源：行知日报",
     ("2021-05-23T21:51:00", "minute", "by the headline")),
    ("2021年5月23日下午9点51分 来源：行知日报", ("2021-05-23T21:51:00", "minute", "by the headline")),
])  # fmt: skip
def test_times_in_every_width_and_in_numerals_are_found_on_a_page(line, read):
    assert published(line=line) == read


def test_a_day_that_may_be_another_is_none():
    assert opened(line="03/04/2021 21:51 来源：行知日报")[0].article.published is None


@pytest.mark.parametrize("digits", ["1", "12", "20210523", "0,", "1."])
def test_digits_without_end_by_the_headline_cost_little(digits):
    line = "2021-05-23 21:51 阅读 " + digits * (190_000 // len(digits))
    page = PAGE.format(stated="示范渠段本周通水", head="", line=line, foot="", text=TEXT)
    assert read_cheaply(page.encode()).article is not None


@pytest.mark.parametrize("label", ["By ", "Editor: ", "Source: Example Daily | Editor: "])
@pytest.mark.parametrize("letters", ["A", "Aa", "Aa "])
def test_an_english_name_without_end_costs_little(label, letters):
    line = label + letters * (20_000 // len(letters)) + "!"
    page = PAGE.format(stated="示范渠段本周通水", head="", line=line, foot=line, text=TEXT)
    assert read_cheaply(page.encode()).article is not None


def test_an_editor_in_chief_on_duty_is_of_the_article_and_no_footer():
    line = "来源：行知日报 见习编辑：张山 执行主编：李思 轮值总编：王武 美编：赵六"
    article = opened(line=line)[0].article
    people = [(one.name, one.role) for one in article.bylines]
    assert people == [("张山", "editor"), ("李思", "chief_editor"), ("王武", "chief_editor")]
    assert article.source == "行知日报"
