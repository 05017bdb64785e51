"""What several outlets print on the same day without a credit to one another: in `copies` and in `flows`."""

from __future__ import annotations

import json

import networkx
import pandas
import pytest

from crawler.store import Store
from indexer.copies.ledger.writer import LedgerWriter
from tests.indexer.copies.ledger.test_ledger import wordings_of
from tests.indexer.copies.made_up_texts import made
from tests.kept_articles import keep
from tests.search_cli.copies.test_flows import WIRE, entry
from tests.search_cli.copies.wire import WIRE as TEXT
from tests.search_cli.copies.wire import article, run

OTHER = made(3, 400)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("same_day")
    entries = [
        entry("a", "hb", 0, WIRE, "水利部"),
        entry("b", "hn", 2, WIRE, "水利部"),
        entry("c", "jx", 3),
        entry("d", "cq", 30),  # the next day
        entry("e", "hb2", 0, OTHER),
        entry("f", "hn", 1, OTHER),
        entry("g", "jx", 2, OTHER, "乙湘网"),  # says so
    ]
    with LedgerWriter.open(path / "ledger.sqlite", "store", wordings_of([(entries, [])])) as ledger:
        ledger.write(entries, [], 1)
    return path


def pairs(folder, *words: str) -> dict[tuple, tuple]:
    said = json.loads(run(folder, "flows", "--simultaneous", "--json", *words).stdout)
    return {(one["one"], one["other"]): (one["credited"], one["uncredited"]) for one in said["pairs"]}


def test_pairs_that_print_the_same_on_one_day_are_counted(folder):
    assert pairs(folder) == {
        ("丙赣网", "乙湘网"): (1, 0),
        ("丙赣网", "甲江日报"): (1, 0),
        ("乙湘网", "甲江日报"): (1, 0),
        ("乙湘网", "甲江晚报"): (0, 1),
    }
    assert pairs(folder, "--by", "province")["湖北", "湖南"] == (1, 1)
    run(folder, "flows", "--simultaneous", "--since", "2026-05-02", code=1)
    run(folder, "flows", "--simultaneous", "--basis", "declared", code=2)
    run(folder, "flows", "--simultaneous", "--by", "agency", code=2)


def test_as_a_matrix_a_network_and_a_table_for_pandas(folder, tmp_path):
    shown = run(folder, "flows", "--simultaneous", "--by", "province", "--matrix").stdout.splitlines()
    cells = {line.split()[0]: line.split()[1:] for line in shown[1:]}
    names = shown[0].split()[3:]
    assert cells["湖北"][names.index("湖南")] == cells["湖南"][names.index("湖北")] == "2"
    run(folder, "flows", "--simultaneous", "--to", str(tmp_path / "pairs.graphml"))
    network = networkx.read_graphml(tmp_path / "pairs.graphml")
    assert not network.is_directed()
    assert network["乙湘网"]["甲江晚报"]["uncredited"] == 1
    run(folder, "flows", "--simultaneous", "--to", str(tmp_path / "pairs.parquet"))
    assert pandas.read_parquet(tmp_path / "pairs.parquet")["texts"].tolist() == [1, 1, 1, 1]


def test_the_story_of_an_article_tells_the_day_the_hand_and_the_time_between(data):
    with Store.open(data / "shengmei.sqlite") as store:
        keep(store, *(article(name, OTHER, hours, source="水利部") for name, hours in (("p", 1), ("q", 3.5))))
    run(data, "index", "sync")
    run(data, "ledger", "sync")
    said = json.loads(run(data, "copies", "https://q.example.cn/1.html", "--json").stdout)
    (one,) = said["simultaneous"]
    assert (one["day"], one["outlets"], one["hands"], one["uncredited"]) == ("2026-05-01", 2, ["水利部"], 0)
    assert [line["simultaneous"] for line in said["articles"]] == [True, True]
    assert [line["hours_later"] for line in said["articles"]] == [0.0, 2.5]
    shown = run(data, "copies", "https://q.example.cn/1.html").stdout
    assert "inferred, simultaneous" in shown
    assert shown.endswith(
        "simultaneous: 2 outlets on 2026-05-01 within 2.5 h, 2 of 2 articles credit 水利部\n"
    )


def test_a_wide_terminal_shows_side_by_side_what_was_changed(data, monkeypatch):
    monkeypatch.setenv("COLUMNS", "130")
    with Store.open(data / "shengmei.sqlite") as store:
        keep(store, article("web", TEXT.replace(made(2, 80), made(2, 70) + "堤上的灯"), 5))
    run(data, "index", "sync")
    run(data, "ledger", "sync")
    lines = run(data, "copies", "https://web.example.cn/1.html", "--diff").stdout.splitlines()
    beside = [line.split(" │ ") for line in lines if " │ " in line]
    assert any("[-" in left and "{+" not in left for left, _ in beside)
    assert any("{+堤上的灯+}" in right and "[-" not in right for _, right in beside)
