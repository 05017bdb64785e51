"""`search` that finds little goes on with a looser reading, which stands apart."""

from __future__ import annotations

import json

import pytest

from indexer.search import Write, open_index

TEXTS = {"a": "长江十年禁渔以来，江豚多了。", "b": "巡护员说，禁渔好。", "c": "长江禁渔，从今天起。"}


@pytest.fixture
def few(tmp_path) -> str:
    address = str(tmp_path / "few")
    with open_index(address, create=True) as index:
        documents = [{"id": one, "title": f"题{one}", "body": text} for one, text in TEXTS.items()]
        assert index.write([Write(id=one["id"], version=1, document=one) for one in documents]) == []
    return address


def test_a_line_says_what_follows_the_exact_hits(run, few):
    result = run("--index", few, "search", "长江禁渔")
    assert result.exit_code == 0
    exact, _, loose = result.stdout.partition("1 more article with parts of the words near each other:")
    assert ("1. 题c" in exact, "2. 题a" in loose) == (True, True)


def test_without_an_exact_hit_the_exit_code_is_that_of_nothing(run, few):
    result = run("--index", few, "search", "江豚巡护", "--json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert (said["total"], said["hits"], "relaxed" in said) == (0, [], False)
    result = run("--index", few, "search", "长江以来", "--json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert (said["total"], said["hits"]) == (0, [])
    assert (said["relaxed"]["total"], said["relaxed"]["hits"][0]["id"]) == (1, "a")
    assert said["relaxed"]["how"] == "with parts of the words near each other"
    shown = run("--index", few, "search", "长江以来")
    assert "none says exactly what was asked" in shown.stdout
    assert (shown.exit_code, "nothing found" in shown.stderr) == (1, True)


def test_exact_hits_alone_where_that_is_asked_for(run, few):
    assert "relaxed" not in json.loads(run("--index", few, "search", "长江禁渔", "--json", "--exact").stdout)
    assert len(run("--index", few, "search", "长江禁渔", "--jsonl").stdout.splitlines()) == 1
    assert "题a" not in run("--index", few, "search", "长江禁渔", "--csv").stdout


def test_chosen_fields_are_those_of_both(run, few):
    said = json.loads(run("--index", few, "search", "长江禁渔", "--json", "--fields", "title").stdout)
    assert (said["hits"], said["relaxed"]["hits"]) == ([{"title": "题c"}], [{"title": "题a"}])
    shown = run("--index", few, "search", "长江禁渔", "--fields", "title").stdout
    assert shown.index("题c") < shown.index("1 more article") < shown.index("题a")
