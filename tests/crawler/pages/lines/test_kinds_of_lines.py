"""Lines around a body that are none of it: end marks, notices, buttons, and who edited it."""

from __future__ import annotations

import pytest

from crawler.pages.lines.boilerplate import is_boilerplate
from crawler.pages.lines.end_marks import is_end_mark
from crawler.pages.lines.info_lines import is_editor_line, is_info_line
from crawler.pages.lines.trimmed import is_preview_notice, trimmed


@pytest.mark.parametrize(
    "line",
    [
        *("小贴士", "推荐阅读", "【相关新闻】", "延伸阅读：", "评论 最热 最新", "暂无评论,快来抢沙发~"),
        *(
            "进入江边云新闻阅读更多精彩内容>>",
            "打开江边云新闻看更多",
            "上一篇：灯",
            "声明：本网转载",
            "扫一扫分享",
            "扫一扫，关注江边网。",
            "声明：本文由江边网转载。",
            "相关新闻：长堤今日完工。",
            "暂无评论，快来抢沙发！",
            "推 荐 阅 读",
            "点击查看更多精彩内容。",
            "分享到更多",
            "分享到： 微信 微博",
            "分享至朋友圈",
            "打印 收藏",
            "下一页 2",
            "您可能感兴趣的文章",
            "您对这条新闻的评价是",
            "看完这篇文章，您的心情是？",
            "您看完本文后的心情",
            "▼ 往期回顾",
            "◆好文推荐",
            "精彩回顾：",
        ),
    ],
)
def test_end_marks(line):
    assert is_end_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "评论员认为，灯亮着比什么都要紧。",
        "相关部门已经介入。",
        "推荐阅读这本书的人说，长堤上的故事没有写完，它还在每一个涨水的夜里继续，在每一盏马灯下继续，在每一个人心里。",
        "声明指出，双方将继续合作。",
        "评论区还有镇民发图，说两岸差别真大。",
        "相关新闻播出后，镇上的人纷纷点赞。",
        "相关报道在微博上引来不少议论。",
        "小贴士发到每户人家手中。",
        "分享到户的经验，让沙洲人受益。",
        "分享会上，林望说起长堤。",
        "扫一扫石碑上的字，林望又提灯走了。",
        "下一篇章，从长堤写起。",
        "上一条堤修于1954年。",
        "收藏品里有一盏马灯。",
        "举报人说，石料早已用完。",
        "打印社开在渡口边。",
        "分享到更多经验的，是堤边的老居民。",
        "分享到更多经验",
        "分享到位 服务到家",
        "扫描全城的无人机",
        "扫一扫门前雪",
        "上一条船的人是何山",
        "收藏 一份情怀",
        "打开水龙头查看水质",
        "登录平台的账号超过三万",
        "发表评论的有三万人",
        "相关新闻发布会明天举行",
        "其他人也在看热闹",
        "推荐阅读的书目里，有一本讲堤。",
        "热门文章不一定是好文章。",
        "猜你喜欢的颜色，是灯的颜色。",
        "往期回顾展周末开幕",
        "您对江州的评价高得让人脸红",
        "小贴士：术前应做好血压监测，术后尽早下床活动。",
    ],
)
def test_sentences_are_no_end_marks(line):
    assert not is_end_mark(line)


def test_preview_notices():
    assert is_preview_notice("此为临时链接,仅用于预览,将在短期内失效。")
    assert is_preview_notice("提示：此为临时链接，仅用于预览")
    assert not is_preview_notice("这座桥只供预览。")


@pytest.mark.parametrize(
    "line", ["责任编辑 何田", "责编：何田", "(责任编辑：何田)", "编辑：", "审核：周渡 林望"]
)
def test_editor_lines(line):
    assert is_editor_line(line)


@pytest.mark.parametrize("line", ["编辑部门前的灯亮了一夜,没有人睡。", "何田", "记者 林水生"])
def test_other_lines_are_no_editor_lines(line):
    assert not is_editor_line(line)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("2024-05-20 13:15 来源：江边网", True),
        ("来源：江边日报　作者：林水生", True),
        ("2021年5月23日，长堤上亮起了第一盏灯。", False),
        ("今天傍晚，长堤上亮起了第一盏灯", False),
    ],
)
def test_info_lines(line, is_one):
    assert is_info_line(line) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("版权所有 江边网 鄂ICP备05000001号", True),
        ("未经授权，严禁转载！", True),
        ("他拿到了土地的使用权，当晚就把灯挂上了堤。", False),
    ],
)
def test_boilerplate(line, is_one):
    assert is_boilerplate(line) is is_one


def test_a_body_ends_at_the_first_end_mark_and_says_its_editor_once():
    lines = (
        "此为临时链接,仅用于预览,将在短期内失效。",
        "今天傍晚,长堤上亮起了第一盏灯。",
        "(江边日报记者 林水生 责任编辑 何田)",
        "责任编辑 何田",
        "小贴士",
        "2步分享",
    )
    assert trimmed(lines) == ("今天傍晚,长堤上亮起了第一盏灯。", "(江边日报记者 林水生 责任编辑 何田)")


def test_an_editor_who_stands_nowhere_else_stays():
    lines = ("今天傍晚,长堤上亮起了第一盏灯。", "责任编辑 何田")
    assert trimmed(lines) == lines


def test_a_body_that_begins_with_an_end_mark_keeps_it():
    assert trimmed(("小贴士", "出门带伞。")) == ("小贴士", "出门带伞。")


LONG = "据介绍，长堤加固工程已完成总量的七成，工人分段回填，夜间不做高噪声作业，堤上的人家睡得安稳。"


@pytest.mark.parametrize(
    "label",
    [
        "相关报道：邻镇出台新规，支持长堤加固",
        "相关链接",
        "【延伸阅读】",
        "小贴士",
        "相关新闻",
        "说明：",
        "相 关 链 接",
    ],
)
def test_what_follows_a_label_inside_the_text_stays_with_it(label):
    lines = ("今天傍晚，长堤上亮起了第一盏灯。", label, LONG, "下一步，镇里将修泵站三座，灯也会多起来。")
    assert trimmed(lines) == lines


def test_titles_amid_the_text_go_and_the_text_behind_them_stays():
    head, tail = "今天傍晚，长堤上亮起了第一盏灯。", "下一步，镇里将修泵站三座，灯也会多起来。"
    lines = (head, "相关阅读", "沙洲中学夺得龙舟赛冠军", "老码头工程开工", LONG, tail)
    assert trimmed(lines) == (head, LONG, tail)
