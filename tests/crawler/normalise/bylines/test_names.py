"""What is a person, an organisation, a place, a department; and where a run of names may be cut."""

from __future__ import annotations

import pytest

from crawler.normalise.bylines.names import (
    cut_run,
    has_surname,
    is_compound,
    is_department,
    is_nobody,
    is_organisation,
    is_person,
    is_place,
    surname_cuts,
)


@pytest.mark.parametrize(
    ("text", "trusted", "without_label"),
    [
        ("何山", True, True),
        ("何晓山", True, True),
        ("何方丝雨", True, True),
        ("何方和平", True, True),
        ("欧阳文学", True, True),
        ("欧阳文", True, True),
        ("欧阳文学者", False, False),
        ("何方向山", True, True),
        ("方向丝雨", True, True),
        ("关闭何山", False, False),
        ("扎西那珠", False, False),
        ("扎西那珠卓", True, False),
        ("扎西顿珠卓玛多吉", True, False),
        ("张网", True, False),
        ("张丽网", True, False),
        ("张晓丽网", False, False),
        ("武汉网", False, False),
        ("鲁网", False, False),
        ("多吉", True, False),
        ("扎西顿珠卓玛", True, False),
        ("艾山·买买提", True, True),
        ("Demi Wang", True, False),
        ("DW", False, False),
        ("何", False, False),
        ("何这是什", False, False),
        ("多么好", False, False),
        ("告诉多吉们", False, False),
        ("扎西顿珠卓玛多吉次", False, False),
        ("记者何山", False, False),
        ("武汉", False, False),
        ("湖北日报", False, False),
        ("综合科", False, False),
        ("本站", False, False),
    ],
)
def test_people(text, trusted, without_label):
    assert (is_person(text), is_person(text, trusted=False)) == (trusted, without_label)


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("湖北日报", True),
        ("极目新闻", True),
        ("自贡网", True),
        ("长江云", True),
        ("武汉台", True),
        ("示例市教育局", True),
        ("示都局", True),
        ("高小云", False),
        ("何云", False),
        ("欧阳云", False),
        ("欧阳小云", False),
        ("何山方云", False),
        ("何方丝云", True),
        ("何山", False),
        ("局", False),
        ("", False),
    ],
)
def test_organisations(text, organisation):
    assert is_organisation(text) is organisation


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("综合科", True),
        ("财政股", True),
        ("党政办", True),
        ("李志科", False),
        ("安全部", True),
        ("何方部", False),
        ("扎西科", False),
        ("何山", False),
    ],
)
def test_departments(text, department):
    assert is_department(text) is department


@pytest.mark.parametrize(
    ("run", "ways"),
    [
        ("何山", [("何山",)]),
        ("何晓山", [("何晓山",)]),
        ("何山方圆", [("何山", "方圆")]),
        ("欧阳文学", [("欧阳文学",)]),
        ("欧阳文何山", [("欧阳文", "何山")]),
        ("方圆欧阳文学", [("方圆", "欧阳文学"), ("方圆欧", "阳文学")]),
        ("何文文方圆", [("何文文", "方圆"), ("何文", "文方圆")]),
        ("多吉", []),
        ("何", []),
        ("何山圆圆", []),
        (
            "何山方圆石磊周丽王丽张丽何丽方丽",
            [("何山", "方圆", "石磊", "周丽", "王丽", "张丽", "何丽", "方丽")],
        ),
        ("何山方圆石磊周丽王丽张丽何丽方丽何", []),
        ("何方何方何方何方何", [("何方", "何方", "何方", "何方何"), ("何方", "何方", "何方何", "方何")]),
    ],
)
def test_the_ways_to_cut_a_run(run, ways):
    assert sorted(surname_cuts(run)) == sorted(ways)


@pytest.mark.parametrize(
    ("run", "names", "uncut"),
    [
        ("张陈美丽", ("张陈美丽",), False),  # with the surnames of both parents
        ("何山方圆", ("何山", "方圆"), False),
        ("何晓山方圆", ("何晓山", "方圆"), False),
        ("何方丝雨雪", ("何方丝雨雪",), True),
        ("何山了解", ("何山了解",), False),
        ("何方方圆", ("何方方圆",), True),
        ("多吉卓玛", ("多吉卓玛",), False),
        ("欧阳文学", ("欧阳文学",), False),
    ],
)
def test_a_run_is_cut_in_one_way_or_kept(run, names, uncut):
    assert cut_run(run) == (names, uncut)


def test_surnames_of_one_and_two_characters_and_places():
    assert has_surname("何山")
    assert has_surname("欧阳文")
    assert has_surname("上官文")  # 上 is none
    assert not has_surname("多吉")
    assert is_place("武汉")
    assert not is_place("何山")


def test_compound_names_have_three_or_four_characters():
    assert [is_compound(text) for text in ("欧阳", "欧阳文", "欧阳文学", "欧阳文学者")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "nobody"), [("本站", True), ("Admin", True), ("admin", True), ("何山", False)]
)
def test_what_stands_where_a_name_would(text, nobody):
    assert is_nobody(text) is nobody
