"""Old years, years of the Republic, days that are cut off, and what may stand between a day and its time."""

from __future__ import annotations

import pytest

from tests.crawler.normalise.dates.reading import read


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("05-19 来源：示例网", "2026-05-19 day"),
        ("来源：示例网 05-19", "2026-05-19 day"),
        ("来源：示例网　11-08　作者：何山", "2025-11-08 day"),
        ("05-19 阅读 1200", "2026-05-19 day"),
        ("05-19 江州晚报", None),  # a number of something, as likely as a day
        ("电话：027-05-19", None),
        ("示例网 3-19 来源：示例网", None),
    ],
)
def test_a_day_with_a_dash_beside_a_label(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1990-08-17 13:14:15", "1990-08-17T13:14:15+09:00 second"),  # the summer time of 1986 to 1991
        ("1986年5月4日 8时", "1986-05-04T08+09:00 hour"),
        ("1991-09-14 23:59", "1991-09-14T23:59:00+09:00 minute"),
        ("1991-09-16 00:10", "1991-09-16T00:10:00+08:00 minute"),
        ("1992-07-01 10:00", "1992-07-01T10:00:00+08:00 minute"),
        ("1990-08-17T05:14:15Z", "1990-08-17T14:14:15+09:00 second"),
        ("1994-12-31", "1994-12-31 day"),
        ("发布时间：1978年12月24日", "1978-12-24 day"),
        ("一九五六年七月一日", "1956-07-01 day"),
        ("1980-01-02", "1980-01-02 day"),
        ("1902-01-01", "1902-01-01 day"),
        ("1901-12-31", None),
    ],
)
def test_papers_that_are_older_than_the_web(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("民國110年5月18日 10:20", "2021-05-18T10:20:00+08:00 minute"),
        ("中華民國110年5月18日", "2021-05-18 day"),
        ("民国 110 年 5 月 18 日", "2021-05-18 day"),
        ("民國110年05月18日上午10時20分", "2021-05-18T10:20:00+08:00 minute"),
        ("民國99年12月31日", "2010-12-31 day"),
        ("民國110.05.18 10:20", "2021-05-18T10:20:00+08:00 minute"),
        ("民國110-05-18", "2021-05-18 day"),
        ("民國38年8月17日", "1949-08-17 day"),
        ("民國一一〇年五月十八日", "2021-05-18 day"),
        ("民國一百一十年五月十八日", "2021-05-18 day"),
        ("民國一百零九年十二月一日", "2020-12-01 day"),
        ("民國九十九年三月八日", "2010-03-08 day"),
        ("民國百一十年五月十八日", "2021-05-18 day"),
        ("民國元年五月十八日", "1912-05-18 day"),
        ("民國元元年五月十八日", None),
        ("民國110年2月30日", None),
    ],
)
def test_years_of_the_republic(printed, expected):
    assert read(printed) == expected


def test_a_year_of_the_republic_to_come():
    assert read("民國二百年五月十八日") is None
    assert read("民國二百年五月十八日", None) == "2111-05-18 day"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("今年5月18日 10:20", "2026-05-18T10:20:00+08:00 minute"),
        ("本年5月18日", "2026-05-18 day"),
        ("本月19日 09:30", "2026-05-19T09:30:00+08:00 minute"),
    ],
)
def test_this_year_and_this_month_are_those_of_the_fetch(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "110年5月18日",
        "110年5月18日 10:20",
        "110-05-18 10:20",
        "110/05/18 10:20",
        "2O21年5月18日 10:20",  # a letter for a digit
        "令和05年5月18日",
        "令和5年5月18日 10:20",
        "去年5月18日 10:20",
        "每年5月18日",
        "上月19日 09:30",
        "12月  19日 09:30",
        "电话 027-85-12-30",
        "1021-5-230",
        "一二〇二一年五月二十三日",
        "May 18, 20261",
    ],
)
def test_nothing_is_completed_from_the_middle_of_a_number(printed):
    assert read(printed) is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2026年5月18日，10:21", "2026-05-18T10:21:00+08:00 minute"),
        ("2026年5月18日， 10：21：30", "2026-05-18T10:21:30+08:00 second"),
        ("2026-05-18，上午10:21", "2026-05-18T10:21:00+08:00 minute"),
        ("2026年5月18日（星期一），10:21", "2026-05-18T10:21:00+08:00 minute"),
        ("2026年5月18日、10时21分", "2026-05-18T10:21:00+08:00 minute"),
        ("2026.05.18 · 10:21", "2026-05-18T10:21:00+08:00 minute"),
        ("5月18日，10:21", "2026-05-18T10:21:00+08:00 minute"),
        ("2026年5月18日，江州", "2026-05-18 day"),
        ("2026年5月18日晚間9:38", "2026-05-18T21:38:00+08:00 minute"),
    ],
)
def test_what_may_stand_between_day_and_time(printed, expected):
    assert read(printed) == expected
