"""A script gets of hours, density and citations what the command prints."""

from __future__ import annotations

import json

import pytest

import shengmei


@pytest.fixture
def index(corpus):
    with shengmei.open_index(corpus) as opened:
        yield opened


@pytest.mark.parametrize("by", ["hour", "weekday", "year"])
def test_a_timeline_is_that_of_the_command(index, ask, by):
    found = json.loads(ask("timeline", "湿地", "--by", by, "--json").stdout)
    timeline = index.timeline("湿地", by)
    assert list(timeline.buckets) == [(one["from"], one["count"]) for one in found["buckets"]]
    assert (timeline.total, timeline.undated, timeline.coarser) == (
        found["total"], found["undated"], found["coarser"],
    )  # fmt: skip


@pytest.mark.parametrize("against", [None, "third.example.cn"])
@pytest.mark.parametrize("over", ["site", "province"])
def test_density_is_that_of_the_command(index, ask, over, against):
    named = ["--against", against] if against else []
    asked = ask("compare", "湿地", "--density", "--over", over, "--by", "year", *named, "--jsonl")
    rows = index.density("湿地", "year", over=over, against=against)
    assert rows == [json.loads(line) for line in asked.stdout.splitlines()]
    assert any(row["past"] for row in rows)


def test_citations_are_those_of_the_command(index, ask):
    assert "\n\n".join(index.cite("湿地")) == ask("cite", "湿地").stdout.rstrip()
    assert list(index.cite("湿地", "csl")) == json.loads(ask("cite", "湿地", "--csl").stdout)


@pytest.mark.parametrize(
    "call",
    [
        lambda index: index.timeline("湿地", "decade"),
        lambda index: index.density("湿地", "hour"),
        lambda index: index.density("湿地", over="titel"),
        lambda index: index.cite("湿地", "ris"),
    ],
)
def test_a_wrong_call_says_what_there_is(index, call):
    with pytest.raises(shengmei.UsageProblem, match=r"take one of|no field"):
        call(index)
