"""A page with a text of four paragraphs, of which tests vary what stands in and around it."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.items import Article, Capture, Reading
from crawler.reader import read

TITLE = "沙洲镇长堤加固工程完成七成"
TEXT = (
    "5月18日上午，沙洲镇水利站通报，长堤加固工程已完成总量的七成，预计八月底前全线完工。",
    "走进施工现场，二十多名工人正在回填土方，站长林望说，夜里不做高噪声作业，堤上的人家睡得安稳。",
    "家住闸口的周渡说，过去一到汛期就要守夜，今年可以早点歇着了。",
    "据介绍，工程共加固堤身四公里，新建泵站三座，总投资一千八百万元。",
)
PARAGRAPHS = "".join(f"<p>　　{line}</p>" for line in TEXT)
INFO = "<div class=info>2026-05-18 10:21　来源：江边日报</div>"
NAV = "<div><a href=/>首页</a> <a href=/n>新闻</a> <a href=/v>视频</a></div>"
CONTACTS = "<p>地址：沙洲镇滨江路18号 邮编：430000 电话：027-00000000</p>"


def page(
    content: str, footer: str = f"<div class=footer>{CONTACTS}</div>", title: str = TITLE, info: str = INFO
) -> Reading:
    html = (
        f"<html><head><meta charset=utf-8><title>{title}_江边网</title></head><body>{NAV}<h1>{title}</h1>"
        f"{info}{content}{footer}</body></html>"
    )
    url = "http://www.jiangbian.example/news/2026/0518/1001.html"
    return read(Capture(url=url, fetched_at=datetime(2026, 5, 19, tzinfo=UTC), body=html.encode()))


def article(content: str, footer: str = f"<div class=footer>{CONTACTS}</div>", title: str = TITLE) -> Article:
    found = page(content, footer, title).article
    assert found is not None
    return found


def lines(content: str, footer: str = f"<div class=footer>{CONTACTS}</div>") -> tuple[str, ...]:
    return tuple(article(content, footer).body.split("\n"))


OTHER = (
    "渡口镇三号码头全长三百二十米，共设二十四个泊位，首末班船的时间分别为六点和二十三点。",
    "票价实行里程计价，起步价两元，老年人凭证免费，镇民可在码头购票。",
    "船公司提醒乘客，高峰时段间隔为四分三十秒，请合理安排出行时间。",
)
OTHERS = "".join(f"<p>{line}</p>" for line in OTHER)
