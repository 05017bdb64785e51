"""Running text: blanks, titles, printed counts."""

from __future__ import annotations

import pytest

from crawler.normalise.text import bare, read_count, series, tidy, title_heads


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("　　今天下午　", "今天下午"),
        ("今天\xa0\n\t下午", "今天 下午"),
        ("今\u200b天\ufeff下\u202e午", "今天下午"),
        ("plain  text", "plain text"),
        ("\n\t今天 下午\r\n", "今天 下午"),
        (" 今天  下午 ", "今天 下午"),
        ("\n今\u200b天\n", "今天"),
        (" \u3000\u200b ", ""),
        ("今\x1f天\x1c下\x07午", "今天下午"),
        ("plain\x1ctext", "plain text"),
        ("今天\u2028下午\x85晚上", "今天 下午 晚上"),
        ("", ""),
    ],
)
def test_tidy(printed, text):
    assert tidy(printed) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("江边纪事丨堤上的守夜人：一盏灯", "江边纪事｜堤上的守夜人:一盏灯"),
        ("“闸口本”记了70年", '"闸口本" 记了７０年'),
        ("GDP增长7.2%", "gdp 增长7.2％"),
    ],
)
def test_prints_of_one_title_are_the_same_bare(one, other):
    assert bare(one) == bare(other)


@pytest.mark.parametrize(
    ("title", "run"),
    [
        ("江边纪事 一路向东丨堤上的守夜人", "江边纪事 一路向东"),
        ("江边纪事｜堤上的守夜人", "江边纪事"),
        ("江边纪事 │ 堤上的守夜人", "江边纪事"),
        ("江边纪事丨第三章丨堤上的守夜人", "江边纪事"),
        ("江边纪事|堤上的守夜人", None),  # an ASCII bar sets off names of sites
        ("堤上的守夜人", None),
        ("丨堤上的守夜人", None),
        ("堤上的守夜人丨", None),
    ],
)
def test_series(title, run):
    assert series(title) == run


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("堤上的守夜人_要闻_江边网", "堤上的守夜人"),
        ("堤上的守夜人 - 江边博物馆", "堤上的守夜人"),
        ("堤上的守夜人-江边网", "堤上的守夜人"),
        ("堤上的守夜人|江边网", "堤上的守夜人"),
        ("堤上的守夜人", "堤上的守夜人"),
    ],
)
def test_the_last_head_of_a_title_has_no_suffix(title, head):
    assert title_heads(title)[-1] == head


def test_a_title_that_is_never_closed_costs_little():
    heads = title_heads("江_" * 200_000)
    assert len(heads) < 10
    assert all(len(head) <= 300 for head in heads)


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        ("阅读:0", 0),
        ("点赞 1,203", 1203),
        ("2.5万", 25_000),
        ("阅读 12万次", 120_000),
        ("点赞", None),
        (None, None),
    ],
)
def test_counts(printed, count):
    assert read_count(printed) == count
