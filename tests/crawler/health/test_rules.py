"""Alarms from counts: what is missing is noticed, what chance or a holiday does is not."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from benchmarks import health_year
from crawler.health.day_kinds import day_kind
from crawler.health.history import History
from crawler.health.rules import OutletRules
from crawler.health.shares import Share
from crawler.health.tails import few, few_of, many
from crawler.health.volume import middle

FIRST = date(2026, 6, 29)  # a Monday; the next holiday is in the last days of September
DAYS = 60  # to 2026-08-27


def history(first: date = FIRST, **counts: list[int]) -> History:
    """Series by `what` or `what__name`; other days than given are as on the last."""
    found = {tuple((name + "__").split("__")[:2]): series for name, series in counts.items()}
    return History(site="example", first=first, days=len(next(iter(found.values()))), counts=found)


def steady(volume: int = 40, days: int = DAYS, seed: int = 1) -> list[int]:
    """Counts around `volume`."""
    random = Random(seed)
    return [health_year.poisson(random, volume) for _ in range(days)]


def kinds(given: History, today: int | None = None) -> list[tuple[str, str]]:
    alarms = OutletRules(given).alarms(given.last if today is None else today)
    return [(one.kind, one.subject) for one in alarms]


def crawled(news: list[int], **more: list[int]) -> History:
    """An outlet whose lists were read every day."""
    return history(
        published=news, article__new=news, list__read=[40] * len(news), list__showing=[40] * len(news), **more
    )


def test_an_outlet_that_is_as_usual_raises_no_alarm_on_any_day():
    rules = OutletRules(crawled(steady()))
    assert [rules.alarms(at) for at in range(DAYS) if rules.alarms(at)] == []


def test_silence_is_said_with_what_is_usual():
    (alarm,) = OutletRules(crawled([*steady(), 0, 0])).alarms(DAYS + 1)
    assert (alarm.kind, alarm.since) == ("silence", FIRST + timedelta(DAYS))
    assert alarm.text.startswith("no new article since 2026-08-27: 2 days, usually ")


def test_what_came_on_a_day_that_is_not_over_ends_a_silence():
    back = OutletRules(crawled([*steady(), 0, 0, 30]))
    (alarm,) = back.alarms(DAYS + 2, whole=DAYS + 1)
    assert (alarm.kind, alarm.text.partition(": ")[2][:12]) == ("volume", "0 in 2 days,")
    (still,) = OutletRules(crawled([*steady(), 0, 0, 0])).alarms(DAYS + 2, whole=DAYS + 1)
    assert still.kind == "silence"
    rare = [1 if at % 7 == 0 else 0 for at in range(DAYS)]
    assert OutletRules(crawled([*rare, *[0] * 30, 1])).alarms(DAYS + 30, whole=DAYS + 29) == []


def test_an_outlet_that_rests_on_sundays_is_not_silent_then():
    news = [0 if at % 7 == 6 else count for at, count in enumerate(steady(days=DAYS))]
    rules = OutletRules(crawled(news))
    assert not any(rules.alarms(at) for at in range(DAYS))


def test_an_outlet_of_one_article_a_week_is_silent_after_a_month():
    news = [1 if at % 7 == 0 else 0 for at in range(DAYS)]
    rules = OutletRules(crawled([*news, *[0] * 30]))
    assert not any(rules.alarms(at) for at in range(DAYS + 7))
    (alarm,) = rules.alarms(DAYS + 29)
    assert (alarm.kind, alarm.text.partition(": ")[2]) == (
        "silence",
        "33 days, before that never more than 6 days",
    )


@pytest.mark.parametrize("volume", [2, 3])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_small_outlet_is_silent_after_a_week_and_a_fifth_less_is_chance(volume, seed):
    news = steady(volume, DAYS, seed)
    less = [count - (at % 5 == 0 and count > 0) for at, count in enumerate(steady(volume, 14, seed + 10))]
    for given in ([*news, *steady(volume, 14, seed + 10)], [*news, *less]):
        rules = OutletRules(crawled(given))
        assert not any(rules.alarms(at) for at in range(DAYS + 14))
    rules = OutletRules(crawled([*news, *[0] * 9]))
    assert [one.kind for one in rules.alarms(DAYS + 8)] == ["silence"]


def test_a_fifth_of_a_large_even_outlet_that_is_missing_is_noticed():
    news = steady(500, DAYS + 7)
    less = [*news[:DAYS], *(round(0.78 * count) for count in news[DAYS:])]
    assert kinds(crawled(less)) == [("volume", "")]
    assert kinds(crawled(news)) == []


def test_a_large_list_that_brings_nothing_is_named():
    news = steady(100, DAYS + 2)
    parts = [count // 4 for count in news]
    dead = [*parts[:DAYS], 0, 0]
    total = [count - part + rest for count, part, rest in zip(news, parts, dead, strict=True)]
    others = [count - part for count, part in zip(news, parts, strict=True)]
    lists = {"brought__https://e.example/a": dead, "brought__https://e.example/b": others}
    assert kinds(crawled(total, **lists)) == [("volume", "https://e.example/a")]


def test_a_field_that_is_lost_is_named_with_both_shares():
    pages = steady(30)
    source = [round(0.9 * count) for count in pages]
    (alarm,) = OutletRules(crawled([*pages, 30], field__source=[*source, 3])).alarms(DAYS)
    assert (alarm.kind, alarm.subject) == ("field", "source")
    assert alarm.text == "source is found on 3 of 30 pages (10%, usually 90%)"


def test_two_bad_pages_in_330_are_no_alarm():
    kept = [330] * DAYS
    failed = [0] * (DAYS - 1) + [2]
    assert kinds(crawled(steady(), outcome__kept=kept, outcome__failed=failed)) == []
    failed[-1] = 150
    assert kinds(crawled(steady(), outcome__kept=kept, outcome__failed=failed)) == [("errors", "failed")]


def test_pages_that_no_longer_fit_their_layout_are_an_alarm():
    news = steady()
    misfits = [0] * (DAYS - 1) + [news[-1]]
    assert kinds(crawled(news, mismatch=misfits)) == [("layout", "")]


def test_lists_without_addresses_of_articles_mean_a_stale_pattern():
    news = [*steady(), 0]
    given = history(
        published=news, article__new=news, list__read=[40] * (DAYS + 1), list__showing=[40] * DAYS + [0]
    )
    assert {kind for kind, _ in kinds(given)} == {"silence", "pattern"}


def test_a_list_whose_links_fit_no_pattern_is_an_alarm_at_once_and_until_they_do():
    news, url = [9] * 4, "https://www.example.cn/news/"
    stale = [0, 2, 3, 1]
    given = history(published=news, article__new=news, list__read=[4] * 4, **{f"stale__{url}": stale})
    (alarm,) = OutletRules(given).alarms(3)
    assert (alarm.kind, alarm.subject, alarm.since) == ("pattern", url, given.day(1))
    assert OutletRules(given).stale_lists(3) == {url: 1}
    mended = history(published=news, article__new=news, list__read=[4] * 4, **{f"stale__{url}": [0, 2, 3, 0]})
    assert OutletRules(mended).alarms(3) == []


@pytest.mark.parametrize(("vanished", "alarm"), [(30, True), (6, False)])
def test_many_articles_that_vanish_at_once_are_an_alarm(vanished, alarm):
    gone = [at % 5 == 0 for at in range(DAYS - 1)] + [vanished]
    assert kinds(crawled(steady(), **{"outcome__gone once": gone})) == [("disappearance", "")] * alarm


def test_an_outlet_that_is_no_longer_crawled_is_not_silent_but_neglected():
    news = steady()
    rules = OutletRules(history(published=[*news, 0, 0, 0], article__new=[*news, 0, 0, 0]))
    assert [one.kind for one in rules.alarms(DAYS + 1)] == []
    (alarm,) = rules.alarms(DAYS + 2)
    assert (alarm.kind, alarm.text) == ("not crawled", "not crawled since 2026-08-27; before that regularly")


def test_an_outlet_without_a_past_has_no_usual():
    assert kinds(crawled([40, 30, 0])) == []
    assert kinds(history(published=[5])) == []


@pytest.mark.parametrize(("day", "kind"), [
    ("2026-02-17", "festival"),  # New Year's Day
    ("2026-02-15", "festival"),
    ("2026-02-28", "season"),
    ("2026-03-08", "usual"),
    ("2027-02-06", "festival"),
    ("2031-01-23", "festival"),  # not announced yet
    ("2026-10-01", "holiday"),
    ("2026-10-04", "holiday"),
    ("2026-06-15", "usual"),
    ("2026-06-19", "holiday"),  # 端午
    ("2026-09-25", "holiday"),  # 中秋
    ("1893-02-17", "usual"),  # older than the calendar
])  # fmt: skip
def test_what_kind_of_day_it_is(day, kind):
    assert day_kind(date.fromisoformat(day)) == kind


def test_half_of_an_outlet_at_spring_festival_is_no_alarm_and_nothing_at_all_is_one():
    first = date(2026, 11, 2)
    news = [
        {"usual": count, "season": 40}.get(day_kind(first + timedelta(at)), 12)
        for at, count in enumerate(steady(60, 110))
    ]
    rules = OutletRules(crawled_from(first, news))
    assert not any(rules.alarms(at) for at in range(110))
    eve = (date(2027, 2, 5) - first).days
    rules = OutletRules(crawled_from(first, [*news[:eve], 0, 0, 0, 0, 0, 0]))
    assert [one.kind for one in rules.alarms(eve + 5)] == ["silence"]


def crawled_from(first: date, news: list[int]) -> History:
    return history(
        first, published=news, article__new=news, list__read=[9] * len(news), list__showing=[9] * len(news)
    )


def test_tails_are_probabilities():
    assert few(0, 10, 10) == pytest.approx(4.54e-5, rel=0.01)  # Poisson
    assert few(0, 10, 20) > few(0, 10, 10)
    assert few(3, 0, 1) == 1.0
    assert many(20, 5, 5) == pytest.approx(1 - few(19, 5, 5))
    assert many(10**6, 5, 5) == 0.0
    assert few_of(0, 10, 0.5, 1e-6) == pytest.approx(2**-10, rel=0.01)  # binomial
    assert few_of(5, 10, 0.5, 0.1) == 1.0
    assert few_of(0, 0, 0.5, 0.1) == 1.0


def test_the_middle_of_counts_is_deaf_to_odd_days_and_fine_for_small_ones():
    assert middle([0, 10, 10, 10, 10, 10, 10, 500]) == 10
    assert middle([0, 0, 0, 1, 1, 1, 2, 2]) == 0.75


def test_a_bad_week_is_not_what_is_usual_of_a_share():
    having = [9] * 30 + [0] * 7 + [9] * 20
    assert Share(having, [10] * 57).usual(57) == pytest.approx(0.9, abs=0.02)


def test_every_planted_failure_is_noticed_within_two_days():
    """The whole year over 100 outlets, with its false alarms, is `make bench-health`."""
    random = Random(1)
    living = health_year.outlets(random)
    health_year.plant(random, living)
    noticed = {}
    for outlet in living:
        if outlet.failure:
            name, since = outlet.failure
            rules = OutletRules(health_year.live(random, outlet))
            noticed[name] = any(rules.alarms(at) for at in (since, since + 1))
            assert not any(rules.alarms(at) for at in (since - 2, since - 1)), name
    assert noticed == dict.fromkeys(health_year.FAILURES, True)
