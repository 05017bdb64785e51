"""`compare` and `--plot` as a person meets them: gaps, narrow terminals, readers that go away."""

from __future__ import annotations

import html
import json
import os
import subprocess

import pytest

from indexer.search import Write, open_index
from shengmei.console.text import width


@pytest.fixture(scope="module")
def provinces(tmp_path_factory) -> str:
    """An article of each of ten provinces, in the first in 1990, in the last in 2020."""
    path = str(tmp_path_factory.mktemp("provinces") / "index")
    names = ("湖北", "湖南", "江西", "安徽", "四川", "重庆", "江苏", "浙江", "西藏", "内蒙古自治区")
    years = (1990, *([1991] * 8), 2020)
    documents = [
        {"id": f"{number:032x}", "title": "渡口" if number else "渡口的船", "province": name,
         "published": f"{year}-03-01T08:00:00+08:00", "published_day": f"{year}-03-01",
         "published_month": f"{year}-03", "published_first_day": f"{year}-03-01",
         "published_last_day": f"{year}-03-01"}
        for number, (name, year) in enumerate(zip(names, years, strict=True))
    ]  # fmt: skip
    with open_index(path, create=True) as index:
        assert index.write([Write(id=one["id"], version=1, document=one) for one in documents]) == []
    return path


def test_a_long_gap_is_one_line_here_too(run, provinces):
    lines = run("compare", "船", "渡口", "--by", "year", "--index", provinces).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["year", "1990", "1991", "…", "2020"]
    assert lines[3] == "… 28 times 0, from 1992 on"
    said = json.loads(run("compare", "船", "渡口", "--by", "year", "--json", "--index", provinces).stdout)
    assert len(said["lines"][0]["buckets"]) == 31


def test_a_line_has_shares_of_0_where_others_have_hits(run, provinces):
    """It ends in 1990; in 1991 there were articles, and none of them its own."""
    asked = ("compare", "船", "渡口", "--by", "year", "--normalise", "--json", "--index", provinces)
    first, second = json.loads(run(*asked).stdout)["lines"]
    assert [one["share"] for one in first["buckets"][:3]] == [1.0, 0.0, None]
    assert [one["all"] for one in first["buckets"]] == [one["all"] for one in second["buckets"]]


def test_days_that_every_query_names_bound_the_time(run, provinces):
    """As they do for `timeline`: a year without an article at its edge is a year of 0, and none left out."""
    asked = ("compare", "船 date:1989..1992", "渡口 date:1989..1992", "--by", "year", "--index", provinces)
    lines = run(*asked).stdout.splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["1989", "0", "0"], ["1990", "1", "1"], ["1991", "0", "8"], ["1992", "0", "0"],
    ]  # fmt: skip
    other = ("compare", "船 date:1989..1992", "渡口", "--by", "year", "--json", "--index", provinces)
    found = json.loads(run(*other).stdout)["lines"][0]["buckets"]
    assert (found[0]["from"], found[-1]["from"]) == ("1990-01-01", "2020-01-01")


def test_what_has_no_value_to_compare_over_was_found_all_the_same(run, provinces):
    result = run("compare", "渡口", "--over", "city", "--by", "year", "--index", provinces)
    assert result.stdout == "10 articles have no city\n"
    assert result.stderr == "shengmei: no article found has a city, over which it could be compared\n"
    assert result.exit_code == 1


def test_one_name_in_two_scripts_is_one_line(run, tmp_path):
    """As `source:` finds both, a line for each would count both twice."""
    path = str(tmp_path / "index")
    names = ("長江日報", "长江日报", "长江日报", "湘江日报")
    documents = [
        {"id": f"{number:032x}", "title": "渡口", "source": name, "published_month": "2021-03"}
        for number, name in enumerate(names)
    ]
    with open_index(path, create=True) as index:
        assert index.write([Write(id=one["id"], version=1, document=one) for one in documents]) == []
    said = run("compare", "渡口", "--over", "source", "--by", "year", "--json", "--index", path)
    lines = json.loads(said.stdout)["lines"]
    assert [(one["label"], one["total"]) for one in lines] == [("长江日报", 3), ("湘江日报", 1)]


def test_what_finds_no_room_beside_stands_below(on_terminal, provinces):
    asked = ("compare", "渡口", "--over", "province", "--limit", "10", "--by", "year", "--index", provinces)
    narrow = on_terminal(*asked, COLUMNS="40", NO_COLOR="1").splitlines()
    assert max(map(width, narrow)) <= 40
    assert "…" not in "".join(line for line in narrow if "times 0" not in line)
    heads = [line.split() for line in narrow if line.startswith("year")]
    assert len(heads) > 1
    assert sum(len(head) - 1 for head in heads) == 10
    assert sum(line.startswith("1990") for line in narrow) == len(heads)
    wide = on_terminal(*asked, COLUMNS="120", NO_COLOR="1").splitlines()
    assert sum(line.startswith("year") for line in wide) == 1


def test_what_all_queries_ask_for_is_said_once(run):
    asked = ("compare", "湿地 date:2021", "长江 date:2021", "--by", "year")
    assert run(*asked).stdout.splitlines()[0].split() == ["year", '"湿地"', '"长江"']
    whole = ['"湿地" AND date:2021-01-01..2021-12-31', '"长江" AND date:2021-01-01..2021-12-31']
    assert [one["label"] for one in json.loads(run(*asked, "--json").stdout)["lines"]] == whole
    run(*asked, "--plot", "a.svg")
    with open("a.svg", encoding="utf-8") as file:
        assert '"湿地", "长江", each with date:2021-01-01..2021-12-31: by year' in file.read()
    same = run("compare", "长江 date:2021", "date:2021", "--by", "year").stdout.splitlines()[0]
    assert same.endswith('"长江" AND date:2021-01-01..2021-12-31  date:2021-01-01..2021-12-31')


def test_the_error_shows_the_call_as_it_should_be(run):
    result = run("compare", "湿地", "date:2021", "--over", "site")
    assert result.exit_code == 2
    assert "put it into one argument: '湿地 date:2021'" in result.stderr


def test_more_queries_than_anybody_compares_are_refused_at_once(run):
    result = run("compare", *["长江"] * 51)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("shengmei: 51 queries: compare at most 50")


@pytest.mark.parametrize("command", [
    ("facets", "site"), ("timeline", "--by", "day"), ("compare", "长江", "东湖"),
])  # fmt: skip
def test_the_picture_is_drawn_though_the_reader_goes_away(shengmei, index, tmp_path, command):
    read, write = os.pipe()
    os.close(read)
    called = [shengmei, "--index", index, *command, "--plot", "a.svg"]
    done = subprocess.run(called, stdout=write, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(write)
    assert done.returncode == 141
    assert (tmp_path / "a.svg").read_bytes().endswith(b"</svg>\n")


@pytest.mark.filterwarnings("error::UserWarning")
@pytest.mark.parametrize("command", [("timeline",), ("facets", "site"), ("compare", "--over", "site")])
def test_a_query_of_hundreds_of_words_leaves_room_for_the_picture(run, command):
    """Its title was higher than the picture, and the drawing library said so on stderr."""
    asked = " OR ".join(["长江", *(chr(0x4E00 + number) for number in range(600))])
    for name in ("a.png", "a.html"):
        assert run(*command, asked, "--plot", name).exit_code == 0
    with open("a.html", encoding="utf-8") as file:
        title = html.unescape(file.read().partition("<title>")[2].partition("</title>")[0])
    assert title.startswith('"长江" OR "一"')
    assert len(title) < 300


def test_headings_are_what_one_types(run):
    shown = run("facets", "month,reporter", "--limit", "1").stdout.splitlines()
    assert shown[0].split() == ["month", "articles", "share", "95", "%"]
    assert "1 of 4 articles has no month" in shown
    assert json.loads(run("facets", "month", "--json").stdout)["facets"][0]["field"] == "published_month"
    over = ("compare", "长江", "--over", "reporter", "--by", "year")
    assert "1 article has no reporter" in run(*over).stdout
    assert json.loads(run(*over, "--json").stdout)["over"] == "reporters"
    run("facets", "month", "--plot", "a.html")
    with open("a.html", encoding="utf-8") as file:
        assert "by month" in file.read()
