"""`--stories`: hits and counts of stories instead of articles, and `story:`."""

from __future__ import annotations

import csv
import io
import json

import pytest

from crawler.items import article_id
from crawler.store import Store
from search_cli.commands.copies import _is_name
from tests.kept_articles import keep
from tests.search_cli.copies.wire import article, run


@pytest.fixture
def copied(data):
    """Of the four articles three are one story."""
    run(data, "index", "sync")
    return data


def answered(data, *words: str) -> dict[str, object]:
    return json.loads(run(data, *words, "--json").stdout)


FIRST = article_id("https://wire.example.cn/1.html")


def test_one_hit_a_story_with_its_number(copied):
    found = answered(copied, "search", "--stories", "--sort", "-date")
    assert (found["total"], found["counts"]) == (2, "stories")
    assert [(one["site"], one["story"]) for one in found["hits"]] == [
        ("web", {"id": FIRST, "size": 3, "found": 3}),
        ("other", {"id": article_id("https://other.example.cn/1.html"), "size": 1, "found": 1}),
    ]
    earliest = answered(copied, "search", "--stories", "--earliest", "--sort", "-date")
    assert [one["site"] for one in earliest["hits"]] == ["wire", "other"]
    assert (answered(copied, "search")["total"], answered(copied, "search")["counts"]) == (4, "documents")


def test_a_person_and_a_table_are_told_too(copied):
    shown = run(copied, "search", "--stories", "-site:wire", "--sort", "date").stdout
    assert shown.startswith("2 stories")
    assert "3 articles, 2 of them found" in shown
    rows = list(
        csv.DictReader(io.StringIO(run(copied, "search", "--stories", "--csv").stdout.lstrip("\ufeff")))
    )
    assert {(one["story"], one["story_size"], one["found"]) for one in rows} == {
        (FIRST, "3", "3"),
        ("", "", "1"),
    }


def test_who_reads_chinese_is_told_in_chinese(copied, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    shown = run(copied, "search", "--stories", "-site:wire", "--sort", "date").stdout
    assert shown.startswith("2 篇报道")
    assert "3 篇文章，其中找到 2 篇" in shown
    assert "2 篇报道中有 2 篇没有 city" in run(copied, "facets", "city", "--stories").stdout


def test_a_story_is_asked_for_by_any_of_its_articles(copied):
    web = article_id("https://web.example.cn/1.html")
    for key in (FIRST, web):
        assert run(copied, "count", f"story:{key}").stdout == "3\n"
    assert run(copied, "count", "story_role:copy", "story_basis:declared").stdout == "1\n"
    assert run(copied, "count", "story_size:2..", "--stories").stdout == "1\n"


def test_counts_are_of_stories(copied):
    assert answered(copied, "count", "--stories") | {"query": 0, "index": 0} == {
        "query": 0,
        "index": 0,
        "counts": "stories",
        "total": 2,
    }
    facets = answered(copied, "facets", "site", "--stories")
    assert (facets["counts"], facets["total"]) == ("stories", 2)
    assert [one["count"] for one in facets["facets"][0]["values"]] == [1, 1, 1, 1]
    crossed = answered(copied, "crosstab", "year", "kind", "--stories")
    assert (crossed["counts"], crossed["total"]) == ("stories", 2)
    assert [(one["count"], one["of_row"]) for one in crossed["cells"]] == [(2, 2)]
    timeline = answered(copied, "timeline", "--by", "day", "--stories")
    assert (timeline["counts"], timeline["buckets"]) == ("stories", [{"from": "2026-05-01", "count": 2}])
    compared = answered(copied, "compare", "*", "--over", "site", "--by", "day", "--stories")
    assert compared["counts"] == "stories"
    assert [line["total"] for line in compared["lines"]] == [1, 1, 1, 1]
    assert "stories" in run(copied, "facets", "site", "--stories").stdout.splitlines()[0]


def test_an_export_of_stories_has_the_earliest_article_of_each(copied, tmp_path):
    file = tmp_path / "stories.csv"
    run(copied, "export", "--stories", "--to", str(file), "--fields", "site,story_size")
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8").lstrip("\ufeff"))))
    assert sorted((one["site"], one["story_size"]) for one in rows) == [("other", ""), ("wire", "3")]
    manifest = json.loads((tmp_path / "stories.csv.manifest.json").read_text("utf-8"))
    assert (manifest["counts"], manifest["rows"], manifest["expected"]) == ("stories", 2, 2)
    said = run(copied, "export", "--to", str(file), "--fields", "site,story_size", code=2).stderr
    assert "articles instead of stories" in said
    piped = run(copied, "export", "--stories", "--to", "-", "site:web OR site:daily").stdout.splitlines()
    assert [json.loads(line)["site"] for line in piped] == ["daily"]


@pytest.mark.parametrize("words", [
    ("search", "--earliest"), ("timeline", "--stories", "--normalise"),
    ("timeline", "--stories", "--by", "hour"), ("compare", "*", "--stories", "--density"),
])  # fmt: skip
def test_what_does_not_go_together_is_said(copied, words):
    assert "--stories" in run(copied, *words, code=2).stderr


def test_where_no_story_is_known_it_is_said(data):
    """The ledger has compared them, and nobody has told the index."""
    done = run(data, "search", "--stories", "--json")
    assert "index sync" in done.stderr
    assert json.loads(done.stdout)["total"] == 4


def test_a_story_that_was_merged_is_found_by_its_old_id(copied):
    with Store.open(copied / "shengmei.sqlite") as store:
        keep(store, article("early", json.loads(run(copied, "show", FIRST, "--json").stdout)["body"], -3))
    run(copied, "index", "sync")
    done = run(copied, "search", f"story:{FIRST}", "--json")
    assert json.loads(done.stdout)["total"] == 4
    assert article_id("https://early.example.cn/1.html") in done.stderr


def test_the_stories_of_a_query_with_their_reach_and_speed(copied):
    said = answered(copied, "copies", "*")
    assert (said["counts"], said["total"]) == ("stories", 1)
    (story,) = said["stories"]
    assert {name: story[name] for name in ("story", "site", "articles", "found", "outlets", "provinces")} == {
        "story": FIRST, "site": "wire", "articles": 3, "found": 3, "outlets": 3, "provinces": [],
    }  # fmt: skip
    assert [story[f"{unit}_to_{name}"] for name in ("half", "last") for unit in ("days", "hours")] == [
        0,
        2,
        0,
        5,
    ]
    shown = run(copied, "copies", "site:web").stdout.splitlines()
    assert shown[0] == "1 story"
    assert shown[2].split()[:2] == [FIRST[:8], "2026-05-01"]
    assert {"1", "2.0", "5.0"} <= set(shown[2].split())
    assert "no other article" in run(copied, "copies", "site:other", code=1).stderr
    assert "nothing found" in run(copied, "copies", "没有这样的词", code=1).stderr
    assert "--diff" in run(copied, "copies", "江", "--diff", code=2).stderr


@pytest.mark.parametrize(("words", "named"), [
    (("8b884f8a",), True), (("m.example.cn/p/1.html",), True), (("https://例子.中国/1",), True),
    (("example.cn",), True), (("date:2021-05..2021-06",), False), (("长江",), False), (("site:web",), False),
    (("2.5",), False), (("长江", "8b884f8a"), False),
])  # fmt: skip
def test_an_article_is_told_from_a_query(words, named):
    assert _is_name(words) is named
