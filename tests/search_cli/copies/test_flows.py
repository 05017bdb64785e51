"""`shengmei flows` and `delays`: who takes texts from whom, how that is known, and how fast."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import networkx
import pandas
import pytest

from indexer.copies.ledger.writer import Entry, LedgerWriter
from indexer.copies.story_building import Outlet, headline, linked
from search_cli.corpus.flows import quantile
from search_cli.plot.figure import drawn
from search_cli.plot.matrix_chart import height
from search_cli.views import flows as view
from tests.indexer.copies.ledger.test_ledger import wordings_of
from tests.indexer.copies.made_up_texts import made
from tests.search_cli.copies.wire import run

AT = datetime(2026, 5, 1, 0, tzinfo=UTC)  # eight in the morning in Beijing
WIRE = made(1, 500)
OUTLETS = {
    "hb": Outlet(name="甲江日报", organisation="甲江报业", province="湖北"),
    "hb2": Outlet(name="甲江晚报", organisation="甲江报业", province="湖北"),
    "hn": Outlet(name="乙湘网", province="湖南"),
    "jx": Outlet(name="丙赣网", province="江西"),
    "cq": Outlet(name="丁渝网", province="重庆"),
    "ah": Outlet(name="戊皖网", province="安徽"),
}


def entry(key: str, site: str, hours: float, body: str = WIRE, *credited: str, **more) -> Entry:
    at = AT + timedelta(hours=hours)
    facts = {"url": f"https://{site}.example.cn/{key}", "title": key, "site": site, "outlet": OUTLETS[site]}
    return Entry(
        id=key, body=body, credits=frozenset(credited), at=at, **{"precision": "minute", **facts, **more}
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("flows")
    entries = [
        entry("a", "hb", 0),
        entry("b", "hn", 2, WIRE, "甲江日报"),  # says so
        entry("c", "jx", 6, WIRE[:400]),  # says nothing
        entry("d", "jx", 30, WIRE[:400]),  # had it before
        entry("e", "cq", 1, WIRE, precision="day"),  # nobody knows
        entry("f", "cq", 50, WIRE, "示例社", agency="示例社"),  # whose print is not here
        entry("g", "hb2", 3, WIRE, "甲江日报"),  # the same organisation
        entry("x", "hn", 3, made(9, 300), "甲江日报"),  # nobody's copy
        entry("r", "ah", 70, WIRE + made(5, 500)),  # a roundup of two strangers
        entry("s", "cq", 60, made(5, 500)),
    ]
    with LedgerWriter.open(path / "ledger.sqlite", "store", wordings_of([(entries, [])])) as ledger:
        ledger.write(entries, [], 1)
    return path


def asked(folder, *words: str) -> dict:
    return json.loads(run(folder, *words, "--json").stdout)


def pairs(folder, *words: str) -> dict[tuple, tuple]:
    said = asked(folder, "flows", *words)
    return {
        (one["from"], one["to"]): tuple(one[name] for name in ("declared", "inferred", "hours", "days"))
        for one in said["flows"]
    }


def test_credits_and_times_are_told_apart(folder):
    assert pairs(folder) == {
        ("甲江日报", "乙湘网"): (1, 0, 2.0, 0),
        ("甲江日报", "戊皖网"): (0, 1, 70.0, 3),
        ("甲江日报", "丙赣网"): (0, 1, 6.0, 0),
        ("甲江日报", "甲江晚报"): (1, 0, 3.0, 0),
        ("示例社", "丁渝网"): (1, 0, None, None),
        ("丁渝网", "戊皖网"): (0, 1, 10.0, 1),
    }
    said = asked(folder, "flows")
    assert (said["articles"], said["undecided"], said["within_outlet"]) == (6, 1, 1)


def test_provinces_organisations_and_agencies_are_summed_up(folder):
    provinces = pairs(folder, "--by", "province")
    assert provinces["湖北", "湖北"] == (1, 0, 3.0, 0)
    assert provinces[None, "重庆"] == (1, 0, None, None)
    assert pairs(folder, "--by", "organisation")["甲江报业", "甲江报业"] == (1, 0, 3.0, 0)
    assert pairs(folder, "--by", "agency") == {("示例社", "丁渝网"): (1, 0, None, None)}


def test_a_headline_or_an_address_tells_whose_print_was_taken(tmp_path):
    entries = [
        entry("a", "hb", 0, title="堤上的灯", precision="day"),
        entry("b", "hn", 0, WIRE, headline("堤上的灯"), precision="day"),
        entry("c", "jx", 0, WIRE, "示例客户端", linked("https://hb.example.cn/a"), precision="day"),
        entry("d", "cq", 0, WIRE, headline("没有的标题"), precision="day"),
    ]
    with LedgerWriter.open(tmp_path / "ledger.sqlite", "store", wordings_of([(entries, [])])) as ledger:
        ledger.write(entries, [], 1)
    found = {(giver, taker): one[:2] for (giver, taker), one in pairs(tmp_path).items()}
    assert found == {("甲江日报", "乙湘网"): (1, 0), ("甲江日报", "丙赣网"): (1, 0)}


def test_days_and_basis_narrow_it(folder):
    assert set(pairs(folder, "--until", "2026-05-01", "--basis", "declared")) == {
        ("甲江日报", "乙湘网"),
        ("甲江日报", "甲江晚报"),
    }
    assert set(pairs(folder, "--since", "2026-05-03")) == {
        ("示例社", "丁渝网"),
        ("甲江日报", "戊皖网"),
        ("丁渝网", "戊皖网"),
    }
    assert "nothing tells from whom" not in run(folder, "flows", "--since", "2026-05-03").stderr
    run(folder, "flows", "--since", "2030-01-01", code=1)
    run(folder, "flows", "--since", "yesterday", code=2)
    run(folder, "flows", "--since", "2026-05-02", "--until", "2026-05-01", code=2)


def test_a_person_reads_a_table_and_what_it_leaves_out(folder):
    done = run(folder, "flows", "--limit", "1")
    assert done.stdout.splitlines()[1].split() == ["丁渝网", "戊皖网", "1", "0", "1", "10.0", "1.0"]
    assert "5 smaller flows" in done.stderr
    assert "1 article with a text that others have: nothing tells from whom" in done.stderr
    assert "1 article taken over within one outlet" in done.stderr


def test_who_reads_chinese_is_told_in_chinese(folder, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    told = run(folder, "flows", "--limit", "1").stderr
    assert "另有 5 项较小的" in told
    assert "另有 1 篇文章的文字别家也有，但无从得知来自谁" in told
    assert "转载账中没有媒体之间的转载" in run(folder, "flows", "--since", "2030-01-01", code=1).stderr
    assert "首发已知" in run(folder, "delays", "--since", "2030-01-01", code=1).stderr
    assert "--since 必须是日期" in run(folder, "delays", "--since", "yesterday", code=2).stderr


def test_the_matrix_has_who_gives_in_its_rows(folder):
    shown = list(csv.reader(io.StringIO(run(folder, "flows", "--matrix", "--csv").stdout.lstrip("\ufeff"))))
    counts = {(row[0], taker): row[n] for row in shown[1:] for n, taker in enumerate(shown[0]) if n}
    assert counts["甲江日报", "乙湘网"] == "1"
    assert counts["丁渝网", "丙赣网"] == "0"
    said = asked(folder, "flows", "--matrix")
    assert said["articles"][said["from"].index("甲江日报")][said["to"].index("乙湘网")] == 1
    assert "from \\ to" in run(folder, "flows", "--matrix").stdout
    run(folder, "flows", "--matrix", "--jsonl", code=2)


def test_other_programs_read_the_files(folder, tmp_path):
    names = {ending: tmp_path / f"flows.{ending}" for ending in ("graphml", "parquet", "csv", "jsonl")}
    for file in names.values():
        run(folder, "flows", "--to", str(file))
    network = networkx.read_graphml(names["graphml"])
    assert network.is_directed()
    edge = network.edges["甲江日报", "乙湘网"]
    assert (edge["articles"], edge["hours"]) == (1, 2.0)
    assert "hours" not in network.edges["示例社", "丁渝网"]
    rows = run(folder, "flows", "--jsonl").stdout
    assert names["jsonl"].read_text(encoding="utf-8") == rows
    for frame in (pandas.read_parquet(names["parquet"]), pandas.read_csv(names["csv"])):
        assert list(frame) == list(view.KINDS)
        assert list(frame["articles"]) == [json.loads(row)["articles"] for row in rows.splitlines()]
    assert sorted(tmp_path.iterdir()) == sorted(names.values())
    run(folder, "flows", "--to", str(tmp_path / "flows.txt"), code=2)
    run(folder, "flows", "--to", str(tmp_path / "none" / "flows.csv"), code=2)


def test_delays_are_quantiles_from_the_first_print(folder):
    said = {one["outlet"]: one for one in asked(folder, "delays")["delays"]}
    assert said["甲江日报"]["articles"] == 4  # the second print of an outlet tells nothing of its speed
    assert said["甲江日报"]["known"] == 3  # one has no clock
    assert [said["甲江日报"][name] for name in ("p50", "longest")] == [3.0, 6.0]
    takers = {one["outlet"]: one for one in asked(folder, "delays", "--takers", "--unit", "days")["delays"]}
    assert takers["丁渝网"]["longest"] == 0
    assert asked(folder, "delays", "--by", "province", "--basis", "declared")["delays"] == [
        {"province": "湖北", "articles": 3, "known": 2, "unit": "hours"}  # a sister's credit is one too
        | {"p10": 2.1, "p25": 2.25, "p50": 2.5, "p75": 2.75, "p90": 2.9, "longest": 3.0}
    ]
    run(folder, "delays", "--since", "2030-01-01", code=1)


def test_a_quantile_lies_between_its_neighbours():
    assert [quantile((0, 1, 2, 4), share) for share in (0.0, 0.5, 1.0)] == [0, 1.5, 4]
    assert quantile((), 0.5) is None


def test_pictures_are_drawn_and_say_what_they_leave_out(folder, tmp_path):
    run(folder, "flows", "--by", "province", "--plot", str(tmp_path / "flows.html"), "--limit", "2")
    page = (tmp_path / "flows.html").read_text(encoding="utf-8")
    assert "articles between others are not shown" in page
    assert '<th scope="col">重庆</th>' in page
    run(folder, "delays", "--plot", str(tmp_path / "delays.svg"), "--title", "多久")
    assert "<title>多久</title>" in (tmp_path / "delays.svg").read_text(encoding="utf-8")


def test_a_cell_of_the_matrix_bears_its_number():
    flow = {"declared": 1, "inferred": 1, "hours": (), "days": ()}
    found = [view.Flow(giver="甲", taker="乙", **flow), view.Flow(giver=None, taker="甲", **flow)]
    chart = view.chart(found, "outlet", 20, [], None)
    (axes,) = drawn([chart]).axes
    assert [one.get_text() for one in axes.texts] == ["2", "2"]
    assert [one.get_text() for one in axes.get_yticklabels()] == ["甲", "(none)"]
    assert [one.get_text() for one in axes.get_xticklabels()] == ["乙", "甲"]
    assert height(chart) > height(replace(chart, labels=("甲",)))
