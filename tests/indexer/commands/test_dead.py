"""`index dead list | show | replay`."""

from __future__ import annotations

import csv
import io
import json
import sqlite3

import pytest

from tests.indexer.commands.conftest import IDS


@pytest.fixture
def refused(run, store, address) -> str:
    """The address of an index with two dead letters, of articles that were damaged when they were fed."""
    damage(store, IDS[1:3], "x' || article")
    assert run(address, "sync").exit_code == 4
    damage(store, IDS[1:3], "substr(article, 3)")
    return address


def damage(store, ids: list[str], to: str) -> None:
    to = to.replace("x'", "'x '")
    with sqlite3.connect(store.path) as database:
        database.executemany(
            f"UPDATE revisions SET article = {to} WHERE article_id = ?", [[one] for one in ids]
        )


def test_what_was_refused_is_listed(run, refused):
    rows = [json.loads(line) for line in run(refused, "dead", "list", "--jsonl").stdout.splitlines()]
    assert [row["id"] for row in rows] == sorted(IDS[1:3])
    assert {row["error"] for row in rows} == {"damaged"}
    assert all("damaged" in row["reason"] and row["at"].startswith("20") for row in rows)
    assert json.loads(run(refused, "dead", "list", "--json").stdout) == rows
    table = run(refused, "dead", "list")
    assert (table.exit_code, all(one in table.stdout for one in IDS[1:3])) == (0, True)
    written = list(
        csv.DictReader(io.StringIO(run(refused, "dead", "list", "--csv").stdout.removeprefix("\ufeff")))
    )
    assert [row["id"] for row in written] == sorted(IDS[1:3])


def test_one_is_shown_with_its_document(run, refused):
    letter = json.loads(run(refused, "dead", "show", IDS[1][:12]).stdout)
    assert (letter["id"], letter["error"], letter["document"]) == (IDS[1], "damaged", {})
    unknown = run(refused, "dead", "show", "0000")
    assert (unknown.exit_code, "was refused" in unknown.stderr) == (1, True)
    assert run(refused, "dead", "show", "").exit_code == 2  # begins all of them


def test_what_is_taken_now_is_no_dead_letter_any_more(run, refused, store):
    assert run(refused, "dead", "replay", IDS[1]).exit_code == 0
    assert [row["id"] for row in json.loads(run(refused, "dead", "list", "--json").stdout)] == [IDS[2]]
    damage(store, IDS[2:3], "x' || article")
    still = run(refused, "dead", "replay")
    assert (still.exit_code, "1 document is still refused" in still.stderr) == (4, True)
    damage(store, IDS[2:3], "substr(article, 3)")
    assert run(refused, "dead", "replay").exit_code == 0
    assert "refused nothing" in run(refused, "dead", "list").stderr
    assert run(refused, "verify").exit_code == 0


def test_nothing_refused(run, address):
    run(address, "sync")
    assert json.loads(run(address, "dead", "list", "--json").stdout) == []
    assert run(address, "dead", "replay").exit_code == 0
