"""What of a page is its body: not its footer, its comments, or the articles below."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

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


def page(content: str, footer: str = f"<div class=footer>{CONTACTS}</div>", title: str = TITLE) -> Reading:
    html = (
        f"<html><head><meta charset=utf-8><title>{title}_江边网</title></head><body>{NAV}<h1>{title}</h1>"
        f"{INFO}{content}{footer}</body></html>"
    )
    url = "http://www.jiangbian.example/news/2026/0518/1001.html"
    return read(Capture(url=url, fetched_at=datetime(2026, 5, 19, tzinfo=UTC), body=html.encode()))


def article(content: str, footer: str = f"<div class=footer>{CONTACTS}</div>", title: str = TITLE) -> Article:
    found = page(content, footer, title).article
    assert found is not None
    return found


def lines(content: str, footer: str = f"<div class=footer>{CONTACTS}</div>") -> tuple[str, ...]:
    return tuple(article(content, footer).body.split("\n"))


FOOTERS = (
    CONTACTS,
    "<p>江边日报社主办 版权所有 未经授权不得转载</p>" + CONTACTS,
    "<p>主管：中共沙洲镇委宣传部，主办：江边日报社，承办：江边网</p>",
    "<p>地 址：沙洲镇滨江路18号，邮 编：430000，电 话：027-00000000</p>",
    "<p>广告热线：027-00000000，新闻热线：027-00000001</p><p>邮箱：news@jiangbian.example</p>",
    "<p>信息网络传播视听节目许可证：0000000，互联网新闻信息服务许可证42120000001</p>",
    "<p>Copyright © 2010-2026 jiangbian, All Rights Reserved.</p><p>Tel: 027-00000000, Fax: 027-1</p>",
    "<p>江边网，沙洲镇委宣传部主管，江边日报社主办</p><p>鄂ICP备00000000号，鄂公网安备 4201000000号</p>",
    "<p>建议使用1024×768分辨率，IE9以上浏览器浏览本站</p>",
    "<p>您的浏览器版本过低，为了更好的体验，请升级浏览器</p>",
    "江边日报社<br>地址：沙洲镇滨江路18号<br>邮编：430000<br>电话：027-00000000<br>传真：027-00000001<br>值班：林望",
)


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_page_without_a_text_has_no_footer_for_one(footer):
    empty = page("<div class=content></div>", footer)
    assert (empty.state, empty.reason) == ("unreadable", "no body")
    video = page("<video src=/v/1.mp4></video>", footer).article
    assert video is not None
    assert (video.kind, video.body) == ("video", "")
    assert [one.url for one in video.videos] == ["http://www.jiangbian.example/v/1.mp4"]


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_footer_in_the_box_of_the_text_ends_it(footer):
    assert lines(f"<div class=content>{PARAGRAPHS}</div>", f"<div>{footer}</div>") == TEXT


def test_contacts_in_a_notice_are_of_its_text():
    contacts = "<p>报名地址：沙洲镇滨江路18号</p><p>报名电话：027-00000000</p>"
    found = lines(f"<div class=content>{PARAGRAPHS}{contacts}<p>欢迎镇上的居民前来报名。</p></div>")
    assert found == (
        *TEXT,
        "报名地址：沙洲镇滨江路18号",
        "报名电话：027-00000000",
        "欢迎镇上的居民前来报名。",
    )


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<div class=content><p>沙洲镇长堤加固工程今日完工。</p></div>", "沙洲镇长堤加固工程今日完工。"),
        ("<div class=content><p>据沙洲气象台消息：明日有雨。</p></div>", "据沙洲气象台消息：明日有雨。"),
        (
            "<div><p><img src=/u/1.jpg></p><p>图为长堤上，工人正在回填</p></div>",
            "图为长堤上，工人正在回填",
        ),
    ],
)
def test_a_short_text_is_a_text(content, body):
    assert article(content).body == body


@pytest.mark.parametrize(
    "content",
    [
        "<p>3秒后，自动跳转到首页</p>",
        "<p>设为首页，加入收藏，联系站长</p>",
        "<p>如未跳转，点这里返回：首页</p>",
    ],
)
def test_what_is_not_even_a_sentence_is_no_text(content):
    assert page(content).reason == "no body"


@pytest.mark.parametrize(
    ("content", "below", "images"),
    [
        (f"<div>{PARAGRAPHS}<p><img src=/u/9.jpg></p></div>", "", 1),
        (f"<div>{PARAGRAPHS}<img src=/u/9.jpg></div>", "", 1),
        (f"<div>{PARAGRAPHS}<p><img src=/u/8.jpg></p><p><img src=/u/9.jpg></p></div>", "", 2),
        (f"<div>{PARAGRAPHS}<figure><p><img src=/u/9.jpg></p></figure></div>", "", 1),
        ("<div>" + "<br>".join(TEXT) + "<br><img src=/u/9.jpg></div>", "", 1),
        (f"<div>{PARAGRAPHS}</div>", "<div><img src=/u/ad.jpg></div>", 0),
    ],
)
def test_the_last_picture_is_in_the_box_of_the_text(content, below, images):
    found = article(content, below + CONTACTS)
    assert len(found.images) == images
    assert tuple(found.body.split("\n")) == TEXT


@pytest.mark.parametrize(
    "label", ["相关报道：邻镇出台新规，支持长堤加固", "小贴士", "评论区还有镇民发图，说两岸差别真大。"]
)
def test_a_text_goes_on_behind_what_looks_like_its_end(label):
    found = lines(f"<div class=content>{PARAGRAPHS}<p>{label}</p>{PARAGRAPHS.replace('长堤', '渡口')}</div>")
    assert found == (*TEXT, label, *(line.replace("长堤", "渡口") for line in TEXT))
