"""Pages of an invented outlet, put together from a head, a foot and metadata, and how they read."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.items import Article, Capture
from crawler.reader import read

TITLE = "沙洲镇长堤修缮完工 三代守堤人住进新屋"
TEXT = (
    "今天傍晚，沙洲镇的长堤上亮起了第一盏灯。七十二岁的林望提着马灯，从闸口走到渡口，三公里，一步不少。",
    "办法规定，汛期每晚巡堤四次。林家从1954年起就住在堤上的小屋里，这份差事传了三代，没有断过一天。",
    "堤内，是两万亩稻田；堤外，是江。灯亮着，下游的人就睡得着，这是镇上的老人常说的一句话。",
)
BODY = "".join(f"<p>{line}</p>" for line in TEXT)
TIME = "<div>2023-05-21 09:30</div>"


def news_page(*, head: str = TIME, body: str = BODY, foot: str = "", meta: str = "", above: str = "") -> str:
    """A page with `head` below its headline, `foot` below its text, `above` over the headline."""
    return (
        f"<html><head><title>{TITLE}_江边网</title>{meta}</head><body><div class=nav><a href=/>首页</a></div>"
        f"<div class=main>{above}<h1>{TITLE}</h1>{head}<div class=content>{body}</div>{foot}</div>"
        "<div class=footer>版权所有 江边网</div></body></html>"
    )


def read_page(html: str) -> Article:
    capture = Capture(
        url="https://news.example.cn/a/1", fetched_at=datetime(2026, 1, 2, tzinfo=UTC), body=html.encode()
    )
    found = read(capture).article
    assert found is not None
    return found
