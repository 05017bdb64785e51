"""The day that an address names."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler.items import Timestamp
from crawler.normalise.dates import address_day
from shengmei.timezone import SHANGHAI
from tests.crawler.normalise.dates.reading import said


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.cn/system/2024/10/25/031123456.shtml", "2024-10-25 day"),
        ("http://a.cn/202405/t20240520_15263156.htm", "2024-05-20 day"),
        ("http://a.cn/2021-11/25/content_1.htm", "2021-11-25 day"),
        ("http://a.cn/2021-11/25/content_1.htm?from=list", "2021-11-25 day"),
        ("/2021-11/25/content_1.htm", "2021-11-25 day"),
        ("http://a.cn/2019/0614/1.shtml", "2019-06-14 day"),
        ("http://a.cn/20240513/0123456789abcdef0123456789abcdef/c.html", "2024-05-13 day"),
        ("http://a.cn/20210523215100.html", "2021-05-23 day"),
        ("http://a.cn/rain/a/20210523A01BCD00", "2021-05-23 day"),
        ("http://a.cn/a/20210523A01BCD00.html", "2021-05-23 day"),
        ("http://a.cn/a/20219923A01BCD00", None),
        ("http://a.cn/a/20210523abcdef0123456789", None),  # hexadecimal digits
        ("http://a.cn/content/2022/02/13/1.html", "2022-02-13 day"),
        ("http://a.cn/19/0907/13/EOGT.html", "2019-09-07 day"),
        ("http://a.cn/art/2021/5/3/art_12_345.html", "2021-05-03 day"),
        ("http://a.cn/art/2021/10/3/art_12_345.html", "2021-10-03 day"),
        ("http://a.cn/2021-5-23/1.html", "2021-05-23 day"),
        ("http://a.cn/html/2026/yaowen_0518/1.html", "2026-05-18 day"),
        ("http://a.cn/article/202105/1.html", "2021-05 month"),
        ("https://m.hbtv.com.cn/p/1981091.html", None),
        ("http://a.cn/1990/08/17/1.html", "1990-08-17 day"),
        ("http://a.cn/rmrb/19560701/1.html", "1956-07-01 day"),
        ("http://a.cn/article/199005/1.html", None),  # as likely an id
        ("http://a.cn/2021/99/99/1.html", None),
        ("http://a.cn/2021/02/30/1.html", None),
        ("http://a.cn/share?page=/2021-11/25/content_1.htm", None),
        ("http://a.cn/share?page=http://b.cn/2021-11/25/content_1.htm", None),
        ("http://a.cn/share?page=/2021-11/25/content_1.htm?x=1", None),
        ("", None),
    ],
)
def test_the_day_in_an_address(url, expected):
    assert said(address_day(url)) == expected


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (
            "http://a.cn/2021-11/25/content_1.htm",
            Timestamp(
                at=datetime(2021, 11, 25, tzinfo=SHANGHAI),
                precision="day",
                raw="2021-11/25",
                found_in="address",
            ),
        ),
        (
            "http://a.cn/x_202105/1.html",
            Timestamp(
                at=datetime(2021, 5, 1, tzinfo=SHANGHAI), precision="month", raw="202105", found_in="address"
            ),
        ),
    ],
)
def test_the_text_of_the_address_is_kept(url, found):
    assert address_day(url) == found
