"""What `editions`, `health` and `status` say of a paper that rests on Sundays, and of what is lacking."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from crawler.commands.editions import days_of_rest
from crawler.edition_items import EditionPage, EditionReading, EditionState, in_short
from crawler.store import Store
from crawler.store.history.outlet_days import DayCount
from search_cli.cli import root
from shengmei.timezone import SHANGHAI

NOW = datetime.now(UTC)
TODAY = NOW.astimezone(SHANGHAI).date()
DAYS = [TODAY - timedelta(days=number) for number in range(2, 30)]
TORN = DAYS[0] if DAYS[0].weekday() != 6 else DAYS[1]  # an edition of which a page is missing


@pytest.fixture
def data(tmp_path):
    """A store with four weeks of a paper, none of it on Sundays, once with one of two pages."""
    path = tmp_path / "data"
    with Store.open(path / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        transaction.articles.record_site({"id": "xrb", "name": "示例日报", "province": "湖北", "city": None,
                                          "organisation": None})  # fmt: skip
        transaction.outlet_days.add({DayCount("xrb", str(TODAY), "list", "read"): 1})
        for day in DAYS:
            first, second = (f"https://x.example/{day}/{number}" for number in (1, 2))
            transaction.editions.ask_for("xrb", day, [first], NOW)
            pages = tuple(EditionPage(url=url, address=url) for url in (first, second))
            reading = EditionReading(day=day, page=first, pages=pages, whole=day != TORN)
            if day.weekday() == 6:
                transaction.editions.tried(first, "HTTP 404")
            else:
                transaction.editions.record("xrb", first, reading, NOW)
    return path


def run(data, *arguments: str):
    return CliRunner().invoke(root, [*arguments, "--data", str(data)])


def test_a_weekday_without_editions_lacks_nothing(data):
    rows = json.loads(run(data, "editions", "xrb", "--json").stdout)
    sundays = [one for one in rows if date.fromisoformat(one["day"]).weekday() == 6]
    assert len(sundays) == 4
    assert {(one["state"], one["problem"]) for one in sundays} == {
        ("none", "HTTP 404; no edition on any Sunday")
    }
    lacking = json.loads(run(data, "editions", "--incomplete", "--json").stdout)
    assert [(one["day"], one["state"]) for one in lacking] == [(str(TORN), "incomplete")]
    one_day = run(data, "editions", "--date", sundays[0]["day"], "--json")
    assert "any Sunday" in one_day.stdout


def test_health_and_status_count_the_editions_of_a_week(data):
    said = " ".join(run(data, "health", "xrb").stdout.split())
    assert f"in the last 7 days; {TORN}: incomplete: 1 of 2 pages, 0 of 0 articles" in said
    (outlet,) = json.loads(run(data, "health", "xrb", "--json").stdout)
    assert outlet["editions"][str(TORN)] == "incomplete"
    assert 5 <= len(outlet["editions"]) <= 6  # it may be past midnight by now
    (line,) = [one for one in run(data, "status").stdout.splitlines() if one.startswith("outlets")]
    assert "editions of the last week: " in line
    assert " 1 incomplete" in line


def state(day: int, *, read: int = 0, problem: str | None = None) -> EditionState:
    return EditionState(
        site="xrb",
        day=date(2026, 3, day),
        pages=read,
        pages_read=read,
        articles=0,
        articles_kept=0,
        problem=problem,
    )


def test_days_of_rest_need_three_of_them_and_other_days_with_editions():
    sundays = [state(day, problem="HTTP 404") for day in (1, 8, 15)]
    assert days_of_rest([*sundays, state(2, read=4)]) == {("xrb", 6)}
    assert not days_of_rest(sundays)  # a paper that answers nothing has moved
    assert not days_of_rest([*sundays[:2], state(2, read=4)])
    assert not days_of_rest([*sundays, state(22, read=4)])
    assert in_short([*sundays, state(2, read=4), state(3)]) == "1 complete, 3 none, 1 asked"
