"""Which of the lines by a headline gives the time: not a caption, not a sentence, not what cannot be read."""

from __future__ import annotations

import pytest

from tests.crawler.pages.generic.printing import time

TIME, DAY = "2023-05-21T09:30:00+08:00", "2023-05-21"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<p>图为2022年7月14日，沙洲长堤（资料图）</p><div>2023-05-21 09:30</div>", TIME),
        (
            "<figure><img src=a.jpg><figcaption>2022年7月14日 沙洲长堤</figcaption></figure>"
            "<div>2023-05-21 09:30</div>",
            TIME,
        ),
        (
            "<div class=summary>2022年7月14日，沙洲镇启动长堤加固工程，总投资两亿元。</div>"
            "<div>2023-05-21 09:30</div>",
            TIME,
        ),
        (
            "<div class=zhaiyao>摘要：2022年7月14日 沙洲镇启动长堤加固工程</div><div>2023-05-21 09:30</div>",
            TIME,
        ),
        ("<div class=summary>2022年7月14日，沙洲镇启动长堤加固工程，总投资两亿元。</div>", None),
        ("<h2>——写在2022年7月14日沙洲长堤开工一周年之际</h2><div>2023-05-21 09:30</div>", TIME),
        ("<p class=subtitle>2023-05-21 09:30　浏览次数：88</p>", TIME),
        ("<p class=subtitle>2023-05-21 09:30　点击量 88</p>", TIME),
        ("<p class=caption>2022年7月14日 08:20，沙洲长堤上的工人。</p><div>2023-05-21 09:30</div>", TIME),
        ("<p>2022年7月14日 08:20，沙洲长堤开工。</p><p>发布时间：2023-05-21 09:30</p>", TIME),
        ("<p>▲2022年7月14日，沙洲长堤</p><div>2023-05-21 09:30</div>", TIME),
        ("<p>江边社照片，沙洲，2022年7月14日</p><div>2023-05-21 09:30</div>", TIME),
        ("<p>资料图片：2022年7月14日航拍的沙洲长堤。林望 摄</p><div>2023-05-21 09:30</div>", TIME),
        ("<div class=info>2023-05-21 09:30 来源：江边日报</div><p>2022年7月14日，沙洲长堤。</p>", TIME),
        ("<p>2022年7月14日 沙洲</p><div>发布时间：2023-05-21 09:30</div>", TIME),
        ("<p>2023-13-40 25:10</p><div>2023-05-21 09:30</div>", TIME),
        ("<p>发布时间：1970-01-01 08:00:00</p><div>2023-05-21 09:30</div>", TIME),
        ("<p>发布时间：0000-00-00 00:00:00</p><div>2023-05-21 09:30</div>", TIME),
        ("<p>昨天，沙洲镇长堤加固工程完工</p>", None),
        ("<p>5月18日上午，沙洲镇长堤加固工程完工。</p>", None),
        ("<p>5月18日沙洲镇长堤加固工程完工</p>", None),
        ("<p>最新评论：3分钟前</p>", None),
        ("<p>2023-05-21 09:30</p><p>2022-07-14 08:20</p>", TIME),
        ("<p>成文日期：2023年5月14日</p><p>发布日期：2023-05-21 09:30</p>", TIME),
        ("<dl><dt>成文日期</dt><dd>2023-05-14</dd><dt>公开时间</dt><dd>2023-05-21</dd></dl>", DAY),
        (
            "<table><tr><td>签发日期</td><td>2023-05-14</td></tr><tr><td>发布日期</td><td>2023-05-21</td></tr></table>",
            DAY,
        ),
        ("<p>成文日期：2023年5月21日</p>", DAY),
        ("<p>活动时间：2022-07-14 08:00</p><p>2023-05-21 09:30</p>", TIME),
        ("<p>沙洲长堤（2022年7月14日摄）</p><p>2023-05-21 09:30</p>", TIME),
        ("<p>2022年7月14日拍摄的沙洲长堤（无人机照片）</p><p>2023-05-21 09:30</p>", TIME),
        ("<p>2022年7月14日，沙洲长堤。江边社记者 林望 摄</p><p>2023-05-21 09:30</p>", TIME),
        ("<p>这是2022年7月14日在沙洲镇拍摄的长堤。</p><p>2023-05-21 09:30</p>", TIME),
        ("<div>核心提示：2022年7月14日，沙洲镇开工建设长堤</div><p>2023-05-21 09:30</p>", TIME),
        ("<p>Workers on the dike on July 14, 2022, in Shazhou.</p>", None),
    ],
)
def test_sentences_captions_and_summaries_yield_to_the_printed_time(head, expected):
    assert time(head=head) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<div>民國110年5月21日 09:30 江邊報</div>", "2021-05-21T09:30:00+08:00"),
        ("<div>中華民國一一〇年五月二十一日</div>", "2021-05-21"),
        ("<div>110年5月21日 09:30</div>", None),
        ("<div>110/05/21 09:30</div>", None),
        ("<div>1990年8月17日 江边日报 第2版</div>", "1990-08-17"),
        ("<div>江边日报 2023年5月21日 第03版</div>", DAY),
        ("<div>江边日报 2023-05-21 A03版 来源：江边日报</div>", DAY),
        ("<div>《江边日报》（2023年5月21日 第 03 版）</div>", DAY),
        ("<div>2023.05.21 / 09:30</div>", TIME),
        ("<div>1990-08-17 09:30</div>", "1990-08-17T09:30:00+09:00"),
        ("<div>2023年5月21日，09:30</div>", TIME),
        ("<div>2023年5月21日，09:30，来源：江边日报</div>", TIME),
        ("<div>２０２３年５月２１日，０９：３０</div>", TIME),
        ("<div><time>2023年5月21日 上午9:30</time></div>", TIME),
        ("<ul><li>金泽远 记者</li><li>上传 2023.05.21 09:30</li></ul>", TIME),
        ("<ul><li>入力 2023.05.21 09:30</li></ul>", TIME),
        ("<p>登錄：2023-05-21 09:30 更新：2023-05-22 10:00</p>", TIME),
        ("<p>更新时间：2023-06-01 10:00</p><p>发布时间：2023-05-21 09:30</p>", TIME),
        ("<div>2023年5月21日 星期日</div>", DAY),
        ("<div>江边日报讯 2023-05-21 09:30</div>", TIME),
        ("<div>本文由江边日报于2023年5月21日 09:30发布</div>", TIME),
        ("<dl><dt>发布时间：</dt><dd>2023-05-21 09:30</dd></dl>", TIME),
        ("<p>首次发布：2023-05-21 09:30</p><p>最近更新：2023-06-21 09:30</p>", TIME),
        ("<p>By Lin Wang | Jiangbian Daily | Updated: 2023-05-21 09:30</p>", TIME),
        ("<p>Source: Jiangbian| 2023-05-21 09:30|Editor: lin</p>", TIME),
        ("<p>Published: May 21, 2023</p>", DAY),
        ("<p>09:30, May 21, 2023</p>", TIME),
        ("<p>By LIN WANG, Jiangbian Daily, May 21, 2023</p>", DAY),
        ("<span>21 May 2023</span>", DAY),
        ("<p>2023-05-21 09:30 —— 江边日报</p>", TIME),
        ("<div>江边日报<br>林望<br>2023-05-21 09:30<br>浏览：1234</div>", TIME),
        ("<div>浏览 1234 2023-05-21 09:30</div>", TIME),
        ("<div>江边网 / 2023年05月21日 / 林望</div>", DAY),
        ("<div>2023年5月21日江边日报</div>", DAY),
        ("<div>2023年5月21日 沙洲市融媒体中心新闻部</div>", DAY),
        ("<div>发布时间2023-05-21 09:30来源江边日报作者林望</div>", TIME),
        ("<div>2023-05-21 09:30 · 听新闻 2分钟</div>", TIME),
        ("<div>2023-05-21 09:30</div><div>3分钟前 评论</div>", TIME),
    ],
)
def test_what_is_printed_below_the_headline(head, expected):
    assert time(head=head) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<p>北京时间：2023-05-21 09:30</p>", TIME),
        ("<div><span>北京时间</span><span>2023年5月21日 09:30</span></div>", TIME),
        ("<p>2023-05-21 09:30（北京时间）</p>", TIME),
        ("<p>2023-05-21 09:30 北京时间</p>", TIME),
        ("<p>（北京时间）2023年5月21日9时30分</p>", TIME),
        ("<p>北京时间 2023-05-21 09:30 来源：江边日报</p>", TIME),
        ("<p>发布于北京时间5月18日 09:30</p>", "2026-05-18T09:30:00+08:00"),
        ("<p>发表于：<em>北京时间</em> <b>2023/05/21 09:30</b></p>", TIME),
        ("<p>2023年5月21日 北京时间 09:30</p>", TIME),
        ("<p>更新时间：北京时间2023-05-21 09:30</p>", TIME),
        ("<p>發佈時間：北京時間2023年5月21日 09:30</p>", TIME),
    ],
)
def test_beijing_time_names_the_zone(head, expected):
    assert time(head=head) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<div class=info>4月20日 18:10</div>", "2026-04-20T18:10:00+08:00"),
        ("<div class=info><span>江边日报</span> <span>11-08 12:52</span></div>", "2025-11-08T12:52:00+08:00"),
        ("<div><span>江边日报</span><span>刚刚</span></div>", "2026-05-20T15:30:00+08:00"),
        ("<div>14分钟前 来源：江边日报</div>", "2026-05-20T15:16:00+08:00"),
        ("<div>来源：江边日报 14分钟前</div>", "2026-05-20T15:16:00+08:00"),
        ("<div>江边日报 · 昨日 21:51</div>", "2026-05-19T21:51:00+08:00"),
        ("<div>上周三 18:20 发布</div>", "2026-05-13T18:20:00+08:00"),
        ("<div>发布于 3小时前 · 江边</div>", "2026-05-20T12+08:00"),
        ("<div><span>江边日报</span> <span>1周前</span></div>", "2026-05-13"),
        ("<div>1周前</div>", "2026-05-13"),
        ("<div>昨晚 21:30</div>", "2026-05-19T21:30:00+08:00"),
        ("<div>今晨 6:30 江边日报</div>", "2026-05-20T06:30:00+08:00"),
        ("<div>2分鐘前</div>", "2026-05-20T15:28:00+08:00"),
        (
            "<div><span class=src>江边日报</span><span>昨日 21:51</span><span>阅读 1.2万</span></div>",
            "2026-05-19T21:51:00+08:00",
        ),
        ("<div>1小时前 · 湖北</div>", "2026-05-20T14+08:00"),
        ("<div>05-19</div>", "2026-05-19"),
        ("<div>5月19日 来源：江边日报</div>", "2026-05-19"),
        ("<div>5月19日</div>", "2026-05-19"),
        ("<div>5月19日18时10分</div>", "2026-05-19T18:10:00+08:00"),
        ("<div>今天 08:05</div>", "2026-05-20T08:05:00+08:00"),
    ],
)
def test_times_without_a_year_reach_the_normaliser(head, expected):
    assert time(head=head) == expected


@pytest.mark.parametrize("by", [
    "江邊日報 記者林望、何山／綜合報導", "记者林望、何山", "江边日报 记者 林望／沙洲报道",
    "江邊日報 記者林望/沙洲報導",
])  # fmt: skip
def test_who_wrote_beside_the_time_makes_no_sentence_of_the_line(by):
    assert time(head=f"<div>2023-05-21 09:30 {by}</div>") == time(head="<div>2023-05-21 09:30</div>")


@pytest.mark.parametrize(("foot", "expected"), [
    ("<p align=right>《江边报》2002年2月6日第3版</p>", "2002-02-06"),
    ("<p>江边日报 2002年2月6日 第A03版</p>", "2002-02-06"),
    ("<p>《江边报》2002年2月6日第3版刊发的守堤人的故事很好看</p>", None),
    ("<p>版面 2002年2月6日 第3版</p>", None),
])  # fmt: skip
def test_the_paper_and_its_page_below_a_text_give_its_day_where_nothing_else_does(foot, expected):
    assert time(foot=foot) == expected
    assert time(head="<div>2023-05-21 09:30</div>", foot=foot) == TIME
