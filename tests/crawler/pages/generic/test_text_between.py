"""What of a text is hidden, kept back, or interrupted by what is none of it."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.page_of_text import OTHER, OTHERS, PARAGRAPHS, TEXT, article, lines, page

FIRST, REST = f"<p>{TEXT[0]}</p>", "".join(f"<p>{line}</p>" for line in TEXT[1:])
BUTTON = "<a href='javascript:;'>展开全文</a>"


@pytest.mark.parametrize(
    "content",
    [
        f"<div class=content style='display:none'>{PARAGRAPHS}</div>",
        f"<div class=content hidden>{PARAGRAPHS}</div>",
        f"<div class=content><div style='display: none;'>{PARAGRAPHS}</div><p>正在加载</p></div>",
        f"<textarea>{PARAGRAPHS.replace('<', '&lt;')}</textarea>",
        "<textarea id=text>" + "\n".join(TEXT) + "</textarea>",
        f"<template>{PARAGRAPHS}</template><div id=app></div>",
        f"<noscript>{PARAGRAPHS}</noscript>",
        f"<input type=hidden id=text value='{PARAGRAPHS}'><div id=show></div>",
        f"<script type=text/template>{PARAGRAPHS}</script><div id=app></div>",
        f"<div>{FIRST}<div class=more style='display:none'>{REST}</div>{BUTTON}</div>",
        f"<div><div class=part1>{FIRST}</div><div style='display:none'>{REST}</div>{BUTTON}</div>",
        f"<div class=content>{FIRST}<span style='display:none'>{REST}</span></div><div>{BUTTON}</div>",
        f"<div class=brief><p>{TEXT[0]}</p>{BUTTON}</div><div style='display:none'>{PARAGRAPHS}</div>",
        f"<div>{FIRST}<p style='display:none'>{TEXT[1]}</p><p>{TEXT[2]}</p><p>{TEXT[3]}</p></div>",
    ],
)
def test_text_that_a_script_would_show_is_text(content):
    assert lines(content) == TEXT


@pytest.mark.parametrize(
    "below",
    [
        f"<div style='display:none'><p>{OTHER[0]}</p><p>{OTHER[1]}</p></div>",
        f"<div class=login-pop style='display:none'><p>{OTHER[0]}</p></div>",
        "<p style='display:none'>版权所有，江边日报社，未经授权不得转载，违者必究，决不姑息。</p>",
        f"<textarea>{OTHER[0]}</textarea>",
        f"<input type=hidden value='{OTHERS}'>",
    ],
)
def test_what_is_hidden_beside_a_whole_text_is_not_of_it(below):
    assert lines(f"<div class=content>{PARAGRAPHS}</div>{below}") == TEXT


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        (f"<div>{FIRST}</div><div>登录后查看全文</div>", 1),
        (f"<div>{FIRST}</div><div>请登录后继续阅读全文</div>", 1),
        (f"<div>{FIRST}<p>试读结束</p></div><a href=/vip>开通会员阅读全文</a>", 1),
        (f"<div>{FIRST}</div><p>剩余 60% 的内容</p>", 1),
        (f"<div>{FIRST}</div><p>订阅后可查看完整内容</p>", 1),
        (f"<div>{FIRST}</div><p>以下内容付费可见</p>", 1),
        (f"<div>{FIRST}<p>走进施工现场，二十多名工人正在回填土方，站长林望说，夜里...</p></div>{BUTTON}", 1),
        (
            f"<div>{FIRST}<p>走进施工现场，二十多名工人正在回填土方，站长林望</p></div><a>打开APP阅读全文</a>",
            1,
        ),
        (f"<div>{PARAGRAPHS}</div>{BUTTON}", 0),
        (f"<div>{PARAGRAPHS}</div><a>打开APP阅读全文</a>", 0),
        (f"<div><div>{FIRST}</div><div style='display:none'>{REST}</div>{BUTTON}</div>", 0),
        (f"<div>{FIRST}</div><div>{REST}</div><a>点击展开剩余75%</a>", 0),
        (f"<div>{FIRST}</div><template>{REST}</template><p>登录后查看全文</p>", 0),
        (f"<div>{PARAGRAPHS}</div><p>登录后发表评论</p>", 0),
        (
            f"<div>{PARAGRAPHS}<p>镇上的老人会员登录后可领取马灯一盏，全文见镇口的告示牌，灯数有限，先到先得。</p></div>",
            0,
        ),
    ],
)
def test_an_article_of_which_more_is_kept_back_is_marked(content, missing):
    extraction = article(content).extraction
    assert extraction is not None
    assert (extraction.parts, extraction.parts_missing) == (1 + missing, missing)


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>姓名</td><td>职务</td></tr><tr><td>林望</td><td>站长</td></tr></table>",
        "<table><tr><th>姓名</th><th>职务</th></tr><tr><td><p>林望</p></td><td><p>站长</p></td></tr></table>",
        "<table><tbody><tr><td><b>姓名</b></td><td><span>职务</span></td></tr>"
        "<tr><td><p><span>林望</span></p></td><td>站长</td></tr></tbody></table>",
    ],
)
def test_rows_of_a_table_stay_rows(table):
    found = lines(f"<div class=content>{PARAGRAPHS}{table}{OTHERS}</div>")
    assert found == (*TEXT, "姓名 职务", "林望 站长", *OTHER)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "播报 暂停 00:00 / 03:12",
            "播放 暂停 00:00 / 03:21",
            "视频加载中，请稍候...",
            "您的浏览器不支持 video 标签",
            "点击下方视频观看",
            "00:00 / 03:21",
            "0.5X 1X 1.5X",
            "收听本文 3分21秒",
            "语音播报",
            "Your browser does not support the video tag.",
        ),
        *("听新闻 约3分钟", "点击播放视频", "本文语音由AI合成", "视频加载失败，请刷新重试", "观看更多"),
        *("已关注 关注 重播 分享 赞", "更多 退出全屏 切换到竖屏全屏", "暂停 进度条，百分之0"),
        *("登录后查看全文", "成为会员，阅读全文", "剩余60%", "试读结束，请订阅"),
        *("剩余72%内容，登录后可继续阅读", "您还未登录，请登录后阅读全文", "本文为付费文章，剩余 1200 字"),
        *("全文 >", "▼点击下方卡片关注我们▼", "[广告] 江州银行存款利率上调"),
        *("展开全文", "点击查看全文 >>", "点赞 12 分享(3) 收藏", "登录后发表评论", "关注我们", "广告 关闭"),
        *(
            "订阅江边日报，支持原创新闻",
            "广告",
            "【广告】",
            "— 广 告 —",
            "Advertisement",
            "以下为广告",
            "广告，请继续往下阅读",
        ),
        *("字号：大 中 小", "【大 中 小】", "A- A+", "字体大小：大 中 小 打印"),
        *("展开阅读全文 ∨", "继续阅读剩余内容", "加载更多", "- 文章继续 -", "（正文未完）"),
        *("AI摘要（由大模型生成，仅供参考）", "智能速读", "以上内容由AI生成，请仔细甄别"),
        *(
            "— END —",
            "点赞、在看，让更多人看到",
            "（长按识别二维码，关注江边发布）",
            "欢迎扫码下载江边客户端",
        ),
        *("订阅沙洲早报，每天清晨送达你的邮箱", "下载江边新闻APP，随时掌握镇上大事"),
        *("成为会员，支持好新闻", "立即加入我们的会员，畅读全部内容", "赞赏作者"),
    ],
)
def test_players_adverts_and_buttons_amid_the_text_are_none_of_it(line):
    assert lines(f"<div class=content>{FIRST}<p>{line}</p>{REST}</div>") == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "播放的是1954年的老片子，灯影里有林望的父亲。",
        "广告牌倒在堤上，没有人受伤。",
        "大大小小的灯，都亮了。",
        "加入巡堤队的，还有周渡。",
        "听林望说堤上的故事",
        "阅读全文的人不多",
        "关注民生，支持发展",
        "由机器生成的摘要，林望不信",
        "智能速读器进了镇上的图书室",
        "文章继续写了下去",
        "扫码下载的人排到了渡口。",
        "分享会让更多人看到堤上的灯",
        "评论分享两不误",
    ],
)
def test_sentences_about_such_things_are_text(line):
    assert lines(f"<div class=content>{FIRST}<p>{line}</p>{REST}</div>") == (TEXT[0], line, *TEXT[1:])


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "<tr><td>来源渠道</td><td>人数</td></tr><tr><td>时间</td><td>5月</td></tr><tr><td>编辑部</td><td>12</td></tr>",
            ("来源渠道 人数", "时间 5月", "编辑部 12"),
        ),
        (
            "<tr><td>时间：5月23日</td><td>巡堤</td><td>闸口</td></tr><tr><td>时间：5月24日</td><td>补种</td><td>渡口</td></tr>",
            ("时间：5月23日 巡堤 闸口", "时间：5月24日 补种 渡口"),
        ),
    ],
)
@pytest.mark.parametrize("following", [REST, ""])
def test_cells_that_begin_like_labels_do_not_end_a_text(table, rows, following):
    kept = lines(f"<div class=content>{FIRST}<table>{table}</table>{following}</div>")
    assert kept == (TEXT[0], *rows, *(TEXT[1:] if following else ()))


def test_labels_in_a_table_below_a_text_are_none_of_it():
    first = "<tr><td>来源：江边日报</td><td>编辑：何山</td></tr>"
    second = "<tr><td>时间：5月18日</td><td>阅读：12</td></tr>"
    assert lines(f"<div class=content>{PARAGRAPHS}<table>{first}{second}</table></div>") == TEXT


ENGLISH = (
    "The town of Shazhou said on Monday that seventy percent of the dike had been raised.",
    "Work on the other part is due to end in autumn according to the water bureau.",
    "Nobody has to keep watch at night any more.",
)


@pytest.mark.parametrize(
    "time", ["Updated: May 18, 2026", "May 18, 2026", "By He Shan | Updated: May 18, 2026"]
)
def test_english_paragraphs_without_a_comma_are_a_text(time):
    text = "".join(f"<p>{line}</p>" for line in ENGLISH)
    content = f"<div class=info>{time}</div><div class=content>{text}</div>"
    found = page(content, "<div>All rights reserved.</div>", "Shazhou Raises Seventy Percent of Its Dike", "")
    assert found.article is not None
    assert (tuple(found.article.body.split("\n")), found.article.published.raw) == (ENGLISH, "May 18, 2026")


def test_english_words_of_a_player_are_no_text():
    player = "<p>This is a modal window and it can be closed by pressing the Escape key.</p>" * 2
    assert lines(f"<div class=player>{player}</div><div class=content>{PARAGRAPHS}</div>") == TEXT


@pytest.mark.parametrize(("below", "kept"), [
    ("<p>【延伸阅读】</p><p>这条堤始建于明代，历次加固，如今能挡住五十年一遇的洪水，全长三公里。</p>", 1),
    ("<p>相关链接</p><p>这条堤始建于明代，历次加固，如今能挡住五十年一遇的洪水，全长三公里。</p>", 1),
    ("<p>延伸阅读</p><p>沙洲镇三号码头今日开通首班船，往返县城只要四十分钟，票价十元</p>", 0),
    ("<div><h3>延伸阅读</h3><p>沙洲镇三号码头今日开通首班船，往返县城四十分钟，票价十元。</p></div>", 0),
    ("<p>延伸阅读</p><p>一句话。</p>", 0),
])  # fmt: skip
def test_a_short_paragraph_below_its_heading_in_the_box_of_the_text_is_of_it(below, kept):
    read = lines(f"<div class=content>{PARAGRAPHS}{below}</div>")
    assert [line for line in read if "延伸" not in line and "相关" not in line][len(TEXT) :] == (
        ["这条堤始建于明代，历次加固，如今能挡住五十年一遇的洪水，全长三公里。"] if kept else []
    )
