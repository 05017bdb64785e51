"""What the tests of printed times share: a page with lines around its text, and the time it is read with."""

from __future__ import annotations

from datetime import datetime

from crawler.items import Capture, Timestamp
from crawler.normalise.dates import written
from crawler.reader import read
from shengmei.timezone import SHANGHAI

FETCHED = datetime(2026, 5, 20, 15, 30, tzinfo=SHANGHAI)  # a Wednesday
TITLE = "沙洲长堤加固工程提前完工"
LINES = (
    "今天傍晚，沙洲镇的长堤上亮起了第一盏灯。七十二岁的林望提着马灯，从闸口走到渡口，三公里，一步不少。",
    "办法规定，汛期每晚巡堤四次。林家从1954年起就住在堤上的小屋里，这份差事传了三代。",
    "堤内，是两万亩稻田；堤外，是江。灯亮着，下游的人就睡得着，来年的稻子也有了着落。",
)
BODY = "".join(f"<p>{line}</p>" for line in LINES)
PAGE = """<html><head><meta charset=utf-8><title>{title}_江边网</title>{meta}</head><body>
<div class=nav><a href=/>首页</a> <a href=/a>新闻</a></div>{above}<h1>{title}</h1>{head}
<div class=content>{body}</div>{foot}<div class=footer>版权所有 江边网</div></body></html>"""
META = '<meta property="article:published_time" content="2023-05-21T09:30:00+08:00">'
JSON_LD = (
    '<script type="application/ld+json">'
    f'{{"@type":"NewsArticle","headline":"{TITLE}","datePublished":"2023-05-21T09:30:00+08:00"}}</script>'
)


def published(
    *, head: str = "", foot: str = "", meta: str = "", above: str = "", body: str = BODY, url: str = ""
) -> Timestamp | None:
    """The time of a page with these elements around its headline and its text."""
    html = PAGE.format(title=TITLE, meta=meta, above=above, head=head, body=body, foot=foot)
    capture = Capture(url=url or "http://www.example.cn/c/77.html", fetched_at=FETCHED, body=html.encode())
    article = read(capture).article
    assert article is not None
    assert set(LINES) <= set(article.body.split("\n"))
    return article.published


def time(**parts: str) -> str | None:
    found = published(**parts)
    return written(found) if found else None
