"""Hours and weekdays, and shares of an outlet's output, held against a count by hand."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from search_cli.commands.timeline import CYCLES
from search_cli.corpus import cycles
from search_cli.corpus.density import densities
from shengmei.console.text import width


def said(result) -> dict:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_weekdays_are_those_of_the_days_in_beijing(ask, documents):
    found = said(ask("timeline", "--by", "weekday", "--json"))
    days = [one["published_day"] for one in documents if "published_day" in one]
    expected = Counter(date.fromisoformat(day).strftime("%a") for day in days)
    assert {one["from"]: one["count"] for one in found["buckets"]} == expected
    assert [one["from"] for one in found["buckets"]] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    undated = sum("published" not in one for one in documents)
    assert (found["total"], found["undated"]) == (60, undated)
    assert found["coarser"] == 60 - undated - len(days) > 0


def test_hours_are_of_articles_that_say_one(ask, documents):
    found = said(ask("timeline", "湿地", "--by", "hour", "--normalise", "--json"))
    timed = [one for one in documents if one.get("published_precision") == "minute"]
    hits = [one for one in timed if "湿地" in one["title"] + "\n" + one["body"]]
    expected, every = (Counter(one["published"][11:13] for one in some) for some in (hits, timed))
    assert len(found["buckets"]) == 24
    for one in found["buckets"]:
        assert (one["count"], one["all"]) == (expected[one["from"]], every[one["from"]])
    assert found["coarser"] > 0
    assert "say only the day" in ask("timeline", "湿地", "--by", "hour").stdout


def test_a_date_bounds_the_shares_too(ask, documents):
    found = said(ask("timeline", "湿地", "date:2021-03", "--by", "weekday", "--normalise", "--json"))
    march = [one for one in documents if one.get("published_day", "").startswith("2021-03")]
    assert sum(one["all"] for one in found["buckets"]) == len(march)


def test_bars_are_as_long_as_the_shares(run):
    # 2021: one of two articles; 2022: the only one.
    lines = run("timeline", "长江", "--by", "year", "--normalise").stdout.splitlines()
    lengths = [width(line[line.index("█") :]) for line in lines[:2]]
    assert lengths[0] == pytest.approx(lengths[1] / 2, abs=1)
    assert "9.5–90.5%" in lines[0]


def test_density_is_of_the_outlets_output_and_held_against_its_past(run):
    found = said(run("compare", "长江", "--density", "--by", "year", "--json"))
    assert found["over"] == "site"
    (line,) = found["lines"]
    assert line["label"] == "example_news"
    assert [(one["count"], one["all"], one["share"], one["past"]) for one in line["buckets"]] == [
        (1, 1, 1.0, None),
        (1, 1, 1.0, 1.0),
    ]
    assert [one["against"] for one in line["buckets"]] == [None, None]


@pytest.mark.parametrize("against", ["示例日报", "source:示例日报"])
def test_density_is_held_against_another_outlet(run, against):
    found = said(run("compare", "长江", "--density", "--by", "year", "--against", against, "--json"))
    (line,) = found["lines"]
    assert [one["against"] for one in line["buckets"]] == [1.0, None]
    shown = run("compare", "长江", "--density", "--by", "year", "--against", against)
    assert "× reference" in shown.stdout


def test_density_of_several_queries_is_of_all_articles(ask, documents):
    found = said(ask("compare", "湿地", "候鸟", "--density", "--by", "year", "--against", "third.example.cn",
                     "--json"))  # fmt: skip
    assert [line["label"] for line in found["lines"]] == ['"湿地"', '"候鸟"']
    for word, line in zip(("湿地", "候鸟"), found["lines"], strict=True):
        for one in line["buckets"]:
            year = [d for d in documents if d.get("published_month", "").startswith(one["from"][:4])]
            third = [d for d in year if d["site"] == "third.example.cn"]
            share, beside = (
                sum(word in d["title"] + "\n" + d["body"] for d in some) / len(some) for some in (year, third)
            )
            assert one["share"] == pytest.approx(share)
            assert one["against"] == pytest.approx(share / beside, abs=0.001)


def test_past_is_all_that_came_before():
    found = list(densities([(1, 10), (0, 0), (4, 10), (0, 5)], [(0, 3), (1, 1), (1, 5), (1, 5)]))
    assert [one.past for one in found] == [None, None, 4.0, 0.0]
    assert [one.against for one in found] == [None, None, 2.0, 0.0]


def test_against_needs_density(run):
    result = run("compare", "长江", "--against", "a")
    assert result.exit_code == 2
    assert "--density" in result.stderr


def test_cycles_are_those_of_the_library():
    assert cycles.CYCLES == CYCLES


@pytest.mark.server
@pytest.mark.parametrize(
    "how",
    [("timeline", "湿地", "--by", "hour", "--normalise"), ("timeline", "--by", "weekday"),
     ("compare", "湿地", "--density", "--by", "year", "--against", "source:示例日报"),
     ("crosstab", "source", "year", "湿地")],
    ids=" ".join,
)  # fmt: skip
def test_a_server_answers_the_same(ask, served_corpus, how):
    ours, theirs = (said(ask(*how, "--json", *index)) for index in ((), ("--index", served_corpus)))
    assert ours.pop("index") != theirs.pop("index")
    assert ours == theirs


@pytest.mark.parametrize("form", [(), ("--csv",), ("--jsonl",)])
def test_a_reference_that_no_article_is_of_is_said(run, form):
    asked = ("compare", "长江", "--density", "--by", "year", *form)
    found = run(*asked, "--against", "无此报")
    assert found.exit_code == 0
    assert 'no article of these times is of site:"无此报" OR source:"无此报"' in found.output
    assert "no article of these times" not in run(*asked, "--against", "site:example_news").output
