"""A simulated year of 100 outlets through the rules of `shengmei health`: which planted failures are noticed,
on which day, and how many alarms are false.

The outlets are not what the rules assume: their days vary in stories that last (autoregressive), levels
drift, single days burst, each has its own week and its own Spring Festival, editors leave fields out for some
days, servers have bad hours. Everything comes from one seed. Below stands how soon articles that are missing
evenly, from all lists, are noticed: what chance can do by itself, no rule can tell from a failure.

    python -m benchmarks.health_year [SEED ...]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp, sqrt
from random import Random

from crawler.health.alarms import Alarm
from crawler.health.day_kinds import day_kind
from crawler.health.history import History, Key
from crawler.health.rules import OutletRules

FIRST = date(2026, 9, 1)  # the year begins after the days that only say what is usual
LEARNING, YEAR = 100, 365
FIELDS = {"body": 0.99, "published": 0.995, "source": 0.93, "authors": 0.55, "editors": 0.85, "images": 0.6}
# What breaks; in an outlet of at least so many articles a day.
FAILURES = {
    "silence": 20,
    "outage": 20,
    "a list with a fifth dead": 100,
    "half the lists dead": 100,
    "three quarters missing": 100,
    "date lost": 20,
    "editors lost": 20,
    "layout changed": 20,
    "pattern stale": 20,
    "mass disappearance": 20,
}
LASTS = 21


@dataclass
class Outlet:
    """An invented outlet: what is usual there."""

    name: str
    volume: float  # articles of a workday
    weekend: float
    festival: float  # what is left of it at Spring Festival
    lists: tuple[float, ...]  # share of the articles that each brings
    overdispersion: float
    counts: dict[Key, list[int]] = field(default_factory=dict)
    failure: tuple[str, int] | None = None  # what breaks, and on which day
    left: float = 1.0  # of the articles, evenly, from that day on


def outlets(random: Random, number: int = 100) -> list[Outlet]:
    """Most have some dozens of articles a day, some hundreds, some hardly any; newspapers rest on Sundays.
    The larger an outlet, the more even are its days."""
    found = []
    for at in range(number):
        volume = min(700.0, max(1.0, exp(random.gauss(3.4, 1.2))))
        weights = [random.random() ** 2 + 0.02 for _ in range(random.randint(1, 7))]
        found.append(
            Outlet(
                name=f"outlet{at:03}",
                volume=volume,
                weekend=random.choice((0.0, 0.3, 0.5, 0.7, 0.9)),
                festival=random.choice((0.1, 0.25, 0.4, 0.7)),
                lists=tuple(one / sum(weights) for one in weights),
                overdispersion=random.uniform(0.002, 0.02) + random.uniform(0.1, 1) / (volume + 10),
            )
        )
    return found


def plant(random: Random, living: list[Outlet]) -> None:
    """One failure of each kind, in an outlet of its own, on any day of the year but holidays and weekends."""
    free = list(living)
    random.shuffle(free)
    for failure, size in sorted(FAILURES.items(), key=lambda one: -one[1]):
        chosen = next(one for one in free if one.volume >= size)
        free.remove(chosen)
        if "dead" in failure:
            chosen.lists = (0.2, 0.3, 0.15, 0.35)
        days = [
            day
            for day in range(LEARNING, LEARNING + YEAR - LASTS)
            if _is_workday(day) and _is_workday(day + 1)
        ]
        chosen.failure = (failure, random.choice(days))


def _is_workday(at: int) -> bool:
    day = FIRST + timedelta(at)
    return day.weekday() < 5 and day_kind(day) == "usual"


def live(random: Random, outlet: Outlet) -> History:
    """The outlet's year, counted by day."""
    days = LEARNING + YEAR
    counts = outlet.counts
    story = level = 0.0
    moods = dict.fromkeys(FIELDS, 0.0)
    for at in range(days):
        day = FIRST + timedelta(at)
        story = 0.5 * story + random.gauss(0, sqrt(outlet.overdispersion * 0.75))
        level = 0.99 * level + random.gauss(0, 0.004)
        expected = outlet.volume * _season(outlet, day) * exp(story + level - outlet.overdispersion / 2)
        if random.random() < 0.01:
            expected *= random.uniform(1.3, 3)  # a flood, a congress
        _day(random, outlet, at, expected, moods)
    for series in counts.values():
        series.extend([0] * (days - len(series)))
    return History(site=outlet.name, first=FIRST, days=days, counts=counts)


def _season(outlet: Outlet, day: date) -> float:
    weekend = (
        outlet.weekend if day.weekday() == 6 else (1 + outlet.weekend) / 2 if day.weekday() == 5 else 1.0
    )
    match day_kind(day):
        case "festival":
            return outlet.festival * min(1.0, outlet.weekend + 0.3)
        case "season":
            return weekend * (1 + outlet.festival) / 2
        case "holiday":
            return max(outlet.weekend, 0.3) if outlet.weekend else 0.15
        case _:
            return weekend


def _day(random: Random, outlet: Outlet, at: int, expected: float, moods: dict[str, float]) -> None:
    """Counts one day."""
    failure, since = outlet.failure or ("", 10**9)
    broken = failure if since <= at < since + LASTS else ""
    left = outlet.left if at >= since else 1.0
    new = _news(random, outlet, at, expected, broken, left)
    again = poisson(random, outlet.volume * 0.8)
    lost = {"date lost": "published", "editors lost": "editors"}.get(broken)
    for name, share in FIELDS.items():
        moods[name] = 0.6 * moods[name] + random.gauss(0, 0.03)
        usual = min(0.999, max(0.01, share + moods[name])) if share < 0.97 else share
        put(outlet, at, ("field", name), binomial(random, new, 0.0 if name == lost else usual))
    put(outlet, at, ("mismatch", ""), binomial(random, new, 0.95 if broken == "layout changed" else 0.004))
    bad = binomial(random, new + again, random.uniform(0.02, 0.06) if random.random() < 0.03 else 0.005)
    if broken == "outage":
        bad = again
    put(outlet, at, ("outcome", "failed"), bad)
    put(outlet, at, ("outcome", "kept"), new + again - bad)
    gone = poisson(random, outlet.volume * 0.004) + (poisson(random, 4) if random.random() < 0.01 else 0)
    if broken == "mass disappearance":
        gone += 30 if at == since else 2
    put(outlet, at, ("outcome", "gone once"), gone)


def _news(random: Random, outlet: Outlet, at: int, expected: float, broken: str, left: float) -> int:
    """Counts what the lists bring on one day; returns how many articles are new."""
    lists = [poisson(random, expected * share) for share in outlet.lists]
    dead = {"a list with a fifth dead": (0,), "half the lists dead": (1, 2)}.get(broken, ())
    if broken in ("silence", "outage", "pattern stale"):
        dead = tuple(range(len(lists)))
    left = 1 / 4 if broken == "three quarters missing" else left
    lists = [0 if number in dead else binomial(random, count, left) for number, count in enumerate(lists)]
    readings = sum(random.randint(20, 48) for _ in lists)
    if broken != "outage":
        put(outlet, at, ("list", "read"), readings)
        put(outlet, at, ("list", "showing"), 0 if broken == "pattern stale" else readings)
    for number, count in enumerate(lists):
        put(outlet, at, ("brought", f"list{number}"), count)
    for key in (("published", ""), ("article", "new")):
        put(outlet, at, key, sum(lists))
    return sum(lists)


def put(outlet: Outlet, at: int, key: Key, count: int) -> None:
    series = outlet.counts.setdefault(key, [])
    series.extend([0] * (at - len(series)))
    series.append(count)


def poisson(random: Random, mean: float) -> int:
    if mean > 50:
        return max(0, round(random.gauss(mean, sqrt(mean))))
    count, left = 0, exp(-mean)
    product = random.random()
    while product > left:
        count, product = count + 1, product * random.random()
    return count


def binomial(random: Random, number: int, share: float) -> int:
    spread = number * share * (1 - share)
    if spread > 9:
        return min(number, max(0, round(random.gauss(number * share, sqrt(spread)))))
    return sum(random.random() < share for _ in range(number))


@dataclass
class Found:
    """What a year came to: for each failure the days until its alarm (None: never), and the false alarms."""

    noticed: dict[str, int | None]
    false: list[Alarm]


def simulate(seed: int, number: int = 100) -> Found:
    random = Random(seed)
    living = outlets(random, number)
    plant(random, living)
    noticed: dict[str, int | None] = {}
    false: list[Alarm] = []
    for outlet in living:
        rules = OutletRules(live(random, outlet))
        failure, since = outlet.failure or ("", 10**9)
        if failure:
            noticed[failure] = None
        standing: Counter[tuple[str, str]] = Counter()
        for at in range(LEARNING, LEARNING + YEAR):
            alarms = rules.alarms(at)
            # What follows a failure, and what it leaves in the windows when it is mended, is no false alarm.
            true = since <= at < since + LASTS + 60
            if true and alarms and noticed[failure] is None:
                noticed[failure] = at - since + 1
            for alarm in alarms:
                # The same alarm that comes back within a week is one.
                if not true and at - standing.get((alarm.kind, alarm.subject), -100) > 7:
                    false.append(alarm)
                standing[alarm.kind, alarm.subject] = at
    return Found(noticed=noticed, false=false)


def days_until_noticed(random: Random, volume: float, left: float) -> int:
    """On which day it is noticed that of all articles only the share `left` comes; 99 for later than 28
    days."""
    outlet = Outlet("one", volume, 0.5, 0.4, (0.5, 0.3, 0.2), 0.01 + 0.5 / (volume + 10))
    outlet.failure, outlet.left = ("evenly", LEARNING + 200), left
    rules = OutletRules(live(random, outlet))
    days = range(LEARNING + 200, LEARNING + 228)
    return next((at - days[0] + 1 for at in days if any(rules.volume(at))), 99)


def main() -> None:
    for seed in map(int, sys.argv[1:] or ("1", "2", "3")):
        began = time.perf_counter()
        found = simulate(seed)
        took = f"{time.perf_counter() - began:.0f} s"
        print(f"seed {seed}: {len(found.false)} false alarms in a year over 100 outlets ({took})")
        for name, days in sorted(found.noticed.items()):
            print(f"  {name:25} {'never' if days is None else f'day {days}'}")
        for alarm in found.false:
            print(
                f"  false: {alarm.site} {alarm.since} {alarm.kind} {alarm.subject}: {alarm.text}", flush=True
            )
    print("missing evenly: median day of the alarm (99: later than 28)")
    for volume in (30, 100, 400):
        for left in (0.8, 0.65, 0.5, 0.33):
            noticed = [days_until_noticed(Random(seed), volume, left) for seed in range(9)]
            print(f"  {volume} a day, {1 - left:.0%} missing: {statistics.median(noticed)}", flush=True)


if __name__ == "__main__":
    main()
