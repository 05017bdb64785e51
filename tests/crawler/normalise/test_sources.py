"""The source that a page credits, and what stands beside it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.sources import label_end, read_source


@pytest.mark.parametrize(
    ("printed", "source"),
    [
        ("来源：示例日报 作者：何山", "示例日报"),
        ("来源:示例日报", "示例日报"),
        ("来源 示例日报", "示例日报"),
        ("来源于：示例网", "示例网"),
        ("文章来源：《示例晚报》 责任编辑：何山", "示例晚报"),
        ("稿源：示例日报责任编辑：何山", "示例日报"),
        ("稿件来源：示例网 2021-05-23 21:51", "示例网"),
        ("新闻来源：示例网（记者 何山）", "示例网"),
        ("信息来源：示例县人民政府办公室", "示例县人民政府办公室"),
        ("来自: 示例网 http://example.cn/x", "示例网"),
        ("出处：[ 示例网 ] 返回", "示例网"),
        ("2021年05月23日07:48 | 来源：示例网", "示例网"),
        ("责任编辑：何山 来源：示例网", "示例网"),
        ("示例周刊 举报", "示例周刊"),
        ("2021-05-23 21:51 来源 示例晚报 作者：何山", "示例晚报"),
        ("2021年05月23日 来源 示例网", "示例网"),
        ("转自：示例网", "示例网"),
        ("发表于2021-05-23 21:51| 11次阅读| 来源EXAMPLE| 0 条评论| 作者何山", "EXAMPLE"),
        ("來源：示例日報", "示例日報"),
        ("凡本网注明“来源：示例网”的所有作品，版权均属于示例网", None),
        ("声明：凡注明'来源:示例网'的作品", None),
        ("示例网-示例报 北京 举报", "示例网-示例报"),
        ("来源：示例日报记者 何山", "示例日报"),
        ("来源：示例网-《示例日报》", "示例网-示例日报"),
        ("来源：“示例发布”微信公众号", "“示例发布”微信公众号"),
        ("21世纪示例报道", "21世纪示例报道"),
        ("来源：示例日报 本报驻京记者 何山、李思", "示例日报"),
        ("来源：示例日报首席记者 何山", "示例日报"),
        ("来源：示例日报 首席评论员何山、方圆", "示例日报"),
        ("来源：示例日报 版式：何方", "示例日报"),
        ("来源：示例网 视频编辑部", "示例网 视频编辑部"),
        ("来源：示例网 159", "示例网"),
        ("来源：示例网 2 条评论", "示例网"),
        ("来源：示例网 1.2万 评论", "示例网"),
        ("来源：示例网，内容仅供参考", "示例网"),
        ("图文来源：示例网", "示例网"),
        ("信源：示例日报", "示例日报"),
        ("来源:示例日报 听新闻", "示例日报"),
        ("转载：示例日报", "示例日报"),
        ("（摘编自《示例日报》）", "示例日报"),
        ("供稿：示例县气象局 编辑：何山", "示例县气象局"),
        ("供稿：示例县气象局 来源：示例日报", "示例日报"),
        ("来稿 | 示例镇人民政府", "示例镇人民政府"),
        ("综合：示例日报、示例晚报", "示例日报、示例晚报"),
        ("来源：发稿时间：2021-05-23", None),
        ("来源：示例网 录入时间：2021-05-23", "示例网"),
        ("据示例社电", "示例社"),
        ("（据示例社、示例电视台等）", "示例社、示例电视台"),
        ("（综合示例社报道）", "示例社"),
        ("（据《示例日报》报道）", "示例日报"),
        ("Source: Example News | 2021-05-23", "Example News"),
        ("Source: Example News Editor: He Shan", "Example News"),
        ("责任编辑：何山 图片来源：示例网 来源：示例晚报", "示例晚报"),
        ("图片来源：示例网", None),
        ("（数据来源：示例网）", None),
        ("新闻来源于其它媒体，内容不代表本站立场！", None),
        ("来源于示例省的三名老人今天到了县城。", None),
        ("来源：其他媒体", None),
        ("来源：网络，侵删", None),
        ("来源：本站", None),
        ("来源：本网", None),
        ("来源：网络", None),
        ("来源：XXX（非示例网）", None),
        ("来源：http://www.example.cn/a", None),
        ("来源：example.cn）示例", None),
        ("来源：", None),
        ("来源：2021-05-23", None),
        ("来源：" + "示" * 41, None),
        ("", None),
        (None, None),
    ],
)
def test_printed_source(printed, source):
    assert read_source(printed) == source


@given(st.text("来源：: 示例报《》（）[]-作者2021年5月|./a\n", max_size=60))
def test_a_source_is_short_and_has_letters(text):
    source = read_source(text)
    assert source is None or (0 < len(source) <= 40 and source == source.strip())


@pytest.mark.parametrize("behind", [
    "文字记者：张山/图片记者：李思", "摄影记者 何山 视频记者 高小云 首席记者 张山", "特约通讯员 李思",
    "见习编辑：张山 执行主编：李思", "本报驻京记者 李思",
])  # fmt: skip
def test_a_source_ends_before_a_role_whatever_stands_before_that(behind):
    assert read_source(f"来源：示例日报 {behind}") == "示例日报"


@pytest.mark.parametrize("printed", ["来源：江边日报 03版", "来源：江边日报 第A03版", "来源：江边日报 12版"])
def test_the_page_of_a_paper_is_no_part_of_its_name(printed):
    assert read_source(printed) == "江边日报"


@pytest.mark.parametrize("printed", ["来源：网络整理", "来源：互联网收集"])
def test_what_was_gathered_from_anywhere_has_no_source(printed):
    assert read_source(printed) is None


@pytest.mark.parametrize("printed", [
    "供稿：何山", "综合：何山", "综合治理委员会", "综合行政执法大队", "综合新闻",
    "据介绍", "据何山介绍", "据示例社北京5月21日电", "据示例县气象局预计，明天有雨。", "转载：何山",
])  # fmt: skip
def test_weak_labels_need_an_organisation(printed):
    assert label_end(printed) is None


@pytest.mark.parametrize("label", ["供稿：", "图片来源：", "来源", "据江边日报、"])
def test_a_line_full_of_labels_costs_no_more_than_its_first_characters(label):
    start = time.process_time()
    label_end(label * 200)
    once = time.process_time() - start
    start = time.process_time()
    label_end(label * 20_000)
    assert time.process_time() - start < 20 * once + 0.1  # seconds
