"""Numbers are told by their value, however they are written."""

from __future__ import annotations

import pytest

from indexer.copies.comparable import Comparable
from indexer.copies.numbers import numbers_in
from tests.indexer.copies.made_up_texts import made
from tests.indexer.copies.test_alignment import found

BODY = made(3, 60)


@pytest.mark.parametrize(("written", "value"), [
    ("3.5亿", "350000000"),
    ("三亿五千万", "350000000"),
    ("35000万", "350000000"),
    ("2亿5千万", "250000000"),
    ("120万", "1200000"),
    ("一百二十万", "1200000"),
    ("一万二千亿", "1200000000000"),
    ("1.2万亿", "1200000000000"),
    ("一点二五亿", "125000000"),
    ("一九九八", "1998"),
    ("二○○八", "2008"),
    ("二00八", "2008"),
    ("两千零五", "2005"),
    ("一万五", "15000"),
    ("1,234,567", "1234567"),
    ("007", "7"),
    ("1·80", "1.8"),
])  # fmt: skip
def test_a_number_has_one_value_in_whatever_writing(written, value):
    text = Comparable.of(f"共{written}元")
    assert (text.numbers(0, len(text.text)), text.lone_numbers(0, len(text.text))) == ([value], [])


def test_points_of_a_date_are_none_of_a_fraction():
    assert [one.value for one in numbers_in("2024.8.1至2024.12.30，3.5亿，12.5")] == [
        *("2024", "8", "1", "2024", "12", "30"),
        *("350000000", "12.5"),
    ]


def test_texts_that_differ_in_a_point_alone_are_copies_in_any_order():
    there = found(BODY + "投资3.5亿元，12人", BODY + "投资35亿元，12人")
    assert (there.share_a, there.numbers, there.all_numbers) == (1.0, 1.0, 1.0)


def test_a_time_of_day_is_no_fraction_and_a_lone_numeral_is_marked():
    assert [(one.value, one.lone) for one in numbers_in("八点三十分，统一")] == [
        ("8", True),
        ("30", False),
        ("1", True),
    ]


def test_numbers_stand_where_the_compared_text_has_them():
    text = Comparable.of("投资３.５亿元，共12个，统一。")
    assert text.numbers(0, len(text.text)) == ["350000000", "12"]
    assert text.numbers(3, len(text.text)) == ["12"]  # 35亿 begins before
    assert text.lone_numbers(0, len(text.text)) == ["1"]


@pytest.mark.parametrize(("here", "there", "agreement"), [
    ("投资3.5亿元，全年建成的仓库有120万平方米", "投资三亿五千万元，全年建成的仓库有一百二十万平方米", 1.0),
    ("推出5大类12条线路", "推出五大类十二条线路", 1.0),
    ("推出5大类12条线路", "推出五大类十三条线路", 0.5),
    ("气温3到4度", "气温五到四度", 0.5),
    ("统一推出12条线路20个项目", "统一推出12条线路20个项目", 1.0),
])  # fmt: skip
def test_passages_agree_in_numbers_that_are_written_otherwise(here, there, agreement):
    assert found(BODY + here + BODY, BODY + there + BODY).numbers == agreement


@pytest.mark.parametrize(("here", "there"), [
    ("一台48本报讯据气象台预报明天4.4千比特", "一台486型的计算机以及14.4千比特"),
    ("一台486型的计算机以及14.4千比特", "一台486型的计算机以及本报讯据气象台预报明天4千比特"),
])  # fmt: skip
def test_what_an_edit_left_of_a_number_is_none_that_differs(here, there):
    numbers = "，其中70套是12人做的，"
    assert found(BODY + numbers + here + BODY[::-1], BODY + numbers + there + BODY[::-1]).numbers == 1.0
