"""`shengmei ledger` and `copies`: from the store to the story of an article."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from crawler.store import Store
from tests.indexer.copies.made_up_texts import made
from tests.kept_articles import keep
from tests.search_cli.copies.wire import WIRE, article, run


def told(data, name: str) -> list[tuple[str, str, str, str | None]]:
    lines = run(data, "copies", f"https://{name}.example.cn/1.html", "--jsonl").stdout.splitlines()
    return [(one["site"], one["role"], one.get("basis"), one.get("change")) for one in map(json.loads, lines)]


@pytest.mark.parametrize("name", ["wire", "daily", "web"])
def test_the_story_is_told_from_any_of_its_articles(data, name):
    assert told(data, name) == [
        ("wire", "first", "inferred", None),
        ("daily", "copy", "declared", "headline changed"),
        ("web", "copy", "inferred", "cut at the end"),
    ]


def test_a_person_reads_a_table_and_the_difference(data):
    done = run(data, "copies", "https://web.example.cn/1.html", "--diff")
    table, _, differences = done.stdout.partition("\n\n")
    assert [line.split()[:4] for line in table.splitlines()[1:]] == [
        ["2026-05-01", "16:00", "示例社", "first"],
        ["2026-05-01", "18:00", "daily", "copy"],
        ["2026-05-01", "21:00", "web", "copy"],
    ]
    assert "the text is the same" in differences
    assert f"[-{made(4, 80)}。-]".replace("-]", "")[:40] in differences.replace("\n  ", "")


def test_who_runs_an_outlet_is_no_second_outlet(data):
    done = run(data, "copies", "https://wire.example.cn/1.html")
    assert "示例社" in done.stdout
    assert "示例集团" not in done.stdout


def test_who_has_no_copies_is_told_so(data):
    assert (
        "no other article has the text"
        in run(data, "copies", "https://other.example.cn/1.html", code=1).stderr
    )


def test_containers_and_what_is_too_formulaic_to_judge_are_said_to_be(data):
    form, other = made(900, 60), made(77, 300)
    with Store.open(data / "shengmei.sqlite") as store:
        keep(
            store,
            article("stranger", other, 1),
            article("roundup", WIRE + other, 9),
            article("rain", f"{form}气温9度到29度", 1),
            article("sun", f"{form}气温15度到35度", 25),
        )
    run(data, "index", "sync")
    run(data, "ledger", "sync")
    assert told(data, "wire")[-1] == ("roundup", "container", None, None)
    assert told(data, "rain") == [("sun", "uncertain", None, None)]
    said = json.loads(run(data, "copies", "https://rain.example.cn/1.html", "--json").stdout)
    assert (said["story"], said["uncertain"]) == (None, ["https://sun.example.cn/1.html"])
    table = run(data, "copies", "https://wire.example.cn/1.html").stdout.splitlines()
    assert table[-1].split()[:4] == ["2026-05-02", "01:00", "roundup", "container"]


def test_an_edit_and_a_late_arrival_are_taken_in(data):
    with Store.open(data / "shengmei.sqlite") as store:
        keep(store, article("web", made(50, 200), 5), article("early", WIRE, -3))
    said = run(data, "copies", "https://wire.example.cn/1.html", "--jsonl").stderr
    assert "2 articles behind" in said
    run(data, "index", "sync")
    run(data, "ledger", "sync")
    assert [one[:2] for one in told(data, "wire")] == [
        ("early", "first"),
        ("wire", "copy"),
        ("daily", "copy"),
    ]
    run(data, "ledger", "verify")


def test_what_is_not_as_one_made_anew_is_found_and_mended(data):
    with closing(sqlite3.connect(data / "ledger.sqlite")) as database, database:
        database.execute("UPDATE edges SET length_a = 1000")
    assert "pair" in run(data, "ledger", "verify", code=4).stdout
    run(data, "ledger", "rebuild")
    run(data, "ledger", "verify")
    assert json.loads(run(data, "ledger", "status", "--json").stdout)["behind"] == 0


def test_without_a_ledger_it_is_said_how_to_make_one(data):
    (data / "ledger.sqlite").unlink()
    assert "ledger sync" in run(data, "copies", "https://web.example.cn/1.html", code=3).stderr
    assert "ledger sync" in run(data, "ledger", "status", code=3).stderr


def test_a_day_is_no_midnight(data):
    day = article("daily", WIRE, 2)
    assert day.published
    with Store.open(data / "shengmei.sqlite") as store:
        keep(store, replace(day, published=replace(day.published, precision="day")))
    run(data, "ledger", "sync")
    lines = run(data, "copies", "https://wire.example.cn/1.html", "--jsonl").stdout.splitlines()
    assert {"2026-05-01"} <= {json.loads(line)["published"] for line in lines}
    assert [json.loads(line)["role"] for line in lines].count("unknown") == 2
