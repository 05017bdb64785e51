"""Printed times: read strictly, with the precision that is printed, or not at all."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Timestamp
from crawler.normalise.dates import address_day, modified_time, read_time, written
from shengmei.timezone import SHANGHAI

FETCHED = datetime(2026, 5, 20, 15, 30, tzinfo=SHANGHAI)


def read(printed: str, fetched_at: datetime | None = FETCHED) -> str | None:
    found = read_time(printed, "page", fetched_at=fetched_at)
    return written(found) if found else None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2019-09-07 13:43:45　来源:", "2019-09-07T13:43:45+08:00"),
        ("2020-10-04 20:30", "2020-10-04T20:30:00+08:00"),
        ("2022.01.20 16:31", "2022-01-20T16:31:00+08:00"),
        ("2020.10.04", "2020-10-04"),
        ("更新时间 2012年12月10日, 格林尼治标准时间10:41", "2012-12-10T18:41:00+08:00"),
        ("2012年12月10日 格林威治標準時間 10:41", "2012-12-10T18:41:00+08:00"),
        ("时间：2024.05.20", "2024-05-20"),
        ("2019年06月15日08:18  来源：", "2019-06-15T08:18:00+08:00"),
        ("2022年02月13日07:48 | 来源：", "2022-02-13T07:48:00+08:00"),
        ("2019年11月25日 16:04:30", "2019-11-25T16:04:30+08:00"),
        ("2005年3月11日12:12", "2005-03-11T12:12:00+08:00"),
        ("2026年02月23日12时", "2026-02-23T12+08:00"),
        ("2024年5月9日", "2024-05-09"),
        ("发表时间： 14/11/2024 - 14:54", "2024-11-14T14:54:00+08:00"),
        ("06:31 2022-09-26 HKT", "2022-09-26T06:31:00+08:00"),
        ("2024-05-05 HKT 09:40", "2024-05-05T09:40:00+08:00"),
        ("今天是：2024年4月28日 星期日 登录", None),
        ("2024 年 5 月 9 日 7 时 5 分", "2024-05-09T07:05:00+08:00"),
        ("于2005年8月12日16:12:21在", "2005-08-12T16:12:21+08:00"),
        ("发布时间：2022-02-13 04:22:18   来源：", "2022-02-13T04:22:18+08:00"),
        ("发布日期：2022-02-11 08:52", "2022-02-11T08:52:00+08:00"),
        ("时间：2019年10月31日 23:00  浏览：", "2019-10-31T23:00:00+08:00"),
        ("发布: 2021-1-29 13:18", "2021-01-29T13:18:00+08:00"),
        ("【时间：2021-05-23 】", "2021-05-23"),
        ("2021-11-25 16:26:07.0", "2021-11-25T16:26:07+08:00"),
        ("2022-02-13 00:00:00:0", "2022-02-13"),
        ("2022-02-13 00:00", "2022-02-13T00:00:00+08:00"),
        ("1621777860", "2021-05-23T21:51:00+08:00"),
        ("1621777860000", "2021-05-23T21:51:00+08:00"),
        ("2019-06-21   07:29:26", "2019-06-21T07:29:26+08:00"),
        ("2019-10-31 08：20：11", "2019-10-31T08:20:11+08:00"),
        ("２０２１年５月２３日２１：５１", "2021-05-23T21:51:00+08:00"),
        ("二〇二一年五月二十三日", "2021-05-23"),
        ("2017/10/19", "2017-10-19"),
        ("2019/6/14", "2019-06-14"),
        ("19-07-05 09:44", "2019-07-05T09:44:00+08:00"),
        ("2019-9-5 9:38:01 PM", "2019-09-05T21:38:01+08:00"),
        ("2019年9月5日 下午9:38", "2019-09-05T21:38:00+08:00"),
        ("2021-05-23T21:51:00+08:00", "2021-05-23T21:51:00+08:00"),
        ("2021-05-23T13:51:00Z", "2021-05-23T21:51:00+08:00"),
        ("2021-05-23T13:51:00.000+0000", "2021-05-23T21:51:00+08:00"),
        ("20210523", "2021-05-23"),
        ("2021年5月", "2021-05"),
    ],
)
def test_a_printed_time_is_read_with_its_precision(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("05-19 21:51", "2026-05-19T21:51:00+08:00"),
        ("12-31 10:12", "2025-12-31T10:12:00+08:00"),
        ("5月19日", "2026-05-19"),
        ("3小时前", "2026-05-20T12+08:00"),
        ("14分钟前", "2026-05-20T15:16:00+08:00"),
        ("5天前", "2026-05-15"),
        ("昨天 21:30", "2026-05-19T21:30:00+08:00"),
    ],
)
def test_what_has_no_year_is_read_against_the_time_of_fetching(printed, expected):
    assert read(printed) == expected
    assert read(printed, None) is None


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "来源：示例日报",
        "《示例日报》（ 2022年02月13日 02版）",
        "2024年4月28日 星期日",
        "2026-05-25 10:00",
        "1980-01-01",
        "2021-13-40",
        "2021-02-30",
        "电话 010-85650688",
        "第2021期",
    ],
)
def test_what_is_no_time_of_publication_is_not_read(printed):
    assert read(printed) is None


def test_a_time_labelled_as_update_yields_to_another():
    line = "发布：2021-05-23 更新时间：2021-05-24 08:00"
    assert read(line) == "2021-05-23"
    changed = modified_time(line, "page", fetched_at=FETCHED)
    assert changed is not None
    assert written(changed) == "2021-05-24T08:00:00+08:00"


def test_the_printed_text_is_kept():
    found = read_time("发布时间：2021-05-23 21:51 来源：示例网", "page", fetched_at=FETCHED)
    assert found == Timestamp(
        at=datetime(2021, 5, 23, 21, 51, tzinfo=SHANGHAI),
        precision="minute",
        raw="2021-05-23 21:51",
        found_in="page",
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.cn/system/2024/10/25/031123456.shtml", "2024-10-25"),
        ("http://a.cn/202405/t20240520_15263156.htm", "2024-05-20"),
        ("http://a.cn/2021-11/25/content_1.htm", "2021-11-25"),
        ("http://a.cn/2019/0614/1.shtml", "2019-06-14"),
        ("http://a.cn/20240513/0123456789abcdef0123456789abcdef/c.html", "2024-05-13"),
        ("http://a.cn/content/2022/02/13/1.html", "2022-02-13"),
        ("http://a.cn/article/202105/1.html", "2021-05"),
        ("https://m.hbtv.com.cn/p/1981091.html", None),
        ("http://a.cn/2021/99/99/1.html", None),
        ("", None),
    ],
)
def test_the_day_in_an_address(url, expected):
    found = address_day(url)
    assert (written(found) if found else None) == expected


@given(st.text(alphabet="0123456789年月日时分-/.: T+Z上下午前天小更新发布", max_size=60))
def test_any_text_is_read_or_not_and_what_is_read_stands_in_it(text):
    found = read_time(text, "page", fetched_at=FETCHED)
    if found is not None:
        assert found.raw in text
        assert found.at <= FETCHED + timedelta(days=1)


@given(st.integers(min_value=800_000_000, max_value=1_779_000_000))
def test_what_is_written_is_read_again(seconds):
    stamp = Timestamp(
        at=datetime.fromtimestamp(seconds, SHANGHAI), precision="second", raw="", found_in="page"
    )
    assert read(written(stamp)) == written(stamp)


@pytest.mark.parametrize(
    "text", ["2021-05-23 " * 9000, "1" * 100_000, "年月日" * 30_000, "2021年" + " " * 90_000]
)
def test_a_long_text_takes_no_time(text):
    began = time.perf_counter()
    read_time(text, "page", fetched_at=datetime.now(UTC))
    assert time.perf_counter() - began < 0.5
