"""Days and times as English pages and programs print them."""

from __future__ import annotations

import pytest

from tests.crawler.normalise.dates.reading import read


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Sep 5, 2019 9:38:01 PM", "2019-09-05T21:38:01+08:00 second"),
        ("Sep 5, 2019 9:38 PM", "2019-09-05T21:38:00+08:00 minute"),
        ("January 5, 2019 23:59:59", "2019-01-05T23:59:59+08:00 second"),
        ("5 December 2019 00:00", "2019-12-05T00:00:00+08:00 minute"),
        ("May 18, 2026", "2026-05-18 day"),
        ("Updated: May 18, 2026", "2026-05-18 day"),
        ("18 May 2026", "2026-05-18 day"),
        ("MAY 18, 2026", "2026-05-18 day"),
        ("May 18th, 2026", "2026-05-18 day"),
        ("MAY/18/2026", "2026-05-18 day"),
        ("18/May/2026 10:20", "2026-05-18T10:20:00+08:00 minute"),
        ("MAY/45/2026", None),
        ("18-May-2026", "2026-05-18 day"),
        ("(Xinhua) 15:53, May 18, 2026", "2026-05-18T15:53:00+08:00 minute"),
        ("3:53 p.m. (Beijing Time), May 18, 2026", "2026-05-18T15:53:00+08:00 minute"),
        ("May 18, 2026 | 10:20 AM", "2026-05-18T10:20:00+08:00 minute"),
        ("江州英语 | May 18, 2026 at 10:20", "2026-05-18T10:20:00+08:00 minute"),
        ("Sept. 5, 2019", "2019-09-05 day"),
        ("Dismay 18, 2026", None),
        ("Marching 18, 2026", None),
        ("May 18", None),
        ("Sep 5, 2019 24:00", None),
        ("Sep 5, 2019 21:60", None),
        ("Sep 5, 2019 21:38:60", None),
        ("Feb 30, 2019 21:38", None),
        ("Sep 5 21:38", None),  # which year it does not say
    ],
)
def test_english_forms(printed, expected):
    assert read(printed) == expected
