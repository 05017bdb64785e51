"""`facets`, `timeline`, `compare`, `terms`, `similar`, `docs`: for programs and for people."""

from __future__ import annotations

import csv
import io
import json

import pytest

from crawler.items import article_id
from indexer.search import Write, open_index
from indexer.search.fields import (
    field_dictionary,
)
from search_cli.corpus.denominators import last_day
from search_cli.views.bars import bar
from search_cli.views.timeline import spelled
from shengmei.console.text import width

FIRST = article_id("https://news.example.cn/p/1.html")


def answered(result):
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_facets_say_what_they_leave_out(run):
    said = answered(run("facets", "site,reporter", "--limit", "1", "--json"))
    assert (said["query"]["understood"], said["counts"], said["total"]) == ("*", "documents", 4)
    site, reporters = said["facets"]
    assert site == {
        "field": "site",
        "values": [{"value": "example_news", "count": 2, "share": 0.5, "low": 0.15, "high": 0.85}],
        "without": 0,
        "others": 1,
        "other_documents": 2,
    }
    assert (reporters["field"], reporters["without"]) == ("reporters", 3)
    shown = run("facets", "site,reporter", "--limit", "1").stdout
    assert "1 more value, 2 times" in shown
    assert "3 of 4 articles have no reporter" in shown


def test_facets_by_line_are_for_every_field(run):
    rows = list(
        csv.DictReader(io.StringIO(run("facets", "year,kind", "--csv").stdout.removeprefix("\ufeff")))
    )
    assert rows[:2] == [
        {"field": "year", "value": "2021", "count": "2", "share": "0.5", "low": "0.15", "high": "0.85"},
        {"field": "year", "value": "2022", "count": "1", "share": "0.25", "low": "0.0456", "high": "0.6994"},
    ]
    shares = {"share": "1.0", "low": "0.5101", "high": "1.0"}
    assert rows[2] == {"field": "kind", "value": "article", "count": "4", **shares}


def test_a_facet_field_that_is_none_is_named_with_its_neighbour(run):
    result = run("facets", "provinc")
    assert result.exit_code == 2
    assert "no field 'provinc'" in result.stderr
    assert "Did you mean 'province'?" in result.stderr


def test_the_timeline_shows_gaps_and_says_what_has_no_place_in_it(run):
    said = answered(run("timeline", "--by", "quarter", "--json"))
    buckets = {one["from"]: one["count"] for one in said["buckets"]}
    assert buckets == {"2021-04-01": 1, "2021-07-01": 0, "2021-10-01": 1, "2022-01-01": 1}
    assert (said["total"], said["undated"], said["coarser"]) == (4, 1, 0)
    assert answered(run("timeline", "--by", "day", "--json"))["coarser"] == 1
    shown = run("timeline", "--by", "day").stdout
    assert "1 of 4 articles has no date" in shown
    assert "1 of 4 articles says only the month" in shown
    assert "2021-05-23  1  █" in shown


def test_shares_are_of_all_articles_of_the_bucket(run):
    said = answered(run("timeline", "长江", "--by", "year", "--normalise", "--json"))
    assert said["buckets"] == [
        {"from": "2021-01-01", "count": 1, "all": 2, "share": 0.5, "low": 0.0945, "high": 0.9055},
        {"from": "2022-01-01", "count": 1, "all": 1, "share": 1.0, "low": 0.2065, "high": 1.0},
    ]
    assert "50.0%" in run("timeline", "长江", "--by", "year", "--normalise").stdout


def test_a_timeline_of_too_many_buckets_asks_for_a_coarser_one(run):
    result = run("timeline", "date:0001-01-01..9999-12-31", "--by", "day")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_queries_stand_side_by_side_over_the_same_buckets(run):
    said = answered(run("compare", "湿地", "东湖", "--by", "quarter", "--json"))
    counts = [[one["count"] for one in line["buckets"]] for line in said["lines"]]
    assert [line["label"] for line in said["lines"]] == ['"湿地"', '"东湖"']
    assert counts == [[1, 0], [0, 1]]
    assert [one["from"] for one in said["lines"][0]["buckets"]] == ["2021-10-01", "2022-01-01"]
    rows = list(
        csv.DictReader(
            io.StringIO(run("compare", "湿地", "东湖", "--by", "year", "--csv").stdout.removeprefix("\ufeff"))
        )
    )
    assert [(row["label"], row["from"], row["count"]) for row in rows] == [
        ('"湿地"', "2021-01-01", "1"), ('"湿地"', "2022-01-01", "0"),
        ('"东湖"', "2021-01-01", "0"), ('"东湖"', "2022-01-01", "1"),
    ]  # fmt: skip


def test_one_query_over_outlets(run):
    said = answered(run("compare", "--over", "site", "湖", "--by", "year", "--normalise", "--json"))
    assert (said["over"], said["left_out"]) == ("site", 0)
    shares = {line["label"]: [one["share"] for one in line["buckets"]] for line in said["lines"]}
    assert shares == {"example_news": [1.0, 1.0], "other.example.cn": [1.0, None]}
    table = run("compare", "--over", "site", "湖", "--by", "year").stdout.splitlines()
    assert table[0].split() == ["year", "example_news", "other.example.cn"]


def test_terms_are_counted(run):
    said = answered(run("terms", "湿地", "--json"))
    assert said["terms"]
    assert set(said["terms"][0]) == {"term", "found", "everywhere", "score"}
    assert all(one["everywhere"] >= one["found"] > 0 for one in said["terms"])
    assert any("候鸟" in one["term"] for one in said["terms"])


def test_similar_takes_an_id_or_an_address(run):
    by_id = run("similar", FIRST, "--json")
    assert by_id.exit_code == (0 if json.loads(by_id.stdout)["hits"] else 1)
    assert run("similar", "https://news.example.cn/p/1.html", "--json").stdout == by_id.stdout
    assert FIRST not in {hit["id"] for hit in json.loads(by_id.stdout)["hits"]}


@pytest.mark.parametrize("command", [
    ("facets", "site", "没有这样的词"), ("timeline", "没有这样的词"),
    ("compare", "没有这样的词", "也没有的词"), ("terms", "没有这样的词"), ("similar", "f" * 32),
])  # fmt: skip
def test_nothing_found_is_exit_1_and_a_line(run, command):
    result = run(*command)
    assert result.exit_code == 1
    assert result.stderr.startswith("shengmei: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [
    ("facets", "site", "长江 AND"), ("timeline", "(长江"), ("compare", "长江", "("), ("terms", "titel:长江"),
])  # fmt: skip
def test_a_query_that_does_not_parse_is_exit_2(run, command):
    assert run(*command).exit_code == 2


@pytest.mark.parametrize("command", [
    ("facets", "source"), ("timeline",), ("compare", "--over", "site", "*"), ("terms", "湖南"),
    ("similar", FIRST),
])  # fmt: skip
def test_nothing_of_a_page_reaches_the_terminal_as_a_command(run, command):
    assert "\x1b" not in run(*command).stdout
    assert "\u202e" not in run(*command).stdout


def test_bars_are_in_eighths_and_never_vanish():
    assert bar(8, 8, 4) == "████"
    assert bar(4, 8, 3) == "█▌"
    assert bar(1, 100_000, 10) == "▏"
    assert bar(0, 8, 4) == ""


def test_buckets_have_names():
    assert [spelled("2021-04-01", by) for by in ("day", "week", "month", "quarter", "year")] == [
        "2021-04-01", "2021-04-01", "2021-04", "2021-Q2", "2021",
    ]  # fmt: skip


def test_docs_fields_lists_every_field_with_its_meaning(run):
    said = json.loads(run("docs", "fields", "--json").stdout)
    assert [one["field"] for one in said] == [one.name for one in field_dictionary()]
    assert all(len(one["meaning"]) > 8 and one["type"] for one in said)
    shown = run("docs", "fields", "bylines").stdout
    assert "bylines.role  (keyword)" in shown
    assert "title" not in shown
    assert run("docs", "fields", "titel").exit_code == 2


def test_shares_are_of_the_same_days_where_the_query_names_days(run):
    said = answered(run("timeline", "长江", "date:2021-05..2021-06", "--by", "year", "--normalise", "--json"))
    assert [(one["count"], one["all"]) for one in said["buckets"]] == [(1, 1)]
    over = answered(run("compare", "樱花", "--over", "province", "--by", "year", "--normalise", "--json"))
    assert [(one["count"], one["all"]) for one in over["lines"][0]["buckets"]] == [(1, 1)]


def test_one_absurd_date_does_not_spoil_the_shares_of_others(run, tmp_path):
    path = str(tmp_path / "index")
    days = ("0001-01-01", "2021-05-23", "2021-05-24")
    documents = [
        {"id": f"{number:032x}", "title": "渡口" if number else "碑", "published": f"{day}T08:00:00+08:00",
         "published_day": day, "published_month": day[:7], "published_first_day": day,
         "published_last_day": day}
        for number, day in enumerate(days)
    ]  # fmt: skip
    with open_index(path, create=True) as index:
        assert index.write([Write(id=one["id"], version=1, document=one) for one in documents]) == []
    said = answered(run("timeline", "渡口", "--by", "day", "--normalise", "--json", "--index", path))
    assert [one["share"] for one in said["buckets"]] == [1.0, 1.0]


def test_a_long_gap_is_one_line_for_people_and_whole_for_programs(run):
    lines = run("timeline", "--by", "day").stdout.splitlines()
    assert lines[1] == "… 281 times 0, from 2021-05-24 on"
    assert len(lines) == 5
    assert len(answered(run("timeline", "--by", "day", "--json"))["buckets"]) == 283


@pytest.mark.parametrize("form", ["--csv", "--jsonl"])
def test_what_rows_have_no_place_for_is_said_on_stderr(run, form):
    assert "year: 1 of 4 articles has no year\n" in run("facets", "year", form).stderr
    assert "1 of 4 articles has no date\n" in run("timeline", form).stderr
    assert run("compare", "--over", "province", "*", form).stderr == "2 articles have no province\n"
    assert answered(run("compare", "--over", "province", "*", "--json"))["without"] == 2


def test_values_of_a_page_are_no_escape_sequences_in_a_heading(run, tmp_path):
    path = str(tmp_path / "index")
    with open_index(path, create=True) as index:
        document = {
            "id": "0" * 32,
            "title": "渡口",
            "source": "\x1b[2J示例\u202e日报",
            "published_month": "2021-05",
        }
        index.write([Write(id="0" * 32, version=1, document=document)])
    for form in ([], ["--json"], ["--jsonl"], ["--csv"]):
        for command in (("compare", "渡口", "--over", "source"), ("facets", "source")):
            result = run(*command, *form, "--index", path)
            assert "示例" in result.stdout
            assert not {"\x1b", "\u202e"} & set(result.output)


def test_no_bar_is_wider_than_the_terminal(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "44")
    for command in (("timeline", "--by", "year"), ("timeline", "--normalise", "--by", "quarter")):
        assert max(map(width, run(*command).stdout.splitlines())) <= 44


@pytest.mark.parametrize(
    ("start", "interval", "last"),
    [
        ("2021-05-23", "day", "2021-05-23"),
        ("2021-12-27", "week", "2022-01-02"),
        ("2020-02-01", "month", "2020-02-29"),
        ("2021-10-01", "quarter", "2021-12-31"),
        ("9999-01-01", "year", "9999-12-31"),
    ],
)
def test_a_bucket_ends_on_its_last_day(start, interval, last):
    assert last_day(start, interval) == last


PLOTTED = [
    ("facets", "site,kind"),
    ("timeline", "长江"),
    ("timeline", "--normalise"),
    ("compare", "长江", "候鸟"),
    ("compare", "长江", "--over", "site", "--normalise"),
]


@pytest.mark.parametrize("command", PLOTTED, ids=" ".join)
def test_each_can_be_drawn_and_says_with_which_font(run, tmp_path, command):
    plain = run(*command).stdout
    for name in ("a.svg", "a.png", "a.html"):
        result = run(*command, "--plot", name)
        assert (result.exit_code, result.stdout) == (0, plain)
        assert f"{name} in the font Noto Sans SC (package pylopdf_fonts_zh_cn)\n" in result.stderr
        assert (tmp_path / name).stat().st_size > 5_000
    refused = run(*command, "--plot", "a.pdf")
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_over_takes_one_query_and_nothing_found_draws_nothing(run, tmp_path):
    assert run("compare", "长江", "东湖", "--over", "site").exit_code == 2
    for command in (("timeline",), ("facets", "site"), ("compare",)):
        result = run(*command, "没有这样的词", "--plot", "none.svg")
        assert result.exit_code == 1
        assert "try fewer words" not in result.stderr
    assert list(tmp_path.glob("none*")) == []
