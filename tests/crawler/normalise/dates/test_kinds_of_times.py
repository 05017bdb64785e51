"""What kind of time a line prints: without its year, behind its label, of a change, or nothing but a time."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler.normalise.dates import (
    is_labelled,
    is_time_alone,
    is_update,
    is_without_year,
    of_a_print_day,
    read_time,
)
from crawler.normalise.dates.absolute import whole_time
from crawler.normalise.dates.clock_and_zone import FoundTime
from shengmei.timezone import SHANGHAI
from tests.crawler.normalise.dates.reading import FETCHED


@pytest.mark.parametrize(
    ("printed", "without_year"),
    [
        ("5月19日 21:51", True),
        ("05-19 21:51", True),
        ("3小时前", True),
        ("昨天 21:51", True),
        ("2021-05-23 21:51", False),
        ("19-07-05 09:44", False),
        ("May 18, 2026", False),
        ("1621777860", False),
        ("民國110年5月18日", False),
    ],
)
def test_a_year_is_completed_from_the_fetch_or_printed(printed, without_year):
    found = read_time(printed, "page", fetched_at=FETCHED)
    assert is_without_year(found) is without_year


@pytest.mark.parametrize(
    ("line", "labelled"),
    [
        ("发布时间：2021-05-23", True),
        ("发布时间：２０２１－０５－２３", True),
        ("发布时间（北京时间）：2021-05-23 21:51", True),
        ("更新：2021-05-24 08:00 发布：2021-05-23", True),
        ("Published: May 18, 2026", True),
        ("2021-05-23", False),
        ("更新：2021-05-24 08:00", False),
        ("发布 示例网 2021-05-23", False),
        ("发布时间：", False),
        ("", False),
        ("长" * 2000 + "发布时间：2021-05-23", False),  # no line
    ],
)
def test_a_publication_time_stands_behind_its_label(line, labelled):
    assert is_labelled(line) is labelled


@pytest.mark.parametrize(
    ("line", "fetched_at", "update"),
    [
        ("更新 2021-05-24 08:00", FETCHED, True),
        ("更新 2021-05-24 08:00", None, True),
        ("更新：05-19 08:00", FETCHED, True),
        ("更新：05-19 08:00", None, False),  # no time without its year
        ("更新：2021-05-24 08:00 发布：2021-05-23", FETCHED, False),
        ("2021-05-24 08:00", FETCHED, False),
        ("更新", FETCHED, False),
        ("", FETCHED, False),
    ],
)
def test_a_line_gives_the_time_of_a_change_and_no_other(line, fetched_at, update):
    assert is_update(line, fetched_at) is update


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("5月23日 21:51", True),
        ("５月２３日　２１：５１", True),
        ("05-23 21:51:07", True),
        (" | 5月23日 · ", True),
        ("昨日 21:51", True),
        ("3小时前", True),
        ("刚刚", True),
        ("5月23日 21:51 来源：示例网", False),
        ("X5月23日 21:51", False),
        ("昨日的长堤", False),
        ("2021-05-23", False),
        ("", False),
    ],
)
def test_a_line_is_a_time_without_its_year_and_nothing_else(line, alone):
    assert is_time_alone(line) is alone


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("江边日报 2023年5月21日 第03版", "江边日报 2023年5月21日 "),
        ("《江边日报》（2023年5月21日 02版）", " 江边日报  2023年5月21日  "),
        ("2023年5月21日，A12版：要闻", "2023年5月21日 "),
        ("2023年5月21日", "2023年5月21日"),
        ("长" * 3000, "长" * 2000),
    ],
)
def test_the_day_of_a_newspaper_page_without_the_page(line, day):
    assert of_a_print_day(line) == day


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ("05-19 来源：示例网", "05-19"),
        ("  05-19 来源：示例网", "05-19"),
        ("来源：示例网 05-19", "05-19"),
        ("来源：示例网 05-19 阅读 3", "05-19"),
        ("时间：05-19 来源：示例网", "05-19"),
        ("05-19 示例网", None),
        ("13-19 来源：示例网", None),
    ],
)
def test_a_day_beside_the_label_of_a_source(line, raw):
    found = read_time(line, "page", fetched_at=FETCHED)
    assert (found and found.raw) == raw
    assert read_time(line, "page") is None


def test_a_day_beside_a_label_has_no_year():
    assert whole_time("05-19 来源:示例网", FETCHED) == FoundTime(
        0, 5, datetime(2026, 5, 19, tzinfo=SHANGHAI), "day", has_year=False
    )
