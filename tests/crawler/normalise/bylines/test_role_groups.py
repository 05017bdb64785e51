"""Role words, what belongs to them, and whose names they take."""

from __future__ import annotations

import pytest

from crawler.normalise.bylines import read_bylines
from tests.crawler.normalise.bylines.comparing import said


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("本报首席全媒体见习记者 何山", "何山 intern"),
        ("示例日报特约通讯员 何山", "何山 correspondent 示例日报"),
        ("驻汉记者 何山", "何山 reporter"),
        ("驻武汉记者 何山", "何山 reporter"),
        ("本报驻武汉记者 何山", "何山 reporter"),
        ("示例日报驻石家庄记者 何山", "何山 reporter 示例日报"),
        ("示例日报摄影记者 何山", "何山 photographer 示例日报"),
        ("图片记者 何山", "何山 photographer"),
        ("摄像记者 何山", "何山 video"),
        ("实习记者 何山", "何山 intern"),
        ("实习编辑 何山", "何山 editor"),
        ("示例日报评论员 何山", "何山 author 示例日报"),
        ("特约观察员 何山", "何山 author"),
        ("财经记者 何山", "何山 reporter"),
    ],
)
def test_modifiers_belong_to_the_role_and_not_to_the_outlet(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("编 辑：何山", "何山 editor"),
        ("校　对 何山", "何山 proofreader"),
        ("记\xa0者 何山", "何山 reporter"),
        ("网 编：何山", "何山 editor"),
        ("编辑部：何山", ""),
        ("记者站 何山", ""),
        ("编辑推荐：何山", ""),
        ("记者手记：何山", ""),
        ("摄影作品 何山", ""),
        ("校对机 何山", ""),
        ("审核通过 何山", ""),
        ("时间段：何山", ""),
    ],
)
def test_role_words_may_be_spaced_and_other_words_begin_with_them(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("记者 何山 文/图", "何山 reporter"),
        ("何山 文/图", "何山 author"),
        ("何山 文并摄", "何山 author"),
        ("记者 何山 摄影", "何山 photographer"),
        ("记者 何山 摄像", "何山 video"),
        ("记者 何山 摄影：方圆", "何山 reporter; 方圆 photographer"),
        ("记者 何山 视频：方圆", "何山 reporter; 方圆 video"),
        ("记者 何山 编辑", "何山 reporter"),
        ("文/记者 何山", "何山 reporter"),
        ("摄影/摄像 何山", "何山 photographer; 何山 video"),
        ("摄影、摄像：何山", "何山 photographer; 何山 video"),
        ("编辑/校对：何山", "何山 editor; 何山 proofreader"),
        ("编辑/校对/审核：何山", "何山 editor; 何山 proofreader; 何山 reviewer"),
        ("编辑：校对：何山", "何山 proofreader"),
    ],
)
def test_roles_without_names_take_those_beside_them(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("采写：示都记者 何山", "何山 reporter 示都"),
        ("采写：示都 记者 何山", "何山 reporter"),
        ("审核：示都记者 何山", "何山 reporter"),
        ("示例日报记者", "示例日报记者 reporter *"),
        ("示例日报 观察员", "示例日报观察员 author *"),
        ("本报特约观察员", "本报特约观察员 author *"),
        ("本网评论员", "本网评论员 author *"),
        ("示例日报编辑", ""),
        ("示例日报通讯员", ""),
        ("记者", ""),
        ("（摄影艺术方向）", ""),
    ],
)
def test_what_stands_for_an_organisation_and_what_for_everybody(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("来源：云上 何山", "何山 author 云上"),
        ("来源：《江边X》 何山", "何山 author 江边X"),
        ("来源：江边日报 欧阳文学", "欧阳文学 author 江边日报"),
        ("来源：江边日报 张陈美丽", ""),  # four characters may be two names, or none
        ("来源：江边日报 何山 的故事", ""),
        ("（何山 何处来源：示例网）", "何山 author"),
    ],
)
def test_who_stands_beside_the_source(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("金泽远 编辑", "金泽远 editor"),
        ("金泽远 编辑 2026-05-21 10:20", "金泽远 editor"),
        ("金泽远 编辑 本站", "金泽远 author"),  # the editor is 本站
        ("金泽远 编辑：本站 校对：方圆", "金泽远 author; 方圆 proofreader"),
    ],
)
def test_a_role_that_is_somebody_elses_is_not_that_of_the_name_before_it(printed, expected):
    assert said(read_bylines(printed)) == expected
