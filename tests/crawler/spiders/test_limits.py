"""Hours and pages of a day that an operator sets for outlets and platforms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.spiders.articles import ArticlesSpider
from crawler.spiders.politeness.limits import Limits
from crawler.spiders.run_store import open_run
from crawler.spiders.scheduler import FrontierScheduler
from crawler.store import PagesOfDay
from shengmei.config import Config
from shengmei.outlet_rules import BEIJING, OutletLimits, hours, outlet_rules
from shengmei.problems import UsageProblem
from tests.crawler.spiders.test_crawl import A

HOST = "news.one.example"


def beijing(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("written", "now", "opens"),
    [
        ("22:00-06:30", beijing(22), None),
        ("22:00-06:30", beijing(6, 29), None),
        ("22:00-06:30", beijing(6, 30), beijing(22)),
        ("01:00-05:00", beijing(0, 59), beijing(1)),
        ("01:00-05:00", beijing(5), beijing(1, day=2)),
        ("18:00-24:00", beijing(23, 59), None),
        ("18:00-24:00", beijing(0), beijing(18)),
        ("01:00-05:00", beijing(3).astimezone(UTC), None),
    ],
)
def test_hours_are_of_beijing_and_may_go_over_midnight(written, now, opens):
    assert hours(written).opens_at(now) == opens


@pytest.mark.parametrize("written", ["22-6", "25:00-06:00", "06:00-06:00", "00:00-24:00", "01:00-24:30", ""])
def test_what_are_no_hours_is_refused(written):
    with pytest.raises(UsageProblem, match="hours"):
        hours(written)


@pytest.mark.parametrize("written", [
    [], {"hbtv": 5}, {"hbtv": {"hours": 5}}, {"hbtv": {"pages_a_day": 0}}, {"hbtv": {"pages_a_day": True}},
    {"hbtv": {"any_certificate": "yes"}}, {"hbtv": {"speed": 5}},
])  # fmt: skip
def test_rules_that_are_none_are_named(written):
    with pytest.raises(UsageProblem, match=r"etc/shengmei\.toml: outlets"):
        outlet_rules(written, "etc/shengmei.toml")


def test_rules_hold_by_site_id_by_host_and_by_platform():
    written = {"hbtv": {"hours": "01:00-05:00"}, "cjyun.org": {"hours": "02:00-06:00"}}
    rules = outlet_rules(written | {HOST: {"pages_a_day": 1}}, "")
    limits, noon = Limits(rules), beijing(12)
    waits = [
        limits.wait(url, noon) for url in ("http://www.hbtv.com.cn/p/1.html", "http://m-a.cjyun.org/p/1")
    ]
    assert [wait and wait[0] for wait in waits] == [beijing(1, day=2), beijing(2, day=2)]
    assert limits.wait(f"{A}/1.html", noon) is None


def test_the_pages_of_a_day_begin_anew_at_midnight_and_count_over_crawls():
    limits = Limits({HOST: OutletLimits(pages_a_day=3)})
    limits.take_over(HOST, PagesOfDay("2026-05-01", 2))
    assert limits.wait(f"{A}/1.html", beijing(12)) is None
    limits.page_sent(HOST, beijing(12))
    until, why = limits.wait(f"{A}/1.html", beijing(12)) or (None, "")
    assert (until, "its 3 pages of a day" in why) == (beijing(0, day=2), True)
    assert limits.wait(f"{A}/1.html", beijing(0, day=2)) is None


def run(data, rules: dict[str, OutletLimits], pages: int = 4) -> ArticlesSpider:
    file = data.parent / "urls.txt"
    file.write_text("\n".join(f"{A}/{number}.html" for number in range(pages)), encoding="utf-8")
    config = Config(data=data, index=str(data / "index"), contact="desk@archive.example", outlets=rules)
    spider = ArticlesSpider(urls=str(file), config=config)
    open_run(spider)
    FrontierScheduler(spider)
    return spider


def test_pages_of_a_day_are_kept_over_runs_and_what_is_left_waits_for_tomorrow(data):
    rules = {HOST: OutletLimits(pages_a_day=1)}
    first = run(data, rules)
    assert first.scheduler.next_request() is not None
    assert first.scheduler.next_request() is None
    first.close_store("finished")
    again = run(data, rules)
    assert again.scheduler.next_request() is None
    again.close_store("finished")
    assert again.still_due == 0
    assert sum(again.writer.tally.limited.values()) == 4
    assert again.writer.tally.postponed.total() == 0  # the operator's own bound: the run went well


def test_outside_its_hours_nothing_of_an_outlet_is_asked(data):
    soon = datetime.now(BEIJING) + timedelta(hours=2)
    spider = run(data, {HOST: OutletLimits(hours=hours(f"{soon:%H}:00-{soon + timedelta(hours=1):%H}:00"))})
    assert spider.scheduler.next_request() is None
    spider.close_store("finished")
    (said,) = spider.writer.tally.limited
    assert said.startswith(f"{HOST}: its hours (")
