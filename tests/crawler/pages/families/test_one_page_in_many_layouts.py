"""One article of the platform in layouts known and unknown: whatever the markup, it reads the same."""

from __future__ import annotations

import json
import random
from datetime import datetime

import pytest

from crawler.items import Article, Byline, Capture, Counts, Media, Share
from crawler.reader import read
from shengmei.timezone import SHANGHAI

URL = "https://m.hbtv.com.cn/p/12.html"
TITLE = "江边纪事 一路向东丨长堤上的守夜人:三代人守着一盏灯"
TICKER = ("沙洲中学夺得省青少年龙舟赛冠军", "老码头改造工程今日开工!", "全省春茶开采面积创新高")
PARAGRAPHS = (
    "今天傍晚,沙洲镇的长堤上亮起了第一盏灯。七十二岁的林望提着马灯,从闸口走到渡口,三公里,一步不少。",
    "《长堤守护办法》规定,汛期每晚巡堤四次。林家从1954年起就住在堤上的小屋里,这份差事传了三代。",
    "沙洲镇水利站站长周渡:“他比水位尺还准,涨一寸、落一寸,他在“闸口本”上都记着。”",
    "堤内,是两万亩稻田;堤外,是江。灯亮着,下游的人就睡得着。",
)
BYLINE = "(江边日报记者 林水生 周小渡 责任编辑 何田)"
EDITOR = "责任编辑 何田"
IMAGE = "https://img.cjyun.org.cn/a/10008/202105/0a1b2c3d.png"
THUMBNAIL = "https://img.cjyun.org.cn/a/thumb/10008/202305/4e5f.png!w300_h300.png"
CONFIG = {
    "appId": "wx00ff",
    "nonceStr": "Zq7x",
    "timestamp": 1765690000,
    "signature": "c0ffee00",
    "link": URL,
    "desc": "灯亮着,下游的人就睡得着",
    "title": TITLE.replace(":", "："),
    "imgUrl": THUMBNAIL,
    "debug": "",
}
RELATED = ("从一条江到一座城! 沙洲十年之变", "春汛里的人家 | 堤上堤下都是路")
TEMPLATES = (
    '{{ item.passport.nickname || "" }}',
    "{{ formatDate(item.create_time) }} · {{item.ip_location}} 回复",
    '{{item.foldStatus ? "收起" : "展开" + item.comments.length + "条回复"}}',
)
JSON = json.dumps(CONFIG)


def each(form: str, texts: tuple[str, ...]) -> str:
    return "".join(form.format(text, number=number) for number, text in enumerate(texts, 7001))


THEMES: dict[str, tuple[str, ...]] = {
    "head": (
        "",
        f"<title>{TITLE}-长江云</title>",
        f"<title>{CONFIG['title']}</title>",
        "<title>长江云新闻</title>",
    ),
    "kind": ("", "<script>var shareVariable = {sid:'10008', aid:'1', cid:'7'};</script>"),
    "notice": ("<p>{}</p>", "<div class=tip>{}</div>", "{}"),
    "ticker": (
        "<ul>" + each("<li><a href='/p/{number}.html'>{}</a></li>", TICKER) + "</ul>",
        "<marquee>" + each("<a href='/p/{number}.html'>{}</a><br>", TICKER) + "</marquee>",
        "<div class=swiper>" + each("<div class=swiper-slide>{}</div>", TICKER) + "</div>",
        "<div>" + each("<span>{}</span>", TICKER) + "</div>",
    ),
    "title": (
        f"<h1 class='article-title'>{TITLE}</h1>",
        f"<div class='a-title'><h1>{TITLE}</h1></div>",
        f"<h2>{TITLE}</h2>",
        f"<div class=title>{TITLE}</div>",
        f"<div class=x3><b>{TITLE}</b></div>",
        f"<p>{TITLE}</p>",
    ),
    "time": (
        "<div><time class=date>2021-05-23 21:51</time> &nbsp; <i>阅读:<em>0</em></i></div>",
        "<div>2021-05-23 21:51 &nbsp; 阅读:0 &nbsp;</div>",
        "<p><span>2021-05-23 21:51</span><span>阅读:0</span></p>",
    ),
    "image": (
        f"<p><img src='{IMAGE}'></p>",
        f"<p><img src='/loading.gif' data-origin-src='{IMAGE}'></p>",
        "",
    ),
    "paragraphs": (
        each("<p>　　{}</p>", (*PARAGRAPHS, BYLINE)),
        each("<div>{}</div>", (*PARAGRAPHS, BYLINE)),
        each("<section><p><span>{}</span></p></section><p><br></p>", (*PARAGRAPHS, BYLINE)),
        "<br><br>　　".join((*PARAGRAPHS, BYLINE)),
    ),
    "body": (
        "<div class='article-content'>{}</div>",
        "<div class='k9 zz'>{}</div>",
        "<div id=content>{}</div>",
    ),
    "editor": (f"<p>{EDITOR}</p>", f"<div class=ed>{EDITOR}</div>", "<div><b>责任编辑</b> <b>何田</b></div>"),
    "tips": (
        "<div>小贴士</div><div>2步分享</div><ul><li>点击右上角“…” 按钮</ul>"
        "<div><a href='/app'>进入长江云新闻阅读更多精彩内容&gt;&gt;</a></div>",
        "<p>小贴士</p><p>2步分享</p><p>• 点击右上角“…” 按钮</p><p>进入长江云新闻阅读更多精彩内容&gt;&gt;</p>",
    ),
    "related": (
        "<h3>推荐阅读</h3><ul>" + each("<li><a href='/p/{number}.html'>{}</a></li>", RELATED) + "</ul>",
        "<p>推荐阅读</p>" + each("<p>• <a href='https://m.hbtv.com.cn/p/{number}.html'>{}</a></p>", RELATED),
    ),
    "config": (
        f"<script>wx.config({JSON});</script>",
        f"<script>var shareData = {JSON};</script>",
        f"<div style='display:none'>{JSON}</div>",
        JSON,
    ),
}
COMMENTS = (
    "<div><p>评论 最热 最新</p><a href='/app'>打开长江云新闻看更多 </a><p>发表评论。。。</p>"
    + each("<div>{}</div>", TEMPLATES)
    + "<p>暂无评论,快来抢沙发~</p><p>点击加载更多</p></div>"
    "<div><p>登录长江云账号</p><p>请输入图片验证码</p><p>确定</p></div>"
)
EXPECTED = {
    "url": URL,
    "site": "hbtv",
    "content_id": "12",
    "title": TITLE,
    "series": "江边纪事 一路向东",
    "body": "\n".join((*PARAGRAPHS, BYLINE)),
    "preview": True,
    "counts": Counts(reads=0),
    "source": None,
    "images": (Media(url=IMAGE),),
    "related": ("https://m.hbtv.com.cn/p/7001.html", "https://m.hbtv.com.cn/p/7002.html"),
    "share": Share(
        title=CONFIG["title"],
        description=CONFIG["desc"],
        link=URL,
        image="https://img.cjyun.org.cn/a/10008/202305/4e5f.png",
        raw_image=THUMBNAIL,
    ),
}


def page(layout: dict[str, str]) -> str:
    """The page in one layout; the address of an image that is not in the body is printed below."""
    parts = (
        layout["notice"].format("此为临时链接,仅用于预览,将在短期内失效。"),
        *(layout[part] for part in ("ticker", "title", "time")),
        layout["body"].format(layout["image"] + layout["paragraphs"]),
        *(layout[part] for part in ("editor", "tips", "related")),
        COMMENTS,
        "" if layout["image"] else f"<div>{IMAGE}</div>",
        layout["config"],
    )
    head = f"<head><meta charset=utf-8>{layout['head']}{layout['kind']}</head>"
    return f"<html>{head}<body>{''.join(parts)}</body></html>"


def layouts() -> list[dict[str, str]]:
    chance = random.Random(21)
    return [{part: chance.choice(forms) for part, forms in THEMES.items()} for _ in range(120)]


def article(layout: dict[str, str], url: str) -> Article:
    fetched = datetime(2026, 11, 1, tzinfo=SHANGHAI)
    found = read(Capture(url=url, fetched_at=fetched, body=page(layout).encode())).article
    assert found is not None
    return found


@pytest.mark.parametrize("url", [URL, "https://m.hbtv.com.cn/", ""])
@pytest.mark.parametrize("layout", layouts())
def test_it_reads_the_same(layout, url):
    found = article(layout, url)
    assert {name: getattr(found, name) for name in EXPECTED} == EXPECTED
    assert found.published is not None
    assert found.published.at.isoformat() == "2021-05-23T21:51:00+08:00"
    assert found.published.precision == "minute"
    assert [(b.name, b.role, b.organisation) for b in found.bylines] == [
        ("林水生", "reporter", "江边日报"),
        ("周小渡", "reporter", "江边日报"),
        ("何田", "responsible_editor", None),
    ]


def test_who_is_named_twice_stands_once_as_named_in_the_text():
    found = article({part: forms[0] for part, forms in THEMES.items()}, URL)
    editors = [one for one in found.bylines if one.role == "responsible_editor"]
    assert [one.raw in BYLINE for one in editors] == [True]
    assert isinstance(editors[0], Byline)
