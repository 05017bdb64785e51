"""Words in context: every place once, its context as printed, aligned, in order, the same sample again."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import get_args

import pytest

from search_cli.commands.corpus.concordance import ORDERS
from search_cli.corpus.concordance import Order
from shengmei.console.text import width


def lines(result) -> list[dict]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_place_stands_once_with_the_text_around_it(ask, documents):
    found = lines(ask("concordance", "长江", "--context", "5", "--jsonl"))
    expected = [
        (document["id"], field, place.start(), place[0])
        for document in documents
        for field in ("title", "body")
        for place in re.finditer("长江|長江", document[field])
    ]
    assert sorted((one["id"], one["field"], one["start"], one["hit"]) for one in found) == sorted(expected)
    texts = {document["id"]: document for document in documents}
    for one in found:
        text = texts[one["id"]][one["field"]]
        before = text[max(0, one["start"] - 5) : one["start"]]
        assert one["left"] == before.replace("\n", " ").lstrip()
        assert one["right"] == text[one["start"] + 2 :][:5].replace("\n", " ").rstrip()


def test_places_that_overlap_are_one_and_only_in_articles_that_the_query_finds(run):
    found = lines(run("concordance", "长江 OR 长江江豚 OR 江江", "province:湖北", "--jsonl"))
    assert [one["hit"] for one in found if one["start"] > 20] == ["长江江豚"]
    found = lines(run("concordance", "title:长江", "--jsonl"))
    assert [(one["field"], one["hit"]) for one in found] == [("title", "长江")]


@pytest.mark.parametrize("order", ["left", "right"])
def test_the_order_is_that_of_the_characters_on_that_side(ask, order):
    found = [one[order] for one in lines(ask("concordance", "湿地", "--sort", order, "--jsonl"))]
    said = ["".join(c for c in text if c.isalnum())[:: 1 if order == "right" else -1] for text in found]
    keys = [text.lower().replace("長", "长").encode("gb18030") for text in said]
    assert keys == sorted(keys)
    if order == "right":  # chángjiāng before dùkǒu, though 渡 has the lower code point
        first = [text[0] for text in said if text]
        assert first.index("长") < first.index("渡")


def test_by_date_those_without_one_come_last(ask):
    days = [one["published"] for one in lines(ask("concordance", "湿地", "--sort", "date", "--jsonl"))]
    dated = [day for day in days if day]
    assert days == [*sorted(dated), *[None] * (len(days) - len(dated))]
    assert None in days


def test_a_sample_is_the_same_each_time_and_another_with_another_seed(ask):
    every, one, again, other = (
        {
            (line["id"], line["field"], line["start"])
            for line in lines(ask("concordance", "长江", *how, "--jsonl"))
        }
        for how in ((), ("--sample", "9"), ("--sample", "9", "--seed", "1"), ("--sample", "9", "--seed", "2"))
    )
    assert one == again
    assert one != other
    assert len(one) == len(other) == 9
    assert one | other < every
    said = json.loads(ask("concordance", "长江", "--sample", "9", "--json").stdout)
    assert (said["sample"], said["seed"], len(said["lines"]), said["total"]) == (9, 1, 9, len(every))


def test_the_place_stands_in_one_column_whatever_width_the_characters_have(ask):
    result = ask("concordance", "gdp OR 湿地", "--sample", "30", "--context", "4")
    shown = result.stdout.splitlines()
    assert len(shown) == 30
    once = [line for line in shown if len(re.findall("  (?:GDP|湿地)", line)) == 1]
    assert {"GDP", "湿地"} == {re.findall("  (GDP|湿地)", line)[0] for line in once}
    assert len({width(re.split("  (?:GDP|湿地)", line)[0]) for line in once}) == 1
    assert {width(line) for line in shown} == {width(shown[0])}
    assert "30 of " in result.stderr
    assert "seed 1" in result.stderr


def test_csv_has_a_row_a_place(ask):
    rows = list(csv.DictReader(io.StringIO(ask("concordance", "江豚", "--csv").stdout.lstrip("\ufeff"))))
    assert len(rows) == len(lines(ask("concordance", "江豚", "--jsonl")))
    assert {row["hit"] for row in rows} == {"江豚"}


def test_a_hostile_title_moves_no_cursor(run):
    result = run("concordance", "候鸟")
    assert result.exit_code == 0
    assert not {"\x1b", "\u202e"} & set(result.stdout)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("province:湖北",), 2, "name a word"),
        (("-长江",), 2, "name a word"),
        (("没有的词",), 1, "nothing found"),
        (("长江", "--context", "0"), 2, "context"),
        ((), 2, "WORDS"),
    ],
)
def test_what_cannot_be_shown_is_said(run, args, code, said):
    result = run("concordance", *args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_the_orders_are_those_of_the_library():
    assert get_args(Order) == ORDERS


@pytest.mark.server
def test_a_server_gives_the_same_lines(ask, served_corpus):
    for how in (("长江",), ("长江 OR gdp", "--sample", "20", "--sort", "left")):
        assert (
            ask("concordance", *how, "--jsonl", "--index", served_corpus).stdout
            == ask("concordance", *how, "--jsonl").stdout
        )
