"""A text that a page splits over sibling boxes, and the boxes beside a text that are none of it."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.page_of_text import OTHER, OTHERS, PARAGRAPHS, TEXT, lines

PARTS = [f"<p>{line}</p>" for line in TEXT]
FIRST, LAST = "".join(PARTS[:3]), PARTS[3]
SHORT = "工程预计明年完工。"


@pytest.mark.parametrize("content", [
    f"<article><section>{FIRST}</section><section>{LAST}</section></article>",
    f"<div><div id=part1>{FIRST}</div><div id=part2>{LAST}</div></div>",
    f"<div class=text-a>{FIRST}</div><div class=text-b>{LAST}</div>",
    f"<div class=c>{PARTS[0]}{PARTS[1]}</div><div class=c>{PARTS[2]}</div><div class=c>{LAST}</div>",
    f"<div class=c>{PARTS[0]}</div><div class=c>{''.join(PARTS[1:])}</div>",
    f"<div class=c>{FIRST}</div><div class=ad><a href=/>打开客户端看新闻</a></div><div class=c>{LAST}</div>",
    f"<div class=c>{FIRST}</div><div class=share>分享到：<a>微信</a></div><div class=c>{LAST}</div>",
    f"<div class=c>{FIRST}</div><div><img src=/a.jpg></div><div class=c>{LAST}</div>",
    f"<div class=page><div class=t>{FIRST}</div></div><div class=page><div class=t>{LAST}</div></div>",
    f"<div class=article><div>{FIRST}</div><div>{LAST}</div></div>",
    f"<div class=c>{TEXT[0]}<br>{TEXT[1]}<br>{TEXT[2]}</div><div class=c>{TEXT[3]}</div>",
])  # fmt: skip
def test_a_text_goes_on_in_the_next_box_of_its_kind(content):
    assert lines(content) == TEXT


def test_a_short_last_sentence_in_a_box_of_its_own_belongs_to_the_text():
    assert lines(f"<div class=c>{PARAGRAPHS}</div><div class=c><p>{SHORT}</p></div>") == (*TEXT, SHORT)


@pytest.mark.parametrize("below", [
    f"<div class=related>{OTHERS}</div>",
    f"<div class='c related-news'>{OTHERS}</div>",
    f"<div class='c comment-list'><p>{OTHER[0]}</p></div>",
    f"<div class=c><h3><a href=/1>渡口镇码头开通</a></h3><p>{OTHER[0]}</p></div>",
    f"<div class=c><ul><li>{SHORT}</li></ul></div>",
    f"<div class=c><form><p>{SHORT}</p><input name=mail></form></div>",
    f"<div class=c><p>{SHORT}</p><p><a href=/1>渡口镇三号码头今日开通首班船</a></p></div>",
    f"<div class=about><p>{SHORT}</p></div>",
    f"<div class='c footer'><p>{SHORT}</p></div>",
    "<div class=c><p>本文仅代表作者个人观点，不代表本网立场。</p></div>",
    f"<div>相关阅读</div><div class=c>{OTHERS}</div>",
    f"<div><a href=/1>渡口镇三号码头今日开通首班船</a></div><div class=c><p>{SHORT}</p></div>",
    f"<h3>渡口镇码头</h3><div class=c><p>{SHORT}</p></div>",
])  # fmt: skip
def test_boxes_of_other_things_below_a_text_are_none_of_it(below):
    assert lines(f"<div class=c>{PARAGRAPHS}</div>{below}") == TEXT


@pytest.mark.parametrize("below", [
    "<div><p>说得好，堤修好了大家都安心。</p></div>",
    "<div>登录后可以发表评论。</div>",
    f"<div><p>{SHORT}</p></div>",
])  # fmt: skip
def test_a_box_without_a_class_goes_on_a_text_only_in_a_box_of_texts(below):
    assert lines(f"<div>{PARAGRAPHS}</div>{below}") == TEXT


def test_a_box_that_asks_readers_for_something_is_none_of_the_text():
    asked = "<div class=c><p>新闻爆料请拨打热线电话，欢迎提供线索。</p></div>"
    assert lines(f"<div class=c>{PARAGRAPHS}</div>{asked}") == TEXT


def test_a_summary_in_a_box_above_is_none_of_the_text():
    assert lines(f"<div class=art-lead><p>{SHORT}</p></div><div class=art-text>{PARAGRAPHS}</div>") == TEXT


def test_a_box_of_other_articles_amid_a_text_does_not_end_it():
    related = "<div class=recommend><h2>延伸阅读</h2><p><a href=/1>渡口镇三号码头今日开通首班船</a></p></div>"
    rest = "".join(f"<p>{line}{line}</p>" for line in OTHER)
    assert lines(f"<div class=c>{PARAGRAPHS}{related}{rest}</div>")[-1] == OTHER[-1] * 2
