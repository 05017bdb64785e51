"""How long between two requests: never less than is set, or asked for."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.outcomes.outcome import Outcome
from crawler.spiders.politeness.retry_after import retry_after
from crawler.spiders.politeness.server_state import Servers
from crawler.spiders.politeness.throttle import LONGEST_WAIT, SLOWEST, Throttle
from crawler.spiders.politeness.throttle_groups import AT_ONCE
from crawler.store import FrontierRow, Verdict


@dataclass
class Slot:
    delay: float = 0.0
    concurrency: int = AT_ONCE
    lastseen: float = 0.0


def test_the_greater_of_crawl_delay_and_ours_counts():
    throttle = Throttle(2.0)
    throttle.crawl_delay("a.example", 1.0)
    throttle.crawl_delay("b.example", 5.0)
    throttle.crawl_delay("b.example", 3.0)  # of another host of the platform
    assert [throttle.delay(f"{name}.example") for name in "abc"] == [2.0, 5.0, 2.0]
    assert throttle.delay("localhost") == 0.0


def test_a_slow_server_is_asked_less_often_and_a_quick_one_again_more():
    throttle = Throttle(2.0)
    throttle.answered("a.example", 10.0)
    assert throttle.delay("a.example") == 10.0
    delays = []
    for _ in range(8):
        throttle.answered("a.example", 0.1)
        delays.append(throttle.delay("a.example"))
    assert delays == sorted(delays, reverse=True)
    assert delays[-1] == 2.0


def test_errors_double_the_delay_up_to_a_minute():
    throttle = Throttle(2.0)
    delays = []
    for _ in range(6):
        throttle.failed("a.example")
        delays.append(throttle.delay("a.example"))
    assert delays == [4.0, 8.0, 16.0, 32.0, SLOWEST, SLOWEST]


def test_where_no_delay_is_set_only_robots_txt_asks_for_one():
    throttle = Throttle(0)
    throttle.answered("a.example", 30.0)
    throttle.failed("a.example")
    assert (throttle.delay("a.example"), throttle.at_once("a.example")) == (0.0, 1)
    throttle.settled("a.example")
    assert throttle.at_once("a.example") == AT_ONCE
    throttle.crawl_delay("a.example", 3.0)
    assert (throttle.delay("a.example"), throttle.at_once("a.example")) == (3.0, 1)


def test_the_first_request_of_a_group_goes_alone():
    throttle = Throttle(0)
    assert throttle.at_once("a.example") == 1
    assert throttle.at_once("localhost") == AT_ONCE


def test_the_delay_holds_over_several_runs():
    throttle = Throttle(30.0, {"a.example": time.time() - 10, "b.example": time.time() + 99_999})
    for group, ago in (("a.example", 10), ("b.example", 0)):
        slot = Slot()
        throttle.request_queued(group, slot)
        assert slot.concurrency == 1
        # The request goes when the delay since `lastseen` has passed.
        assert time.monotonic() - slot.lastseen == pytest.approx(ago, abs=5)


def test_no_request_is_waited_for_longer_than_ten_minutes():
    throttle, slot = Throttle(1.0), Slot()
    throttle.crawl_delay("a.example", 86_400)
    throttle.request_queued("a.example", slot)
    assert slot.delay == LONGEST_WAIT


def answer(**headers: str) -> Response:
    return Response(
        "http://a.example/", headers={name.replace("_", "-"): text for name, text in headers.items()}
    )


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ({"Retry_After": "120"}, 120.0),
        ({"Retry_After": " 0 "}, 0.0),
        ({"Retry_After": "-5"}, 0.0),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "inf"}, None),
        ({}, None),
        (
            {
                "Date": "Wed, 21 Oct 2015 07:00:00 GMT",
                "Retry_After": "Wed, 21 Oct 2015 07:28:00 GMT",
            },
            28 * 60.0,
        ),
        ({"Retry_After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
    ],
)
def test_what_retry_after_says(said, seconds):
    assert retry_after(answer(**said)) == seconds


def test_a_date_without_the_servers_own_time_is_counted_from_ours():
    until = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    seconds = retry_after(answer(Retry_After=until))
    assert seconds == pytest.approx(3600, abs=60)


def test_of_a_long_crawl_delay_the_next_page_is_for_later():
    servers = Servers(1.0)
    servers.crawl_delay_asked("http://a.example/1", 7200)
    assert servers.postponed_until("http://a.example/1") is None
    at = datetime.now(UTC)
    row = FrontierRow(
        url="http://a.example/1",
        address="http://a.example/1",
        site="a.example",
        kind="article",
        attempts=0,
        steady=0,
        hops=0,
        first=True,
        title=None,
        published_raw=None,
    )
    servers.judge(row, Outcome(verdict=Verdict(row=row, state="kept", at=at)))
    assert servers.postponed_until("http://a.example/2") == at + timedelta(hours=2)
    assert servers.postponed_until("http://b.example/1") is None


def test_a_request_that_went_later_than_it_was_let_go_keeps_the_next_one_waiting_for_longer():
    """As where the process was busy in between: the delay counts from the moment it went over the wire."""
    servers = Servers(2.0)
    slot = Slot(lastseen=100.0)
    servers.downloader = SimpleNamespace(slots={"a.example": slot})
    for sent_at, counts in ((100.7, 100.7), (99.0, 100.7), (None, 100.7)):
        meta = {"download_slot": "a.example"} | ({"sent_at": sent_at} if sent_at else {})
        servers.response_downloaded(Response("http://a.example/"), Request("http://a.example/", meta=meta))
        assert slot.lastseen == counts
