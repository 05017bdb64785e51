"""Absolute dates and times: each form read strictly, with the precision that is printed, or not at all."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest

from crawler.normalise.dates import read_time
from shengmei.timezone import SHANGHAI
from tests.crawler.normalise.dates.reading import FETCHED, read


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2019-09-07 13:43:45　来源:", "2019-09-07T13:43:45+08:00 second"),
        ("18-05-2026 10:12:05", "2026-05-18T10:12:05+08:00 second"),
        ("05/18/2026 10:12", "2026-05-18T10:12:00+08:00 minute"),
        ("2020-10-04 20:30", "2020-10-04T20:30:00+08:00 minute"),
        ("2022.01.20 16:31", "2022-01-20T16:31:00+08:00 minute"),
        ("2020.10.04", "2020-10-04 day"),
        ("时间：2024.05.20", "2024-05-20 day"),
        ("2019年06月15日08:18  来源：", "2019-06-15T08:18:00+08:00 minute"),
        ("2022年02月13日07:48 | 来源：", "2022-02-13T07:48:00+08:00 minute"),
        ("2019年11月25日 16:04:30", "2019-11-25T16:04:30+08:00 second"),
        ("2005年3月11日12:12", "2005-03-11T12:12:00+08:00 minute"),
        ("2026年02月23日12时", "2026-02-23T12+08:00 hour"),
        ("2024年5月9日", "2024-05-09 day"),
        ("2024年5月22日週三 上午8:21", "2024-05-22T08:21:00+08:00 minute"),
        ("2024年5月22日（週三）下午8:21", "2024-05-22T20:21:00+08:00 minute"),
        ("2024年5月22日 禮拜三 08:21", "2024-05-22T08:21:00+08:00 minute"),
        ("2024/05/22 (三) 08:21", "2024-05-22T08:21:00+08:00 minute"),
        ("2024/05/22 Wed 08:21", "2024-05-22T08:21:00+08:00 minute"),
        ("2024年5月22日（三）讲述", "2024-05-22 day"),
        ("2024年5月22日週三", None),
        ("2024 年 5 月 9 日 7 时 5 分", "2024-05-09T07:05:00+08:00 minute"),
        ("2024年5月9日7时5分9秒", "2024-05-09T07:05:09+08:00 second"),
        ("于2005年8月12日16:12:21在", "2005-08-12T16:12:21+08:00 second"),
        ("时间：2019年10月31日 23:00  浏览：", "2019-10-31T23:00:00+08:00 minute"),
        ("发布: 2021-1-29 13:18", "2021-01-29T13:18:00+08:00 minute"),
        ("【时间：2021-05-23 】", "2021-05-23 day"),
        ("2019-06-21   07:29:26", "2019-06-21T07:29:26+08:00 second"),
        ("2019-10-31 08：20：11", "2019-10-31T08:20:11+08:00 second"),
        ("２０２１年５月２３日２１：５１", "2021-05-23T21:51:00+08:00 minute"),
        ("2017/10/19", "2017-10-19 day"),
        ("2019/6/14", "2019-06-14 day"),
        ("20210523", "2021-05-23 day"),
        ("2021年5月", "2021-05 month"),
        ("2021-05", "2021-05 month"),
        ("04 2021-05", "2021-05-04 day"),
        ("4日 2021年5月", "2021-05-04 day"),
        ("31 2021-06", None),
        ("2021-11-25 16:26:07.0", "2021-11-25T16:26:07+08:00 second"),
    ],
)
def test_a_printed_time_is_read_with_its_precision(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2021-05-23 23:59:59", "2021-05-23T23:59:59+08:00 second"),
        ("2021-05-23 24:00", "2021-05-24T00:00:00+08:00 minute"),
        ("2021-05-23 25:00", None),
        ("2021-05-23 21:60", None),
        ("2021-05-23 21:51:60", None),
        ("2021-13-40", None),
        ("2021-02-30", None),
        ("1899-12-30 10:00", None),
        ("1970-01-01 08:00:00", None),  # second 0 of Unix time
        ("1980-01-01", None),
    ],
)
def test_impossible_times_are_not_read_nor_what_systems_print_for_none(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2022-02-13 00:00", "2022-02-13T00:00:00+08:00 minute"),
        ("2022-02-13 00:00:00", "2022-02-13T00:00:00+08:00 second"),
        ("2022-02-13 00:00:00:0", "2022-02-13 day"),
        ("2022-02-13 00:00:00.0", "2022-02-13 day"),
        ("2022-02-13 0:00:00.0", "2022-02-13 day"),
        ("2022-02-13 00:10:00.0", "2022-02-13T00:10:00+08:00 second"),
    ],
)
def test_the_midnight_of_founder_systems_is_a_day(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "clock"),
    [
        ("9:38:01 PM", "21:38:01"),
        ("9:38:01 pm", "21:38:01"),
        ("9:38:01 p.m.", "21:38:01"),
        ("17:38:01 PM", "17:38:01"),
        ("12:30:00 PM", "12:30:00"),
        ("12:30:00 AM", "00:30:00"),
        ("12:30:00 a.m.", "00:30:00"),
        ("9:38:01 AM", "09:38:01"),
        ("下午9:38:00", "21:38:00"),
        ("下午12:30:00", "12:30:00"),
        ("上午9:38:00", "09:38:00"),
        ("傍晚6:30:00", "18:30:00"),
        ("晚8:30:00", "20:30:00"),
        ("晚上20:30:00", "20:30:00"),
        ("夜间11:30:00", "23:30:00"),
        ("深夜11:30:00", "23:30:00"),
        ("凌晨3:10:00", "03:10:00"),
        ("凌晨12:10:00", "00:10:00"),
        ("淩晨12:10:00", "00:10:00"),
        ("中午1:30:00", "13:30:00"),
        ("中午3:59:00", "15:59:00"),
        ("中午4:00:00", "04:00:00"),  # no hour of noon
        ("中午11:30:00", "11:30:00"),
        ("中午12:30:00", "12:30:00"),
    ],
)
def test_the_half_of_the_day_is_read(printed, clock):
    assert read(f"2019年9月5日 {printed}") == f"2019-09-05T{clock}+08:00 second"


@pytest.mark.parametrize("late", ["晚上12:10", "夜间12:10", "深夜12:10"])
def test_twelve_at_night_is_of_the_next_day(late):
    assert read(f"2019年9月5日 {late}") == "2019-09-06T00:10:00+08:00 minute"


@pytest.mark.parametrize("machine", ["UTC", "America/New_York", "Asia/Shanghai"])
@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2021-05-23T21:51:00+08:00", "2021-05-23T21:51:00+08:00 second"),
        ("2021-05-23T13:51:00Z", "2021-05-23T21:51:00+08:00 second"),
        ("2021-05-23T13:51Z", "2021-05-23T21:51:00+08:00 minute"),
        ("2021-05-23T13:51:00.000+0000", "2021-05-23T21:51:00+08:00 second"),
        ("2021-05-23 13:51:00+00:00", "2021-05-23T21:51:00+08:00 second"),
        ("2021-05-23 21:51:00 UTC+8", "2021-05-23T21:51:00+08:00 second"),
        ("2021-05-23T13:51:00-0500", "2021-05-24T02:51:00+08:00 second"),
        ("2021-05-23T13:51:00+05:30", "2021-05-23T16:21:00+08:00 second"),
        ("2021-05-23T13:51:00+14:00", "2021-05-23T07:51:00+08:00 second"),
        ("2021-05-23T13:51:00+15:00", "2021-05-23T13:51:00+08:00 second"),
        ("2021-05-23 09:00-10:30", "2021-05-23T09:00:00+08:00 minute"),  # from nine to half past ten
        ("更新时间 2012年12月10日, 格林尼治标准时间10:41", "2012-12-10T18:41:00+08:00 minute"),
        ("2012年12月10日 格林威治標準時間 10:41", "2012-12-10T18:41:00+08:00 minute"),
        ("2024-05-05 HKT 09:40", "2024-05-05T09:40:00+08:00 minute"),
        ("Thu Sep 05 11:10:00 CST 2019", "2019-09-05T11:10:00+08:00 second"),
        ("Mon, 20 May 2024 09:47:48 GMT", "2024-05-20T17:47:48+08:00 second"),
        ("20 May 2024 09:47 +0000", "2024-05-20T17:47:00+08:00 minute"),
        ("1621777860", "2021-05-23T21:51:00+08:00 second"),
    ],
)
def test_a_printed_zone_counts_and_the_machines_zone_does_not(monkeypatch, machine, printed, expected):
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    try:
        found = read_time(printed, "page", fetched_at=FETCHED)
        assert read(printed) == expected
        assert found.at.utcoffset() == timedelta(hours=8)
        assert read("01日 00:10", datetime(2026, 1, 31, 0, 30, tzinfo=SHANGHAI)) == (
            "2026-02-01T00:10:00+08:00 minute"
        )
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("发表时间： 14/11/2024 - 14:54", "2024-11-14T14:54:00+08:00 minute"),
        ("14/11/2024, 14:54:12", "2024-11-14T14:54:12+08:00 second"),
        ("14/11/2024", "2024-11-14 day"),
        ("13/04/2021", "2021-04-13 day"),
        ("05/05/2021", "2021-05-05 day"),
        ("04.03.2021", "2021-03-04 day"),
        ("03/04/2021", None),  # of March or of April
        ("12/11/2024", None),
        ("31/02/2024", None),
        ("06:31 2022-09-26 HKT", "2022-09-26T06:31:00+08:00 minute"),
        ("09:40 2024/05/04", "2024-05-04T09:40:00+08:00 minute"),
        ("23:59:59 2024-05-04", "2024-05-04T23:59:59+08:00 second"),
        ("24:00 2024-05-04", "2024-05-04 day"),
        ("09:60 2024-05-04", "2024-05-04 day"),
        ("09:40:60 2024-05-04", "2024-05-04 day"),
    ],
)
def test_the_day_before_the_month_and_the_time_before_the_day(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("二〇二一年五月二十三日", "2021-05-23 day"),
        ("二〇二一年五月二十三日下午三时十五分", "2021-05-23T15:15:00+08:00 minute"),
        ("二〇二一年五月二十三日 上午九点", "2021-05-23T09+08:00 hour"),
        ("二〇二一年五月二十三日零时零五分", "2021-05-23T00:05:00+08:00 minute"),
        ("二〇二一年五月二十三日廿三时五〇分", "2021-05-23T23:50:00+08:00 minute"),
        ("二〇二一年五月二十三日二十五时", "2021-05-23 day"),
        ("二○二一年十月十日", "2021-10-10 day"),
        ("一九九九年十二月卅一日", "1999-12-31 day"),
        ("二〇二一年五月廿三日", "2021-05-23 day"),
        ("二〇二一年五月廿日", "2021-05-20 day"),
        ("二〇二一年十一月十三日", "2021-11-13 day"),
        ("二〇二一年二月三十日", None),
        ("二〇二一年五月三三日", None),
        ("二〇二一年五月三三十日", None),
    ],
)
def test_chinese_numerals(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1621777860000", "2021-05-23T21:51:00+08:00 second"),
        ("时间：1621777860", "2021-05-23T21:51:00+08:00 second"),
        ("4294967295", "2106-02-07T14:28:15+08:00 second"),
        ("4294967296", None),  # more than 32 bits: no unix time, whatever it is
        ("5000000000", None),
        ("20210523215107", "2021-05-23T21:51:07+08:00 second"),
        ("202105232151", "2021-05-23T21:51:00+08:00 minute"),
        ("2021052321", "2021-05-23T21+08:00 hour"),
        ("20211323215107", None),
        ("2000000000000", "2033-05-18T11:33:20+08:00 second"),
    ],
)
def test_digits_alone_are_unix_times_or_a_date_without_separators(printed, expected):
    assert read(printed, None) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("19-07-05 09:44", "2019-07-05T09:44:00+08:00 minute"),
        ("20-07-05 09:44", "2020-07-05T09:44:00+08:00 minute"),
        ("95-07-05 09:44", "1995-07-05T09:44:00+08:00 minute"),
        ("99年7月5日", "1999-07-05 day"),
        ("94-07-05 09:44", None),
    ],
)
def test_a_year_of_two_digits_is_of_the_time_of_the_web(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "fetched", "expected"),
    [
        ("05-19 21:51", "2026-05-20T15:30", "2026-05-19T21:51:00+08:00 minute"),
        ("12-31 10:12", "2026-05-20T15:30", "2025-12-31T10:12:00+08:00 minute"),
        ("05-21 15:30", "2026-05-20T15:30", "2026-05-21T15:30:00+08:00 minute"),  # a day ahead, no more
        ("05-21 15:31", "2026-05-20T15:30", "2025-05-21T15:31:00+08:00 minute"),
        ("5月19日", "2026-05-20T15:30", "2026-05-19 day"),
        ("06-24", "2026-05-20T15:30", "2025-06-24 day"),
        ("05-21", "2026-05-20T15:30", "2026-05-21 day"),
        ("05-22", "2026-05-20T15:30", "2025-05-22 day"),
        ("02-29", "2026-05-20T15:30", "2024-02-29 day"),
        ("02-29", "2028-02-01T15:30", "2024-02-29 day"),
        ("02-30", "2026-05-20T15:30", None),
        ("19日 09:30", "2026-05-20T15:30", "2026-05-19T09:30:00+08:00 minute"),
        ("25日 09:30", "2026-05-20T15:30", "2026-04-25T09:30:00+08:00 minute"),
        ("31日 09:30", "2026-05-20T15:30", "2026-03-31T09:30:00+08:00 minute"),
        ("31日 09:30", "2026-01-03T15:30", "2025-12-31T09:30:00+08:00 minute"),
        ("02日 09:30", "2026-01-03T15:30", "2026-01-02T09:30:00+08:00 minute"),
        ("31日 09:30", "2026-12-31T15:30", "2026-12-31T09:30:00+08:00 minute"),
    ],
)
def test_what_has_no_year_is_the_last_such_day_before_the_fetch(printed, fetched, expected):
    at = datetime.fromisoformat(fetched).replace(tzinfo=SHANGHAI)
    assert read(printed, at) == expected
    assert read(printed, None) is None


@pytest.mark.parametrize(
    ("printed", "at"),
    [
        ("2021年5月", datetime(2021, 5, 1, tzinfo=SHANGHAI)),
        ("2026年02月23日12时", datetime(2026, 2, 23, 12, tzinfo=SHANGHAI)),
        ("2021-05-23", datetime(2021, 5, 23, tzinfo=SHANGHAI)),
        ("May 18, 2026", datetime(2026, 5, 18, tzinfo=SHANGHAI)),
    ],
)
def test_what_is_not_printed_is_zero(printed, at):
    assert read_time(printed, "page", fetched_at=FETCHED).at == at
