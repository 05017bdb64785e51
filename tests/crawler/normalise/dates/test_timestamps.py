"""Which of the times of a text is the time of publication, and how it is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Timestamp
from crawler.normalise.dates import is_clock, modified_time, read_time, without_weekday, written
from shengmei.timezone import SHANGHAI
from tests.crawler.normalise.dates.reading import FETCHED, read, said


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("发布时间：2022-02-13 04:22:18   来源：", "2022-02-13T04:22:18+08:00 second"),
        ("发布日期：2022-02-11 08:52", "2022-02-11T08:52:00+08:00 minute"),
        ("湖北 2024-05-20 示例网", "2024-05-20 day"),
        ("2021-05-22 10:00 发布时间：2021-05-23", "2021-05-23 day"),  # the label says which
        ("2021-05-23 21:51 2021-05-23 22:00:01", "2021-05-23T21:51:00+08:00 minute"),
        ("2021-05-23 来源：示例网 2021-05-23 21:51", "2021-05-23T21:51:00+08:00 minute"),  # the same, finer
        ("2021-05-23 来源：示例网 2021-05-24 09:00", "2021-05-23 day"),
        ("2021-05-23 2021-05-24 09:00 2021-05-23 21:51", "2021-05-23T21:51:00+08:00 minute"),
        (
            "05-19 10:00 示例网 2026-05-18 09:00",
            "2026-05-18T09:00:00+08:00 minute",
        ),  # with a year before without
        ("05-19 10:00 示例网 20260518 09:00", "2026-05-18T09:00:00+08:00 minute"),
        ("05-19 10:00 示例网 26-05-18 09:00", "2026-05-18T09:00:00+08:00 minute"),
        ("编号 20210523 21:51", "2021-05-23T21:51:00+08:00 minute"),
        ("发布时间：20210523 来源：示例网", "2021-05-23 day"),
        ("今天是：2024年4月28日 星期日 登录 2024-04-27 10:00", "2024-04-27T10:00:00+08:00 minute"),
        ("《示例日报》2022年02月13日 08:30", "2022-02-13T08:30:00+08:00 minute"),
        ("更新：2021-05-24 08:00", "2021-05-24T08:00:00+08:00 minute"),
        ("輸入 : 2021-05-23 10:12 | 更新 : 2021-05-23 11:26", "2021-05-23T10:12:00+08:00 minute"),
        ("最後更新：2021-05-24 發佈時間：2021-05-23", "2021-05-23 day"),
        ("上传 2021.05.23 09:30", "2021-05-23T09:30:00+08:00 minute"),
        ("刊載於2021-05-23", "2021-05-23 day"),
        ("Last updated May 24, 2021 | Published on May 23, 2021", "2021-05-23 day"),
        ("北京时间 2021年5月24日 发布 2021-05-23 21:51", "2021-05-23T21:51:00+08:00 minute"),
        ("北京时间：2021-05-23 21:51", "2021-05-23T21:51:00+08:00 minute"),
        ("北京時間2021年5月23日21時51分", "2021-05-23T21:51:00+08:00 minute"),
        ("发布时间：北京时间2021年05月23日 21:51", "2021-05-23T21:51:00+08:00 minute"),
        ("发布时间（北京时间）：2021-05-23 21:51", "2021-05-23T21:51:00+08:00 minute"),
        ("发布时间：北京时间2021年5月23日", "2021-05-23 day"),
        ("23 2021-05", "2021-05-23 day"),
        ("2021-05 23", "2021-05-23 day"),
        ("05-23 2021", "2021-05-23 day"),
        ("23 5月 2021", "2021-05-23 day"),
        ("2021年5月23日 北京时间21:51", "2021-05-23T21:51:00+08:00 minute"),
        ("更新：北京时间2021-05-24 08:00 发布：北京时间2021-05-23 21:51", "2021-05-23T21:51:00+08:00 minute"),
    ],
)
def test_the_time_of_publication_is_chosen(printed, expected):
    assert read(printed) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "来源：示例日报",
        "《示例日报》（ 2022年02月13日 02版）",
        "《示例日报》2022年02月13日",
        "2024年4月28日 星期日",
        "二〇二一年五月二十三日星期日",
        "今天是：2024年4月28日 星期日 登录",
        "活动时间：2026-05-01 10:00",
        "浏览时间：2026-05-20 12:00",
        "打印日期：2026-05-20",
        "北京时间 2021年5月23日",
        "北京时间：2021年5月23日 星期日 09:30",
        "截至北京时间2021年5月23日 09:30",
        "当地时间2021年5月23日 09:30",
        "图为2021年5月23日，长堤上的灯",
        "2026-05-01 10:00起",
        "2026年5月1日以前",
        "2026年5月1日 第3版",
        "2026-05-22 10:00",
        "2026-05-25 10:00",
        "文章编号20210523，责任编辑",
        "电话 010-85650688",
        "第2021期",
    ],
)
def test_what_is_no_time_of_publication_is_not_read(printed):
    assert read(printed) is None


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        (
            "发布：2021-05-23 更新时间：2021-05-24 08:00",
            "2021-05-23 day",
            "2021-05-24T08:00:00+08:00 minute",
        ),
        (
            "發布時間：2021-05-23 12:30　更新時間：2021-05-23 13:05",
            "2021-05-23T12:30:00+08:00 minute",
            "2021-05-23T13:05:00+08:00 minute",
        ),
        ("更新 2021-05-24 08:00", "2021-05-24T08:00:00+08:00 minute", "2021-05-24T08:00:00+08:00 minute"),
        ("2021-05-24 08:00更新", "2021-05-24T08:00:00+08:00 minute", "2021-05-24T08:00:00+08:00 minute"),
        ("更新：05-19 08:00", "2026-05-19T08:00:00+08:00 minute", "2026-05-19T08:00:00+08:00 minute"),
        ("2021-05-23", "2021-05-23 day", None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_time_labelled_as_update_yields_to_another(line, published, modified):
    assert read(line) == published
    assert said(modified_time(line, "page", fetched_at=FETCHED)) == modified


@pytest.mark.parametrize(
    ("printed", "raw"),
    [
        ("发布时间：2021-05-23 21:51 来源：示例网", "2021-05-23 21:51"),
        ("2021-05-23 | 来源：示例网", "2021-05-23"),
        ("2026年02月23日12时 来源：示例网", "2026年02月23日12时"),
        ("时间：06-24", "06-24"),
        ("  2021年5月 ", "2021年5月"),
        ("时间：1621777860", "1621777860"),
        ("２０２１年５月２３日　示例网", "２０２１年５月２３日"),
        ("二〇二一年五月二十三日", "二〇二一年五月二十三日"),
        ("发表时间： 14/11/2024 - 14:54", "14/11/2024 - 14:54"),
        ("Date: Sep 5, 2019 9:38:01 PM", "Sep 5, 2019 9:38:01 PM"),
    ],
)
def test_the_printed_text_is_kept(printed, raw):
    found = read_time(printed, "page", fetched_at=FETCHED)
    assert (found.raw, found.found_in) == (raw, "page")


def test_the_printed_text_of_an_update_is_kept():
    found = modified_time("更新：2021-05-24 08:00", "meta", fetched_at=FETCHED)
    assert (found.raw, found.found_in) == ("2021-05-24 08:00", "meta")


@pytest.mark.parametrize(
    ("raw", "clock"),
    [
        ("2021年5月23日 星期日", True),
        ("2021年5月23日（周日）", True),
        ("二〇二一年五月二十三日星期日", True),
        ("２０２１年５月２３日　星期日", True),
        ("2021年5月23日 星期日 21:51", False),
        ("2021年5月23日", False),
        ("星期日", False),
        ("", False),
    ],
)
def test_a_day_with_its_weekday_is_the_clock_of_a_page(raw, clock):
    assert is_clock(raw) is clock


def test_without_its_weekday_such_a_day_can_be_read():
    without = without_weekday("2021年5月23日（星期日）来源：示例网")
    assert without == "2021年5月23日 来源：示例网"
    assert read(without) == "2021-05-23 day"
    assert without_weekday("2021年5月23日 来源") == "2021年5月23日 来源"


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
    assert read(written(stamp)) == said(stamp)


def test_times_are_written_as_of_shanghai():
    stamp = Timestamp(
        at=datetime(2021, 5, 23, 20, 51, 7, 500, tzinfo=UTC), precision="second", raw="", found_in="page"
    )
    assert written(stamp) == "2021-05-24T04:51:07+08:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-05-23 " * 9000, "2021-05-23 day"),
        ("1" * 100_000, None),
        ("年月日" * 30_000, None),
        ("2021年" + " " * 90_000, None),
        ("长" * 3000 + "2021-05-23", None),  # a body that was handed over by mistake
    ],
)
def test_a_long_text_is_read_at_its_head_alone(text, expected):
    assert read(text, datetime.now(UTC)) == expected
