"""Times without a year in the places that families know: they reach the normaliser as others do."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler.items import Capture
from crawler.normalise.dates import written
from crawler.reader import read
from shengmei.timezone import SHANGHAI

FETCHED = datetime(2026, 5, 20, 15, 30, tzinfo=SHANGHAI)
BODY = "<p>今天傍晚，沙洲镇的长堤上亮起了第一盏灯。林望提着马灯，从闸口走到渡口，一步不少。</p>" * 3
PAGE = """<title>长堤上的守夜人守着一盏灯</title>
<script>var shareVariable = {{sid:'10008', aid:'1'}};</script>
<h1 class=article-title>长堤上的守夜人守着一盏灯</h1>{}<div class=article-content>{}</div>"""


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("<time class=date>14分钟前</time>", "2026-05-20T15:16:00+08:00"),
        ("<time class=date>4月20日 18:10</time>", "2026-04-20T18:10:00+08:00"),
        ("<time>11-08 12:52</time>", "2025-11-08T12:52:00+08:00"),
        ("<span class=date>昨日 21:51</span>", "2026-05-19T21:51:00+08:00"),
        ("<time class=date>2023-13-40</time><p>2023-05-21 09:30</p>", "2023-05-21T09:30:00+08:00"),
    ],
)
def test_the_time_of_a_family_s_page(printed, expected):
    body = PAGE.format(printed, BODY).encode()
    found = read(Capture(url="http://m.example.cjyun.org/p/12.html", fetched_at=FETCHED, body=body)).article
    assert found is not None
    assert found.published is not None
    assert (written(found.published), found.extraction.page) == (expected, "CjyunArticlePage")
