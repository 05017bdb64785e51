"""Relative times: counted from the moment of fetching, no more exact than they are printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.normalise.dates import read_time
from shengmei.timezone import SHANGHAI
from tests.crawler.normalise.dates.reading import FETCHED, read


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("刚刚", "2026-05-20T15:30:00+08:00 minute"),
        ("30秒前", "2026-05-20T15:30:15+08:00 second"),
        ("14分钟前", "2026-05-20T15:16:00+08:00 minute"),
        ("十五分钟前", "2026-05-20T15:15:00+08:00 minute"),
        ("二十分钟前", "2026-05-20T15:10:00+08:00 minute"),
        ("二十五分钟之前", "2026-05-20T15:05:00+08:00 minute"),
        ("三小时前", "2026-05-20T12+08:00 hour"),
        ("3小时前", "2026-05-20T12+08:00 hour"),
        ("3 个小时以前", "2026-05-20T12+08:00 hour"),
        ("两个钟头前", "2026-05-20T13+08:00 hour"),
        ("半小时前", "2026-05-20T15:00:00+08:00 minute"),
        ("半个钟头前", "2026-05-20T15:00:00+08:00 minute"),
        ("半天前", "2026-05-20 day"),
        ("5天前", "2026-05-15 day"),
        ("十天前", "2026-05-10 day"),
        ("2个月前", "2026-03 month"),
        ("今天", "2026-05-20 day"),
        ("今日 08:05", "2026-05-20T08:05:00+08:00 minute"),
        ("昨天 21:30", "2026-05-19T21:30:00+08:00 minute"),
        ("昨日 21:30:15", "2026-05-19T21:30:15+08:00 second"),
        ("昨天 23:59:59", "2026-05-19T23:59:59+08:00 second"),
        ("昨天 00:00", "2026-05-19T00:00:00+08:00 minute"),
        ("前天", "2026-05-18 day"),
        ("2分鐘前", "2026-05-20T15:28:00+08:00 minute"),
        ("30秒鐘前", "2026-05-20T15:30:15+08:00 second"),
        ("兩小時前", "2026-05-20T13+08:00 hour"),
        ("2個鐘頭前", "2026-05-20T13+08:00 hour"),
        ("2個月前", "2026-03 month"),
        ("剛剛", "2026-05-20T15:30:00+08:00 minute"),
        ("1周前", "2026-05-13 day"),
        ("2週前", "2026-05-06 day"),
        ("两个星期前", "2026-05-06 day"),
        ("1禮拜前", "2026-05-13 day"),
        ("昨晚 21:30", "2026-05-19T21:30:00+08:00 minute"),
        ("昨晚9:30", "2026-05-19T21:30:00+08:00 minute"),
        ("昨晚12:10", "2026-05-20T00:10:00+08:00 minute"),
        ("昨夜 1:30", "2026-05-20T01:30:00+08:00 minute"),
        ("前晚 20:15", "2026-05-18T20:15:00+08:00 minute"),
        ("昨晚", "2026-05-19 day"),
        ("今晨 6:30", "2026-05-20T06:30:00+08:00 minute"),
        ("今早7:05", "2026-05-20T07:05:00+08:00 minute"),
        ("今天凌晨3:10", "2026-05-20T03:10:00+08:00 minute"),
        ("今天上午9点半", "2026-05-20T09:30:00+08:00 minute"),
        ("昨天下午3:20", "2026-05-19T15:20:00+08:00 minute"),
        ("昨日18时", "2026-05-19T18+08:00 hour"),
        ("昨晚4:59", "2026-05-20T04:59:00+08:00 minute"),
        ("昨晚5:00", "2026-05-19T17:00:00+08:00 minute"),
        ("昨日18时20分", "2026-05-19T18:20:00+08:00 minute"),
        ("昨日，21:51", "2026-05-19T21:51:00+08:00 minute"),
        ("大前天", "2026-05-17 day"),
        ("上周三 18:20", "2026-05-13T18:20:00+08:00 minute"),
        ("上周日", "2026-05-17 day"),
        ("上星期天 10:00", "2026-05-17T10:00:00+08:00 minute"),
        ("上週一 09:10", "2026-05-11T09:10:00+08:00 minute"),
        ("上上周五", "2026-05-08 day"),
        ("本周一 09:10", "2026-05-18T09:10:00+08:00 minute"),
        ("周二 18:20", "2026-05-19T18:20:00+08:00 minute"),
        ("周三 18:20", "2026-05-13T18:20:00+08:00 minute"),  # today's is still to come
        ("星期三 09:00", "2026-05-20T09:00:00+08:00 minute"),
        ("本周日", None),  # still to come
        ("本周四 15:30", "2026-05-21T15:30:00+08:00 minute"),  # a day ahead, no more
        ("本周五 10:00", None),
        ("周三", None),
        ("上周三 25:00", None),
        ("12345分钟前", None),
        ("1.5小时前", None),
        ("几十分钟前", None),
        ("一百二十分钟前", None),
        ("3月前", None),  # before March
        ("昨天 24:00", "2026-05-20T00:00:00+08:00 minute"),
        ("昨天 25:00", None),
        ("昨天 21:60", None),
        ("昨天 21:30:60", None),
        ("二二分钟前", "2026-05-20T15:30:00+08:00 minute"),
        ("今天是个好日子", None),
        ("示例网 3天前 " + "长江两岸" * 20, None),  # a sentence
    ],
)
def test_relative_times(printed, expected):
    assert read(printed) == expected
    assert read(printed, None) is None


@pytest.mark.parametrize(
    ("printed", "at"),
    [
        ("刚刚", datetime(2026, 5, 20, 15, 30, tzinfo=SHANGHAI)),
        ("30秒前", datetime(2026, 5, 20, 15, 30, 15, tzinfo=SHANGHAI)),
        ("14分钟前", datetime(2026, 5, 20, 15, 16, tzinfo=SHANGHAI)),
        ("3小时前", datetime(2026, 5, 20, 12, tzinfo=SHANGHAI)),
        ("5天前", datetime(2026, 5, 15, tzinfo=SHANGHAI)),
        ("2个月前", datetime(2026, 3, 1, tzinfo=SHANGHAI)),
        ("昨天", datetime(2026, 5, 19, tzinfo=SHANGHAI)),
        ("昨天 21:30", datetime(2026, 5, 19, 21, 30, tzinfo=SHANGHAI)),
    ],
)
def test_what_lies_below_the_precision_is_zero(printed, at):
    assert read_time(printed, "page", fetched_at=FETCHED).at == at


def test_the_text_and_the_place_are_kept():
    found = read_time("示例网 3小时前 来源：示例日报", "page", fetched_at=FETCHED)
    assert (found.raw, found.found_in) == ("3小时前", "page")
    just_now = read_time("示例网 刚刚 来源", "page", fetched_at=FETCHED)
    assert just_now.raw == "刚刚"


@pytest.mark.parametrize(
    ("printed", "fetched", "expected"),
    [
        ("周三 18:20", datetime(2026, 5, 20, 18, 20, tzinfo=SHANGHAI), "2026-05-20T18:20:00+08:00 minute"),
        (
            "周三 18:20",
            datetime(2026, 5, 20, 18, 19, 59, tzinfo=SHANGHAI),
            "2026-05-13T18:20:00+08:00 minute",
        ),
        ("本周四", datetime(2026, 5, 20, tzinfo=SHANGHAI), "2026-05-21 day"),
        ("本周五", datetime(2026, 5, 20, 23, 59, 59, tzinfo=SHANGHAI), None),
    ],
)
def test_a_time_that_has_just_come_counts(printed, fetched, expected):
    assert read(printed, fetched) == expected


def test_yesterday_is_that_of_shanghai():
    assert read("昨天", datetime(2026, 5, 20, 20, 0, tzinfo=UTC)) == "2026-05-20 day"
