"""What stands around a headline: the way to the page, kicker and subtitle, counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.items import Article, Capture, Counts
from crawler.reader import read

TITLE = "堤上的守夜人：三代人守着一盏灯"
BODY = "<p>今天傍晚，沙洲镇的长堤上亮起了第一盏灯。林望提着马灯，从闸口走到渡口，一步不少。</p>" * 3


def article(above: str = "", below: str = "", headline: str = f"<h1>{TITLE}</h1>") -> Article:
    html = f"<title>{TITLE}_江边网</title><body>{above}{headline}{below}<div class=text>{BODY}</div>"
    found = read(Capture(url="", fetched_at=datetime(2026, 1, 2, tzinfo=UTC), body=html.encode())).article
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("above", "channel"),
    [
        ("您当前的位置： <a href=/>江边网</a> &gt; <a href=/n>新闻</a> &gt; 正文", ("江边网", "新闻")),
        ("您的当前位置：新闻中心 > 沙洲", ("新闻中心", "沙洲")),
        ("当前位置：<a href=/>首页</a> » <a href=/n>江边要闻</a> » 正文", ("江边要闻",)),
        ("<a href=/>江边网</a>&gt;&gt;<a href=/n>社会</a>", ("江边网", "社会")),
        ("<a href=/>江边首页</a>--<a href=/n>新闻</a>--正文 &gt;", ("江边首页", "新闻")),
        (f"位置：<a href=/>首页</a> / <a href=/n>社会</a> / {TITLE}", ("社会",)),
        ("<a href=/>查看他的文章&gt;</a>", ()),
        ("<a href=/>新闻</a> | <a href=/>体育</a> | <a href=/>财经</a>", ()),
        ("江边网讯", ()),
    ],
)
def test_the_way_to_the_page(above, channel):
    assert article(f"<div>{above}</div>").channel == channel


@pytest.mark.parametrize(
    ("above", "below", "kicker", "subtitle"),
    [
        ("<p class=introtitle>汛期里的沙洲</p>", "", "汛期里的沙洲", None),
        ("", "<h2 class=subtitle>——沙洲长堤守护纪事</h2>", None, "——沙洲长堤守护纪事"),
        ("", "<p>——沙洲长堤守护纪事</p>", None, "——沙洲长堤守护纪事"),
        ("", "<p class=subtitle>2021-05-23 21:51 来源：江边网</p>", None, None),
        ("<p class=pretitle><a href=/>江边要闻频道</a></p>", "", None, None),
        ("<p>汛期里的沙洲</p>", "<p>沙洲长堤守护纪事</p>", None, None),
    ],
)
def test_kicker_and_subtitle(above, below, kicker, subtitle):
    found = article(above, below)
    assert (found.kicker, found.subtitle) == (kicker, subtitle)


@pytest.mark.parametrize(
    ("below", "counts"),
    [
        ("2021-05-23 21:51 阅读：1.2万 评论(35) 点赞 0", Counts(reads=12000, comments=35, likes=0)),
        ("2021-05-23 21:51| 1164次阅读| 3 条评论", Counts(reads=1164, comments=3)),
        ("浏览 1.2w 转发 7", Counts(reads=12000, shares=7)),
        ("<span>分享到</span><p>326</p>", None),
        ("2021-05-23 21:51 阅读 评论 分享", None),
        ("2021年05月23日21:51 浏览", None),
    ],
)
def test_counts(below, counts):
    assert article(below=f"<div>{below}</div>").counts == counts
