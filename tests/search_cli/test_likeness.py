"""`terms` and `similar`: what marks hits, and what is like one article."""

from __future__ import annotations

import csv
import io
import json

import pytest

from crawler.items import article_id
from indexer.search import Write, open_index
from indexer.search.text.similarity import shared

BIRDS = "鄱阳湖的候鸟到了，白鹤和小天鹅落在浅滩上，护鸟员清点了数量，候鸟比去年多。"
ROADS = "跨江大桥今天合龙，两岸的车程缩短到十分钟，桥面下月铺完沥青，年底通车。"


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> str:
    """Six articles about birds, twelve about a bridge."""
    path = str(tmp_path_factory.mktemp("archive") / "index")
    texts = [(f"候鸟第{number}报", BIRDS) for number in range(6)]
    texts += [(f"大桥第{number}报\x1b[2J", ROADS) for number in range(12)]
    with open_index(path, create=True) as index:
        writes = []
        for number, (title, body) in enumerate(texts):
            url = f"https://news.example.cn/{number}.html"
            name = article_id(url)
            said = {"id": name, "url": url, "title": title, "body": f"{body}编号{number}。"}
            writes.append(Write(id=name, version=number + 1, document=said))
        assert index.write(writes) == []
    return path


def test_it_is_said_how_many_of_the_hits_were_read(run, archive, monkeypatch):
    said = "chosen from the 4 best of 6 articles, then counted in all"
    assert said not in run("terms", "候鸟", "--index", archive).stderr
    monkeypatch.setattr("indexer.search.interface.SearchIndex.read_for_terms", 4)
    assert said in run("terms", "候鸟", "--index", archive).stderr


def test_terms_are_what_the_hits_have_and_the_rest_has_not(run, archive):
    result = run("terms", "候鸟", "--json", "--index", archive)
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert (answer["total"], answer["query"]["understood"]) == (6, '"候鸟"')
    assert answer["terms"]
    for term in answer["terms"]:
        assert term["term"] in BIRDS or term["term"] in "候鸟第报"
        assert term["term"] not in ROADS
        assert (term["found"], term["everywhere"]) == (6, 6)
    table = list(
        csv.DictReader(
            io.StringIO(run("terms", "候鸟", "--csv", "--index", archive).stdout.removeprefix("\ufeff"))
        )
    )
    assert [row["term"] for row in table] == [term["term"] for term in answer["terms"]]
    assert run("terms", "候鸟", "--limit", "1", "--index", archive).stdout.splitlines()[0].split() == [
        "term", "found", "everywhere", "score",
    ]  # fmt: skip


def test_nothing_marks_what_is_all_there_is(run, archive):
    result = run("terms", "编号", "--index", archive)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "shengmei: nothing marks these hits: they are too few, or all there is\n"


def test_terms_of_a_list_of_words_are_refused_at_once(run, archive):
    asked = " OR ".join(chr(0x4E00 + number) for number in range(21))
    result = run("terms", asked, "--index", archive)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "21 words and phrases" in result.stderr


@pytest.mark.parametrize("named", ["id", "address"])
def test_similar_finds_the_same_kind_and_not_itself(run, archive, named):
    url = "https://news.example.cn/2.html"
    name = article_id(url) if named == "id" else url
    answer = json.loads(run("similar", name, "--limit", "5", "--json", "--index", archive).stdout)
    assert len(answer["hits"]) == 5
    assert {hit["title"][:2] for hit in answer["hits"]} == {"候鸟"}
    assert article_id(url) not in {hit["id"] for hit in answer["hits"]}


def test_similar_in_the_other_forms(run, archive):
    url = "https://news.example.cn/8.html"
    shown = run("similar", url, "--limit", "2", "--index", archive).stdout
    assert shown.startswith("11 articles, 1–2 shown; more with --limit\n\n 1. 大桥第")
    assert "\x1b" not in shown
    assert len(run("similar", url, "--limit", "2", "--jsonl", "--index", archive).stdout.splitlines()) == 2
    assert len(run("similar", url, "--limit", "2", "--csv", "--index", archive).stdout.splitlines()) == 3


def test_how_much_of_the_text_a_hit_shares_is_said_in_every_form(run, archive):
    asked = ("similar", "https://news.example.cn/8.html", "--limit", "1", "--index", archive)
    answer = json.loads(run(*asked, "--json").stdout)
    assert answer["query"]["understood"] == f"similar to {article_id('https://news.example.cn/8.html')}"
    # All but the one number and the stop after it; a number counts as a character.
    assert 0.9 < answer["hits"][0]["shared"] < 1
    said = f"{answer['hits'][0]['shared']:.0%} of the text"
    assert said in run(*asked).stdout
    assert json.loads(run(*asked, "--jsonl").stdout)["shared"] == answer["hits"][0]["shared"]
    (row,) = csv.DictReader(io.StringIO(run(*asked, "--csv").stdout.removeprefix("\ufeff")))
    assert float(row["shared"]) == answer["hits"][0]["shared"]


@pytest.mark.parametrize(("here", "there", "expected"), [
    ("记者从会上获悉今年新增造林", "记者从会上获悉今年新增造林", 1.0),
    ("记者从会上获悉，今年新增造林。", "（本报讯）记者从会上获悉今年新增造林三万亩", 1.0),
    ("記者從會上獲悉今年新增造林", "记者从会上获悉今年新增造林", 1.0),
    ("记者从会上获悉今年" + "春夏秋冬东南西北中", "记者从会上获悉今年", 0.5),
    ("记者从会上获悉", "记者从会上获悉", None),
    ("记者从会上获悉今年新增造林", "", 0.0),
    ("记者从会上获悉今年新增造林", "记者从会上获悉的消息说今年新增造林", 0.0),
])  # fmt: skip
def test_runs_of_eight_are_the_same_text(here, there, expected):
    assert shared({"body": here}, {"body": there}) == expected


def test_similar_to_what_is_not_there_is_exit_1_and_to_what_is_no_name_exit_2(run, archive):
    assert run("similar", "0" * 32, "--index", archive).exit_code == 1
    assert run("similar", "长江", "--index", archive).exit_code == 2
