"""Persons of the bylines: which same names are one person, and who writes with whom."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any, get_args

import networkx
import pandas
import pytest

from crawler.items import Byline, Role
from crawler.store import Store
from search_cli.commands.people import ROLES
from search_cli.corpus.people import named, people
from search_cli.exporting import table_files
from search_cli.views import people as view
from shengmei.console import translation
from tests.indexer.copies.made_up_texts import made
from tests.kept_articles import keep
from tests.search_cli.copies.wire import article, run


def document(
    outlet: str, *bylines: str | tuple[str, ...], day: str = "2026-05-01", **facts: Any
) -> dict[str, Any]:
    """A byline is the name of a reporter, or (name, role), or (name, role, organisation)."""
    parts = [(one, "reporter") if isinstance(one, str) else one for one in bylines]
    said = [dict(zip(("name", "role", "organisation"), one, strict=False)) for one in parts]
    time = {"published_day": day, "published_month": day[:7]}
    return {"site": outlet, "site_name": f"{outlet}网", "bylines": said} | time | facts


def ids(documents: list[dict[str, Any]], *roles: str) -> dict[str, int]:
    """The articles of each person, the same in any order of the documents."""
    found = people(documents, roles)
    for seed in range(3):
        assert people(random.Random(seed).sample(documents, len(documents)), roles) == found
    return {one.id: one.articles for one in found.people}


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([document("甲", "张山"), document("甲", "张山")], {"张山 (甲网)": 2}),
        ([document("甲", "张山"), document("乙", "张山")], {"张山 (甲网)": 1, "张山 (乙网)": 1}),
        (
            [document("甲", ("张山", "reporter", "江报")), document("乙", ("张山", "author", "江报"))],
            {"张山 (江报)": 2},
        ),
        (
            [document("甲", "张山", organisation="江报社"), document("乙", "张山", organisation="江报社")],
            {"张山 (乙网)": 2},
        ),
        # A reporter of the credited outlet is none of the one that took the text over; its editor is.
        (
            [document("甲", "张山"), document("乙", "张山", source="甲网"), document("乙", "张山")],
            {"张山 (甲网)": 2, "张山 (乙网)": 1},
        ),
        (
            [document("甲", ("李水", "editor")), document("甲", ("李水", "editor"), source="乙网")],
            {"李水 (甲网)": 2},
        ),
        # An organisation that is part of the outlet's name is the outlet's; another's is not.
        ([document("甲", "张山"), document("甲", ("张山", "reporter", "甲"))], {"张山 (甲)": 2}),
        (
            [document("甲", "张山"), document("甲", ("张山", "reporter", "示例社"))],
            {"张山 (甲网)": 1, "张山 (示例社)": 1},
        ),
    ],
)
def test_the_same_name_is_one_person_where_outlet_or_organisation_agree(documents, expected):
    assert ids(documents) == expected


def test_a_person_has_roles_outlets_organisations_and_time():
    documents = [
        document("甲", ("张山", "reporter"), ("张山", "photographer"), day="2026-03-02"),
        document("乙", ("张山", "reporter", "甲网"), day="2026-05-01"),
        document("甲", bylines=[{"name": "评", "role": "author", "collective": True}]),
        document("甲", bylines=[{"name": "冯志强陈芳", "role": "author", "uncut": True}]),
    ]
    found = people(documents)
    (one,) = found.people
    assert (one.articles, one.roles) == (2, {"reporter": 2, "photographer": 1})
    assert (one.outlets, one.organisations) == ({"乙网": 1, "甲网": 1}, {"甲网": 1})
    assert (one.months, one.first, one.last) == ({"2026-03": 1, "2026-05": 1}, "2026-03-02", "2026-05-01")
    assert found.uncut == 1
    assert ids(documents, "photographer") == {"张山 (甲网)": 1}


def test_who_writes_with_whom_is_a_network_that_others_read(tmp_path):
    documents = [
        document("甲", "张山", ("王五", "photographer"), ("李水", "editor")),
        document("甲", "张山", "王五"),
        document("甲", "王五", "赵六"),
    ]
    found, near = named(people(documents), "张山")
    assert found.together == {("张山 (甲网)", "王五 (甲网)"): 2}  # an editor writes with nobody
    table_files.write(tmp_path / "n.graphml", [], {}, view.network(near))
    network = networkx.read_graphml(tmp_path / "n.graphml")
    assert not network.is_directed()
    assert set(network.nodes) == {"张山 (甲网)", "王五 (甲网)"}
    assert network.nodes["王五 (甲网)"]["roles"] == "reporter; photographer"
    assert network.edges["张山 (甲网)", "王五 (甲网)"]["articles"] == 2
    table_files.write(tmp_path / "p.parquet", view.rows(found.people), view.KINDS)
    assert list(pandas.read_parquet(tmp_path / "p.parquet")["outlets"][0]) == ["甲网 2"]


def test_the_roles_are_those_of_an_article():
    assert get_args(Role) == ROLES


def test_the_command_lists_and_says_who_is_not_there(data):
    assert "nobody" in run(data, "people", code=1).stderr
    run(data, "people", "没有这样的词", code=1)
    run(data, "people", "--role", "owner", code=2)


def test_the_command_reads_the_index(data, tmp_path):
    by = (Byline(name="秦望江", role="reporter"), Byline(name="卢小满", role="editor"))
    with Store.open(data / "shengmei.sqlite") as store:
        keep(
            store, replace(article("wire", made(3, 200), 9), url="https://wire.example.cn/2.html", bylines=by)
        )
    run(data, "index", "sync")
    table = run(data, "people", "--role", "reporter", "--to", str(tmp_path / "people.csv")).stdout
    assert [line.split() for line in table.splitlines()[1:]] == [
        ["秦望江", "1", "reporter", "示例社", "2026-05-02", "2026-05-02"]
    ]
    assert pandas.read_csv(tmp_path / "people.csv")["id"].tolist() == ["秦望江 (示例社)"]
    assert {one["name"] for one in json.loads(run(data, "people", "--json").stdout)["people"]} == {
        "秦望江",
        "卢小满",
    }
    assert json.loads(run(data, "people", "--name", "卢小满", "--jsonl").stdout)["roles"] == {"editor": 1}


def test_roles_are_named_in_chinese_for_people_alone(monkeypatch, capsys):
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    translation.bind()
    found = people([document("甲", "张山", ("张山", "responsible_editor"))])
    view.write(None, found, {}, limit=5)
    assert "责任编辑" in capsys.readouterr().out
    view.write("csv", found, {}, limit=5)
    assert "responsible_editor" in capsys.readouterr().out
