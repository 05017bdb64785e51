"""Bylines of fields: every line is our own, in the forms that papers and their sites print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Byline
from crawler.normalise.bylines import find_bylines, merge, read_bylines
from crawler.normalise.bylines.names import cut_run
from tests.crawler.normalise.bylines.comparing import said


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            "（示例广电融媒体记者 张晓山 陈思思 责任编辑 潘念）",
            "张晓山 reporter 示例广电融媒体; 陈思思 reporter 示例广电融媒体; 潘念 responsible_editor",
        ),
        ("责任编辑 潘念", "潘念 responsible_editor"),
        ("张山/摄影编辑 李思 特邀总编：王武", "李思 editor; 王武 chief_editor"),
        ("记者张山本报驻京记者李思", "张山 reporter; 李思 reporter"),
        ("作者：扎西科", "扎西科 author"),
        ("文字编辑：张山 图片编辑：李思 视频编辑：王武", "张山 editor; 王武 editor"),
        ("记者 柳青 示例社驻开罗记者 李思", "柳青 reporter; 李思 reporter 示例社"),
        ("编辑：宣传科 审核：李志科", "李志科 reviewer"),
        ("作者：张山 编辑：党政办", "张山 author"),
        ("(责任编辑：潘　念)", "潘念 responsible_editor"),
        ("责 编：潘 念 周 山", "潘念 responsible_editor; 周山 responsible_editor"),
        ("记者郑云通讯员孙晓梅田建国", "郑云 reporter; 孙晓梅 correspondent; 田建国 correspondent"),
        ("（记者/刘小静实习生/林莲）", "刘小静 reporter; 林莲 intern"),
        ("（记者：朱明，通讯员：罗兰、钱多）", "朱明 reporter; 罗兰 correspondent; 钱多 correspondent"),
        ("（记者 才让卓玛 通讯员 多吉）", "才让卓玛 reporter; 多吉 correspondent"),
        ("首席记者 何山", "何山 reporter"),
        ("驻京记者 何山", "何山 reporter"),
        ("湖北日报全媒记者 何山", "何山 reporter 湖北日报"),
        ("本报记者 何山", "何山 reporter"),
        ("示例社驻开罗记者何山", "何山 reporter 示例社"),
        ("（示例日报记者 何山 本网见习记者 方圆）", "何山 reporter 示例日报; 方圆 intern"),
        ("见习记者 何山 实习记者 方圆 实习生 石磊", "何山 intern; 方圆 intern; 石磊 intern"),
        ("文/何山 图/方圆", "何山 author; 方圆 photographer"),
        ("文：何山 摄影：方圆", "何山 author; 方圆 photographer"),
        ("撰文丨何山", "何山 author"),
        ("文/本报记者 何山", "何山 reporter"),
        ("来源：示例网 文：何山、方圆", "何山 author; 方圆 author"),
        ("（文/示例之家 何山）", "何山 author 示例之家"),
        ("何山/摄", "何山 photographer"),
        ("记者 何山 摄", "何山 photographer"),
        ("摄像 何山", "何山 video"),
        ("出品人：/监制：何山/策划：方圆", "何山 producer"),
        ("编导：何山 剪辑：方圆 制作：石磊", ""),
        ("一审：何山 二审：方圆 终审：石磊", "何山 reviewer; 方圆 reviewer; 石磊 reviewer"),
        ("主编：何山 校对：方圆 选稿：石磊", "何山 chief_editor; 方圆 proofreader; 石磊 picker"),
        ("网络编辑：何山", "何山 editor"),
        ("记者 何山 整合", "何山 reporter"),
        ("记者何山摄影报道", "何山 reporter"),
        ("示例新闻记者 何山 北京报道", "何山 reporter 示例新闻"),
        ("责任编辑：何山_NF1234", "何山 responsible_editor"),
        ("责任编辑：何山 PK123", "何山 responsible_editor"),
        ("责任编辑：NF042", ""),
        ("责编：Demi Wang", "Demi Wang responsible_editor"),
        ("责任编辑：heshan", "heshan responsible_editor"),
        ("记者 扎西顿珠", "扎西顿珠 reporter"),
        ("记者 艾山·买买提 何山", "艾山·买买提 reporter; 何山 reporter"),
        ("记者 欧阳文学何山", "欧阳文学 reporter; 何山 reporter"),
        ("实习生 何方丝雨", "何方丝雨 intern"),
        ("（作者：何山，系示例大学教授）", "何山 author"),
        ("（作者：示例中心主任、研究员何山）", "何山 author"),
        ("（作者系示例大学教授）", ""),
        ("通讯员 何山 示例区融媒体中心", "何山 correspondent 示例区融媒体中心"),
        ("作者： 责任编辑：何山", "何山 responsible_editor"),
        ("作者：本站 编辑：小编 来源：网络", ""),
        ("作者：佚名", ""),
        ("来源：示例网作者：何山责编：方圆", "何山 author; 方圆 responsible_editor"),
        ("作者：示例大学历史学院郭明", "郭明 author 示例大学历史学院"),
        ("作者：示例大学历史学院 郭明", "郭明 author 示例大学历史学院"),
        (
            "通讯员 示例区融媒体中心 张晓明 李红",
            "张晓明 correspondent 示例区融媒体中心; 李红 correspondent 示例区融媒体中心",
        ),
        ("通讯员示例市公安局刘向东", "刘向东 correspondent 示例市公安局"),
        ("记者 示例日报张山", "张山 reporter 示例日报"),
        ("编辑：严社", "严社 editor"),
        ("责编：张网 校对：于报", "张网 responsible_editor; 于报 proofreader"),
        ("作者：王报 编辑：李社", "王报 author; 李社 editor"),
        ("作者：鲁网 编辑：荆楚网", ""),
        ("作者：网络 神评论", ""),
        ("作者：佚名 查看评论", ""),
        ("金泽远 记者", "金泽远 reporter"),
        ("示例日报 张山 记者", "张山 reporter 示例日报"),
        ("李红 特约通讯员", "李红 correspondent"),
        ("张山/记者", "张山 reporter"),
        ("（何山 记者）", "何山 reporter"),
        ("（何山 记者 方圆）", "何山 author; 方圆 reporter"),
        ("何山 记者 方圆", "方圆 reporter"),
        ("译 | 金若兰 校 | 黎霖 责编 | 柳尚明", "黎霖 proofreader; 柳尚明 responsible_editor"),
        ("编辑丨何山丨校对丨方圆", "何山 editor; 方圆 proofreader"),
        ("编辑 | 何山 | 审核 | 方圆", "何山 editor; 方圆 reviewer"),
        ("来源：示例日报 | 作者：何山 | 编辑：方圆", "何山 author; 方圆 editor"),
        ("（某某报记者林皓月编译报导）", "林皓月 reporter 某某报"),
        ("本报记者 张山 李红 文 王武 图", "张山 reporter; 李红 reporter; 王武 photographer"),
        ("摄影/报道 张山", "张山 reporter"),
        ("责任编辑：关闭窗口", ""),
        ("联系记者", ""),
        ("来源：江边发布 作者：江边发布", ""),
        ("更多记者", ""),
        ("编辑部的故事", ""),
        ("音乐编辑方向、摄影艺术方向", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_read_bylines(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "name", "role"),
    [
        ("本报评论员", "本报评论员", "author"),
        ("示例日报评论员", "示例日报评论员", "author"),
        ("新华社记者", "新华社记者", "reporter"),
        ("本报记者", "本报记者", "reporter"),
        ("撰文：示例日报编辑部", "示例日报编辑部", "author"),
        ("作者：示例社科院课题组", "示例社科院课题组", "author"),
    ],
)
def test_a_byline_without_a_person_is_collective(printed, name, role):
    assert read_bylines(printed) == (Byline(name=name, role=role, raw=printed, collective=True),)


def test_names_before_a_role_word_take_the_role_of_the_field():
    assert said(read_bylines("何山、方圆", default_role="editor")) == "何山 editor; 方圆 editor"
    assert said(read_bylines("棒棒糖", default_role="author")) == "棒棒糖 author"
    assert read_bylines("关闭", default_role="author") == ()
    assert read_bylines("何山、方圆") == ()
    assert said(read_bylines("研究员何山", default_role="author")) == "何山 author"
    assert read_bylines(None, default_role="author") == ()


@pytest.mark.parametrize(
    ("run", "names", "uncut"),
    [
        ("何晓山方小圆", ("何晓山", "方小圆"), False),
        ("何山", ("何山",), False),
        ("何方丝雨", ("何方丝雨",), False),
        ("何文文方圆", ("何文文方圆",), True),  # 何文|文方圆 or 何文文|方圆
        ("何山圆圆的事", ("何山圆圆的事",), False),
    ],
)
def test_a_run_is_cut_only_where_surnames_allow_one_way(run, names, uncut):
    assert cut_run(run) == (names, uncut)


def test_raw_is_what_stands_in_the_text():
    printed = "（示例日报记者　何山　责任编辑：方圆）"
    assert [byline.raw for byline in read_bylines(printed)] == ["示例日报记者　何山", "责任编辑：方圆"]


def test_one_person_in_one_role_stands_once_and_a_later_place_may_name_the_house():
    first = read_bylines("记者 何山")
    merged = merge(first, read_bylines("示例日报记者 何山"), read_bylines("编辑：何山"))
    assert said(merged) == "何山 reporter 示例日报; 何山 editor"
    assert merged[0].raw == first[0].raw
    twice = merge(read_bylines("示例日报记者 何山"), read_bylines("示例晚报记者 何山"))
    assert said(twice) == "何山 reporter 示例日报"


_WORDS = (
    "记者",
    "通讯员",
    "责任编辑",
    "编辑",
    "摄",
    "文/",
    "见习",
    "本报",
    "（",
    "）",
    "：",
    " ",
    "、",
    "\n",
    "。",
    "讯",
)
_TEXT = st.lists(
    st.one_of(st.sampled_from(_WORDS), st.text("何山方圆文李一的了示例报Aa1·丨", max_size=4)), max_size=30
).map("".join)


@given(st.one_of(_TEXT, st.text(max_size=80)))
def test_whatever_is_printed_names_are_in_it_and_hold_no_role_word(text):
    for byline in (*read_bylines(text), *find_bylines(text)):
        assert byline.raw in text
        assert byline.name
        if not byline.collective:
            assert not any(word in byline.name for word in ("记者", "通讯员", "编辑"))


def test_long_input_costs_little():
    for text in ("记者" * 5_000, "（" * 20_000, "何方" * 20_000, "记者 " + "何方" * 20_000, "编辑：" * 9_000):
        read_bylines(text)
        find_bylines(text)


@pytest.mark.parametrize(("printed", "people"), [
    ("文字记者：张山/图片记者：李思/编辑：王武/校对：赵六",
     [("张山", "reporter"), ("李思", "photographer"), ("王武", "editor"), ("赵六", "proofreader")]),
    ("见习编辑：张山 执行主编：李思 轮值总编：王武 美编：赵六 版式：何方",
     [("张山", "editor"), ("李思", "chief_editor"), ("王武", "chief_editor")]),
    ("记者 柳青、 张山 本报驻京记者 李思",
     [("柳青", "reporter"), ("张山", "reporter"), ("李思", "reporter")]),
    ("作者：湖北省人民政府办公厅 编辑：综合科", []),
])  # fmt: skip
def test_modified_roles_postings_and_offices(printed, people):
    assert [(one.name, one.role) for one in read_bylines(printed)] == people
