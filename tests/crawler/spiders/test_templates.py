"""A page whose template, counts or share data change, and whose text stays, is no revision of its article."""

from __future__ import annotations

from tests.crawler.spiders.test_crawl import A, again, crawl, rows
from tests.crawler.spiders.web import html
from tests.program import shengmei

TEXT = (
    "<p>五月的湖区，水面上的雾气还没有散尽，两岸的村民已经下田插秧，田埂上人来人往。</p>"
    "<p>镇上的合作社把育好的秧苗送到地头，一天能插完三百亩，比往年快了一半还多。</p>"
    "<p>当地农技站说，今年的早稻面积比去年多出两成，种子和肥料都已经备齐，农户不必担心。</p>"
)
BEFORE = """<html><head><meta charset="utf-8"><title>早稻插秧_示例网</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/list/">新闻</a></div>
<div class="main"><h1>早稻插秧</h1><div class="info">2026-05-01 09:30 来源：示例日报 记者 李文杰 阅读：12
</div><div class="content">{text}</div></div><div class="foot">版权所有 示例网</div></body></html>"""
AFTER = {
    "another frame": """<html><head><meta charset="utf-8"><title>早稻插秧-示例网新版</title>
<meta name="description" content="示例网新版"></head><body><header><ul><li><a href="/">首页</a></li>
<li><a href="/a/">要闻</a></li><li><a href="/b/">视频</a></li></ul></header><article>
<h1 class="t">早稻插秧</h1>
<p class="meta"><span>2026-05-01 09:30</span> <span>来源：示例日报</span> <span>记者 李文杰</span></p>
<section>{text}</section></article><aside><h3>相关阅读</h3><ul><li><a href="/9.html">湖区春耕</a></li>
<li><a href="/8.html">堤上</a></li></ul></aside>
<footer><p>示例网 网站地图 联系我们 鄂ICP备00000000号</p></footer>
</body></html>""",
    "counts and comments": BEFORE.replace("阅读：12", "阅读：34567").replace(
        '<div class="foot">', '<div class="comments">评论 86 条 点赞 9</div><div class="foot">'
    ),
    "share data": BEFORE.replace(
        "</head>",
        '<script>wx.config({{appId: "wx1", timestamp: "1777600000", nonceStr: "n", signature: "s"}}); '
        "var share = "
        '{{title: "早稻插秧", desc: "快来看", link: "http://x", imgUrl: "http://x/1.jpg"}};</script></head>',
    ),
    "advertisements and a banner": BEFORE.replace(
        '<div class="main">',
        '<div class="ad"><a href="/ad">广告</a></div><div class="banner">热烈庆祝本网改版上线</div>'
        '<div class="main">',
    ).replace('<div class="foot">', '<div class="foot">责任编辑热线 000 邮箱 a@example.cn '),
    "a site name in the title": BEFORE.replace("早稻插秧_示例网", "早稻插秧 | 要闻 | 示例新闻客户端"),
    "a time to the second": BEFORE.replace("09:30", "09:30:12"),
    "a time to the day": BEFORE.replace(" 09:30", ""),
    "other blanks": BEFORE.replace("早稻插秧</h1>", "早稻 插秧</h1>"),
}  # fmt: skip


EDITS = {
    "another time": BEFORE.replace("09:30", "10:30"),
    "another source": BEFORE.replace("示例日报", "示例晚报"),
    "another reporter": BEFORE.replace("李文杰", "王小明"),
    "another headline": BEFORE.replace("早稻插秧", "早稻插秧完成"),
}


def test_none_of_them_is_a_revision_and_an_edit_is(web, data):
    later = [*AFTER.values(), *EDITS.values()]
    urls = [f"{A}/{number:02}.html" for number in range(len(later))]
    web.pages = {url: html(BEFORE.format(text=TEXT)) for url in urls}
    crawl(web, data, urls, "--no-index")
    again(data)
    web.pages = {url: html(page.format(text=TEXT)) for url, page in zip(urls, later, strict=True)}
    shengmei("crawl", "--due", "--no-index", "--delay", "0", "--data", str(data), http_proxy=web.address)
    assert len(web.asked) >= 2 * len(urls)
    revised = {int(url[-7:-5]) for (url,) in rows(data, "SELECT url FROM articles WHERE revision > 1")}
    named = [*AFTER, *EDITS]
    assert [named[number] for number in sorted(revised)] == list(EDITS)
