"""Times that a crawl prints stand with their zone: those of its summary are Beijing's."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime

import pytest

from crawler import settings
from crawler.commands.progress import at_most_many, in_beijing, line
from crawler.spiders.run import Progress
from crawler.store.scheduling.frontier import MANY


@pytest.fixture(
    params=[("Asia/Shanghai", "16:00+08:00"), ("UTC", "08:00+00:00"), ("Asia/Kolkata", "13:30+05:30")]
)
def zone(request, monkeypatch):
    """The machine stands there; what a clock shows at eight in the morning UTC."""
    monkeypatch.setenv("TZ", request.param[0])
    time.tzset()
    yield request.param[1]
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
def test_when_to_come_again_is_told_in_beijing():
    assert in_beijing(datetime(2026, 5, 1, 8, tzinfo=UTC)) == "2026-05-01 16:00+08:00"


def test_a_line_of_the_log(zone):
    record = logging.LogRecord("crawler", logging.WARNING, "", 0, "said", None, None)
    record.created = datetime(2026, 5, 1, 8, tzinfo=UTC).timestamp()
    line = logging.Formatter("%(asctime)s %(message)s", settings.LOG_DATEFORMAT).format(record)
    assert datetime.fromisoformat(line.split()[0]) == datetime(2026, 5, 1, 8, tzinfo=UTC)
    assert line.split()[0].endswith(zone[-6:].replace(":", ""))


def test_so_many_that_they_were_not_counted_to_the_last_one():
    assert at_most_many(40) == "40"
    assert at_most_many(MANY) == "2,000 or more"
    said = line(Progress(done=100, waiting=MANY, seconds=50.0))
    assert said == "100 pages, 2,000 or more waiting, 2.0 pages/s, more than 16:40 to go"
    assert line(Progress(done=100, waiting=40, seconds=50.0)).endswith(
        "40 waiting, 2.0 pages/s, about 0:20 to go"
    )
