"""Faults of real pages and public reports, a page of our own words each.

Those that take a crawl stand beside it: `tests/crawler/spiders/test_refetch_guard.py` and its neighbours.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.items import Article, Capture
from crawler.reader import read
from shengmei.timezone import SHANGHAI
from tests.crawler.pages.generic.news_pages import BODY, TEXT, TIME, TITLE, news_page

NOON = datetime(2023, 5, 21, 12, tzinfo=SHANGHAI)  # when the pages are read
AT = "2023-05-21T09:30:00+08:00"
BELOW = "<div class=who>来源：江边晚报&nbsp; 作者：&nbsp; 编辑：易知行</div>"
BESIDE = '<div><a href="/">江边网</a>&nbsp; 发布时间：2023-05-21 09:30</div>'
SPANS = (
    "<div><span>2023-05-21 09:30</span><span>来源：<a href=/s>江边商报</a></span>"
    "<span>编辑：何青松</span><span>王远舟</span></div>"
)
FIGURE = "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>"
COMMENT = (
    "<li><p>堤上柳{0}　2023-05-21 1{0}:20</p><p>希望灯一直亮着，走夜路的人心里有底。</p>"
    "<p>回复 赞(3)</p></li>"
)
NEXT = (
    "<h2><a href=/n/{0}.html>渡口第{0}班船今日复航</a></h2><div>2023-05-1{0} 09:00 来源：江边日报</div>"
    "<div class=content><p>渡口停航半年，码头的浮桥换了新板，今天早上第一班船载着四十二名乘客过江。</p>"
    "<p>船票两元，老人和学生免费，高峰时每二十分钟一班，末班船在晚上九点。</p></div>"
)
ENGLISH = "<p>The long dike at Shazhou was finished on Sunday, and three families of keepers moved in.</p>"


def image(markup: str) -> str:
    return f"<p>{TEXT[0]}</p><p>{markup}</p><p>{TEXT[1]}</p>"


def below(last: str) -> str:
    return news_page(body=BODY + last)


def dated(printed: str) -> str:
    return news_page(head=f"<div><span>{printed}</span>　来源：江边日报</div>")


# By the name of the fault: the page, and what of the article is right.
FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "a source below beats a name beside the time": (
        news_page(head=BESIDE, foot=BELOW),
        {"source": "江边晚报", "editors": ["易知行"]},
    ),
    "a source below and in meta": (
        news_page(head=BESIDE, foot=BELOW, meta='<meta name=source content="江边晚报">'),
        {"source": "江边晚报", "editors": ["易知行"]},
    ),
    "a span behind the editor's": (news_page(head=SPANS), {"editors": ["何青松"]}),
    "a reporter in the text and beside the editor": (
        news_page(head=SPANS, body=BODY.removesuffix("</p>") + "江边商报记者 王远舟</p>"),
        {"editors": ["何青松"], "authors": ["王远舟"]},
    ),
    "an editor called 严社": (below("<p>监制：刘昊</p><p>编辑：严社</p>"), {"editors": ["严社"]}),
    "an editor called 张网": (below("<p>监制：刘昊</p><p>编辑：张网</p>"), {"editors": ["张网"]}),
    "作者：网络 takes nothing": (
        news_page(head=f"{TIME}<span>作者：网络</span> <span><a href=/c>神评论<b>0</b></a></span>"),
        {"authors": []},
    ),
    "北京时间 as a label": (
        news_page(head="<div>北京时间：<span>2023-05-21 09:30</span></div>"),
        {"time": AT},
    ),
    "北京时间 behind a label": (
        news_page(head="<div>发布时间：北京时间2023年05月21日 09:30</div>"),
        {"time": AT},
    ),
    "a day in a caption above the time": (
        news_page(
            head="<div class=caption>图为2022年7月14日，守堤人在闸口。（资料图）</div>"
            '<div><time datetime="2023-05-21T09:30:00+08:00">更新 2023-05-21 9:30 AM</time></div>'
        ),
        {"time": AT},
    ),
    "a day in a figcaption, and the time in meta": (
        news_page(
            head=FIGURE.format("2022年7月14日，守堤人集合。摄：何山"),
            meta=f'<meta property="article:published_time" content="{AT}">',
        ),
        {"time": AT},
    ),
    "a caption gives neither time nor source": (
        news_page(
            head=FIGURE.format("2022年7月14日，沙洲市郊区，守堤人集合。") + TIME
        ),
        {"time": AT, "source": None},
    ),
    "a photo credit is no source": (
        news_page(above=FIGURE.format("长堤一角（图片来源：新华社）")),
        {"source": None},
    ),
    "来源于 in prose is no label": (
        news_page(foot="<ul><li>新闻来源于其它媒体，内容不代表本站立场！</li></ul>"),
        {"source": None},
    ),
    "a source ends before the comments": (
        news_page(
            head="<div><span>2023-05-21 09:30</span> <span>稿源：<a href=/s><span>江声在线</span></a></span>"
            " <span title=评论><a href=/c><span>2</span> 条评论</a></span></div>"
        ),
        {"source": "江声在线"},
    ),
    "a source ends before a count": (
        news_page(
            head="<div><span>2023-05-21</span><span>来源: 最沙洲</span>"
            "<span><img src=e.png>159</span><span>分享到:</span></div>"
        ),
        {"source": "最沙洲"},
    ),
    "a reporter in brackets behind the dateline": (
        news_page(
            body=BODY.replace("<p>", "<p>【江边报2023年5月21日讯】（江边报记者林皓月综合报导）", 1)
        ),
        {"authors": ["林皓月"]},
    ),
    "labels with bars on one line": (
        below("<div><b>译 | 金若兰</b> <b>校 | 黎霖</b> <b>责编 | 柳尚明</b> <a href=/l>其它新闻</a></div>"),
        {"editors": ["柳尚明"]},
    ),
    "the role behind the name": (
        news_page(head="<div><ul><li>金泽远 记者</li><li>上传 2023.05.21 09:30</li></ul></div>"),
        {"authors": ["金泽远"], "time": AT},
    ),
    "an institute and a name run together": (
        below("<p>来源：澎湃新闻 2023-05-20 15:18 作者：沙洲大学历史学院郭明</p>"),
        {"authors": ["郭明"]},
    ),
    "an institute, a blank and a name": (below("<p>作者：沙洲大学历史学院 郭明</p>"), {"authors": ["郭明"]}),
    "the headline in a table cell": (
        news_page(above="<table><tr align=center><td class=bt_title>守堤人——一盏灯与三代人</td></tr></table>")
        .replace(f"<h1>{TITLE}</h1>", "")
        .replace(f"<title>{TITLE}_江边网", "<title>沙洲新闻网_(新闻)_江边网"),
        {"title": "守堤人——一盏灯与三代人"},
    ),
    "a short paragraph like an end mark": (
        news_page(body=BODY.replace("</p>", "</p><p>评论区还有镇民发图，说两岸差别真大。</p>", 1)),
        {"contains": "评论区还有镇民发图", "lines": 4},
    ),
    "相关报道 and more text": (
        below(
            "<p>相关报道：邻镇出台新规，支持长堤加固</p>"
            + BODY.replace("今天", "昨天").replace("办法", "新规")
        ),
        {"contains": "新规规定，汛期每晚巡堤四次", "lines": 7},
    ),
    "输入 and 更新 below": (
        news_page(
            head="<div><strong>金泰明</strong> 江边日报评论委员</div>",
            foot="<div><p>输入 : 2023-05-21&nbsp;09:30 | 更新 : 2023-05-21 11:26</p></div>",
        ),
        {"time": AT},
    ),
    "a bare time below": (news_page(head="", foot="<div><p>2023-05-21 09:30</p></div>"), {"time": AT}),
    "a signature as a paragraph": (below("<div align=right>（袁溪）</div>"), {"authors": ["袁溪"]}),
    "a video and a footer": (
        news_page(
            body="<video src=/v/1.mp4></video>",
            foot="<div><p>江边报社主办 版权所有</p><p>地址：沙洲市滨江路18号 邮编：430000</p></div>",
        ),
        {"kind": "video", "lines": 0, "videos": ["https://news.example.cn/v/1.mp4"]},
    ),
    "the picture behind the last line": (
        below("<p><img src=/u/9.jpg width=600></p>"),
        {"images": ["https://news.example.cn/u/9.jpg"]},
    ),
    "a lazy attribute of any name": (
        news_page(body=image("<img src=s/small.jpg data-actualsrc=/big.jpg>")),
        {"images": ["https://news.example.cn/big.jpg"]},
    ),
    "a placeholder": (
        news_page(body=image("<img src=/i/lazy.png file=/u/14.jpg>")),
        {"images": ["https://news.example.cn/u/14.jpg"]},
    ),
    "a text that is hidden until a script shows it": (
        news_page().replace("<div class=content>", "<div class=content style='display:none'>"),
        {"lines": 3, "contains": TEXT[2]},
    ),
    "a text that is collapsed": (
        news_page(
            body=f"<div><p>{TEXT[0]}</p></div>"
            f"<div class=more style='display:none'><p>{TEXT[1]}</p><p>{TEXT[2]}</p></div>"
            "<a href='javascript:;'>展开全文</a>"
        ),
        {"lines": 3, "contains": TEXT[2]},
    ),
    "comments without a heading": (
        news_page(foot=f"<ul class=c>{''.join(map(COMMENT.format, range(6)))}</ul>"),
        {"lines": 3, "contains": TEXT[2]},
    ),
    "further articles below": (
        news_page(foot="".join(map(NEXT.format, range(4)))),
        {"lines": 3, "contains": TEXT[2]},
    ),
    "an attachment below the text": (
        news_page(foot="<div><b>附件下载：</b><ul><li><a href=./P1.pdf>修缮计划表.pdf</a></li></ul></div>"),
        {"attachments": ["https://news.example.cn/a/P1.pdf"]},
    ),
    "a year of the Republic": (dated("民國110年5月18日 10:20"), {"time": "2021-05-18T10:20:00+08:00"}),
    "a day without its year": (dated("4月20日 18:10"), {"time": "2023-04-20T18:10:00+08:00"}),
    "before 1995, in summer time": (dated("1990-08-17 13:14:15"), {"time": "1990-08-17T13:14:15+09:00"}),
    "a full-width comma before the clock": (dated("2023年5月21日，09:30"), {"time": AT}),
    "a day in English": (
        news_page(head="<div>Updated: May 21, 2023</div>", body=ENGLISH * 3).replace(
            TITLE, "Shazhou Finishes Its Dike"
        ),
        {"time": "2023-05-21T00:00:00+08:00"},
    ),
}  # fmt: skip


def says(article: Article, what: str) -> Any:
    names = {
        "authors": ("reporter", "correspondent", "author", "intern"),
        "editors": ("editor", "responsible_editor", "chief_editor", "picker"),
    }
    if what in names:
        return [one.name for one in article.bylines if one.role in names[what] and not one.collective]
    if what == "time":
        return article.published.at.isoformat() if article.published else None
    if what == "lines":
        return len(article.body.splitlines())
    if what in ("images", "videos", "attachments"):
        return [one.url for one in getattr(article, what)]
    return getattr(article, what)


def article_of(page: str) -> Article | None:
    at = NOON.astimezone(UTC)
    return read(Capture(url="https://news.example.cn/a/1", fetched_at=at, body=page.encode())).article


def test_comments_below_a_text_that_is_not_there_are_none():
    for heading in ("<h3>网友评论 12</h3>", "<div class=comments>"):
        page = news_page(body="", foot=f"<div>{heading}{''.join(map(COMMENT.format, range(6)))}</div>")
        assert article_of(page) is None


@pytest.mark.parametrize("line", ["责任编辑：[纠错]", "编辑：【我要纠错】", "[纠错]", "作者：[报错]"])
def test_a_button_is_nobody(line):
    article = article_of(news_page(foot=f"<div>{line}</div>"))
    assert article is not None
    assert article.bylines == ()


@pytest.mark.parametrize(("page", "right"), FAULTS.values(), ids=FAULTS)
def test_a_fault_that_was_reported_is_none(page, right):
    article = article_of(page)
    assert article is not None
    if (text := right.get("contains")) is not None:
        assert text in article.body
    wanted = {what: value for what, value in right.items() if what != "contains"}
    assert {what: says(article, what) for what in wanted} == wanted
