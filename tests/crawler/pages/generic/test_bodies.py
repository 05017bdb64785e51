"""What of a page is its body: not its footer, its comments, or the articles below."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.page_of_text import (
    CONTACTS,
    OTHER,
    OTHERS,
    PARAGRAPHS,
    TEXT,
    article,
    lines,
    page,
)

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


SAID = "希望长堤经得起汛期检验，也希望灯别再坏了，毕竟镇上的老人夜里还要出门，路黑了总是不放心的。"


def thread(one: str, count: int = 5) -> str:
    """Comments of one form, by different people at different times."""
    return "".join(
        one.format(name=f"江边柳{at}", time=f"2026-05-18 1{at}:20", said=SAID) for at in range(count)
    )


@pytest.mark.parametrize(
    "comments",
    [
        "<ul class=cmt>" + thread("<li><p>{name}　{time}</p><p>{said}</p><p>回复 赞(3)</p></li>") + "</ul>",
        "<ul>" + thread("<li><p>{name}　{time}</p><p>{said}</p><p>回复 赞(3)</p></li>") + "</ul>",
        "<div>"
        + thread("<div><b>{name}</b><p>{said}</p><span>{time}</span> <a>回复</a> <a>顶[2]</a></div>")
        + "</div>",
        "<div>"
        + thread("<div><p>{name}</p><p>{time}</p><p>{said}</p><p>支持(1) 反对(0)</p></div>")
        + "</div>",
        "<dl>" + thread("<dt>{name} 3小时前</dt><dd>{said}</dd><dd>回复 举报</dd>") + "</dl>",
        thread("<p>{name} {time}</p><p>{said}</p><p>回复 · 赞 3</p>"),
        thread("<p>{name}</p><p>{said}</p><p>{time} 回复</p>"),
        "<div>" + thread("{name} {time}<br>{said}<br>回复 赞<br>") + "</div>",
        "<div>" + thread("<div><p>#1楼 {name} {time}</p><p>{said}</p><p>引用 举报</p></div>") + "</div>",
        "<div>"
        + thread("<div><p>湖北武汉 {name}</p><p>{said}</p><p>昨天 10:20 | 回复(2) | 赞(7)</p></div>")
        + "</div>",
        "<div>" + thread("<p>1楼 {name} {time}</p><p>{said}</p>") + "</div>",
        "<div class=pinglun-list>" + thread("<p>{name} {time}</p><p>{said}</p>") + "</div>",
        "<div id=comments><h3>评论</h3>" + thread("<p>{name} {time}</p><p>{said}</p>", 1) + "</div>",
        "<div class=reply-box>" + thread("<p>{name}</p><p>{said}</p><p>刚刚</p>", 2) + "</div>",
    ],
)
def test_comments_of_readers_are_no_text(comments):
    assert lines(f"<div class=content>{PARAGRAPHS}</div>{comments}") == TEXT


def test_entries_of_a_live_page_are_no_comments():
    entries = "".join(f"<p>2026-05-18 1{at}:20</p><p>{line}</p>" for at, line in enumerate(TEXT * 2))
    found = lines(f"<div class=content>{entries}</div>")
    assert set(TEXT) <= set(found)
    assert len([line for line in found if line in TEXT]) == 2 * len(TEXT)


OTHER_TITLE = "渡口镇三号码头开通试运营"


@pytest.mark.parametrize(
    "head",
    [
        f"<h2><a href=/n/1.html>{OTHER_TITLE}</a></h2><div>2026-05-10 09:00 来源：江边日报</div>",
        f"<h2>{OTHER_TITLE}</h2><div>2026-05-10</div>",
        f"<h1>{OTHER_TITLE}</h1><div>来源：江边日报　2026-05-10 09:00</div>",
        "<h1>码头开通</h1><div>2026-05-10 09:00 来源：江边日报</div>",
        f"<h1><a href=/n/1.html>{OTHER_TITLE}</a></h1><p>江边日报</p><p>2026年5月10日</p>",
        f"<h3>{OTHER_TITLE}</h3><p>05-10 09:00</p>",
        f"<div class=news-title>{OTHER_TITLE}</div><div>2026-05-10 09:00</div>",
        f"<p>{OTHER_TITLE}</p><p>2026-05-10 09:00 来源：江边日报</p>",
        f"<h2>{OTHER_TITLE}</h2><div>发布时间：2026/05/10 09:00</div><div>作者：周渡</div>",
    ],
)
def test_further_articles_below_are_of_others(head):
    further = "".join(f"<article>{head}<div class=content>{OTHERS}</div></article>" for _ in range(3))
    assert lines(f"<div class=content>{PARAGRAPHS}</div>{further}") == TEXT
    assert lines(f"<div class=content>{PARAGRAPHS}{head}{OTHERS}</div>") == TEXT


def test_a_subhead_of_the_text_is_no_further_article():
    found = lines(f"<div class=content>{PARAGRAPHS}<h2>沙洲镇长堤的前世今生</h2>{OTHERS}</div>")
    assert found == (*TEXT, "沙洲镇长堤的前世今生", *OTHER)


def test_the_day_below_who_signs_is_of_the_text():
    signed = "<p>沙洲镇水务站</p><p>2026年5月16日</p>"
    found = article(f"<div class=content>{PARAGRAPHS}{signed}</div>")
    assert found.body.split("\n") == [*TEXT, "沙洲镇水务站", "2026年5月16日"]
    assert str(found.published.at)[:16] == "2026-05-18 10:21"
    alone = page(f"<div class=content>{PARAGRAPHS}{signed}</div>", info="").article
    assert str(alone.published.at)[:10] == "2026-05-16"


@pytest.mark.parametrize(
    "below", ["<p>灯亮着。</p><p>2026年5月16日</p>", "<p>来源：某报</p><p>2026年5月16日</p>"]
)
def test_a_day_below_a_sentence_or_a_label_is_none_of_the_text(below):
    assert "5月16日" not in "".join(lines(f"<div class=content>{PARAGRAPHS}{below}</div>"))


def test_a_text_goes_on_below_a_card_of_other_articles_without_links():
    card = "<div class=card><div>相关阅读</div><div>渡口二桥年底开通</div><div>船票听证会下月举行</div></div>"
    more = ("下一步将铺设堤顶道路，年底完工。", "届时从闸口到渡口只要十分钟，途中有三处可以下堤。")
    body = PARAGRAPHS + card + "".join(f"<p>{line}</p>" for line in more)
    assert lines(f"<div class=content>{body}</div>") == (*TEXT, *more)


@pytest.mark.parametrize("insert", ["打开江边APP，阅读体验更佳", "下载江边客户端 查看更多精彩"])
def test_an_appeal_to_open_an_app_is_none_of_the_text(insert):
    first, *rest = PARAGRAPHS.split("</p>", 1)
    assert lines(f"<div class=content>{first}</p><div>{insert}</div>{''.join(rest)}</div>") == TEXT


@pytest.mark.parametrize("foot", [
    "<p>【声明】本网刊载的内容，版权归原作者所有，如有侵权请联系删除。</p>",
    "<p>【纠错】</p>",
    "<table><tr><td>责编</td><td>：</td><td>何山</td></tr></table>",
])  # fmt: skip
def test_notices_and_buttons_below_are_none_of_the_text(foot):
    assert lines(f"<div class=content>{PARAGRAPHS}{foot}</div>") == TEXT
