"""A ledger made anew is the same, byte for byte, however many processes compare its texts, and however often
it is killed; on both databases."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.store import Store
from indexer.copies.fingerprints import BITS
from indexer.copies.ledger import rebuild
from indexer.copies.ledger.databases import LedgerConnection, ledger_at
from indexer.copies.ledger.databases.sqlite import SqliteConnection
from indexer.copies.ledger.feed import sync
from indexer.copies.ledger.reader import LedgerReader
from search_cli.cli import root
from shengmei.ledger_place import LedgerPlace
from shengmei.tasks import TasksError, running
from tests.indexer.copies.made_up_texts import made
from tests.indexer.copies.test_recording import article
from tests.kept_articles import keep
from tests.postgresql import Ledgers

TABLES = ("texts", "printed", "outlets", "edges", "groups", "plain_groups", "common")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data directory with stories of several prints, in an order that mixes them, some of them revised."""
    drawn = random.Random(5)
    bodies = []
    for story in range(6):
        wire = made(story, 300)
        bodies += [wire, wire[:200], made(90 + story, 40) + wire, wire, wire[:120] + wire[160:]]
    bodies += [made(200 + number, 150) for number in range(15)]
    drawn.shuffle(bodies)
    folder = tmp_path_factory.mktemp("rebuild")
    with Store.open(folder / "shengmei.sqlite", create=True) as store:
        articles = [article(f"n{number}", body, number) for number, body in enumerate(bodies)]
        for one in articles:
            keep(store, one)
        for one in articles[::7]:
            keep(store, replace(one, body=one.body + made(300, 60)))
    return folder


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    """So that several transactions, and several tasks of each, come of few articles."""
    monkeypatch.setattr(rebuild, "_BATCH", 12)
    monkeypatch.setattr(rebuild, "_PAIRS", 4)


def rebuilt(data: Path, place: LedgerPlace, processes: int) -> object:
    with Store.open(data / "shengmei.sqlite") as store, running(processes=processes) as tasks:
        fed = rebuild.rebuild(store, place, tasks)
        assert (fed.waiting, fed.missed) == (0, 0)
    return content(place)


def content(place: LedgerPlace) -> object:
    """The bytes of a file, the rows of all tables of a database."""
    return place.read_bytes() if isinstance(place, Path) else rows_of(place)


def rows_of(place: LedgerPlace) -> dict[str, list]:
    with closing(ledger_at(place).connect_to_read()) as connection:
        found = {name: connection.rows(f"SELECT * FROM {name} ORDER BY 1") for name in TABLES}
        # Numbers that a transaction drew which was taken back are not drawn again.
        found["unrecorded"] = connection.rows("SELECT article FROM unrecorded ORDER BY number")
        found["prints"] = sorted(connection.entries(list(range(1 << BITS - 16))))
    return found


@pytest.fixture
def expected(data, new_ledger):
    return rebuilt(data, new_ledger(), 1)


def test_both_databases_have_the_same_rows(data, tmp_path):
    file, places = tmp_path / "ledger.sqlite", Ledgers()
    rebuilt(data, file, 1)
    try:
        assert rebuilt(data, places.place(), 1) == rows_of(file)
    finally:
        places.drop()


def test_it_holds_what_a_ledger_holds_that_was_fed(data, new_ledger):
    fed, anew = new_ledger(), new_ledger()
    rebuilt(data, anew, 1)
    with Store.open(data / "shengmei.sqlite") as store:
        sync(store, fed)
    with LedgerReader.open(fed) as one, LedgerReader.open(anew) as other:
        assert one.counts() == other.counts()
        assert other.counts()["edges"] > 30
        assert one.differences(other) == []
        assert len(other.stories()) == 6


def test_two_processes_make_the_same_bytes(data, expected, new_ledger):
    assert rebuilt(data, new_ledger(), 2) == expected


def _killed_at(data: Path, place: LedgerPlace, processes: int, statement: int) -> int:
    """In a process that is killed before it runs its statement of that number; how that process ended."""

    def run() -> None:
        left = iter(range(statement, -1, -1))

        def count(_statement: str) -> None:
            if not next(left):
                os.kill(os.getpid(), signal.SIGKILL)

        opened = rebuild.BulkWriter.open

        def traced(*arguments):
            ledger = opened(*arguments)
            trace(ledger._connection, count)
            return ledger

        rebuild.BulkWriter.open = traced
        rebuilt(data, place, processes)

    child = multiprocessing.get_context("fork").Process(target=run)
    child.start()
    child.join()
    return child.exitcode or 0


def trace(connection: LedgerConnection, each: Callable[[str], None]) -> None:
    """Calls `each` with every statement before it runs."""
    if isinstance(connection, SqliteConnection):
        connection.database.set_trace_callback(each)
        return
    sent = connection._connection
    for name in ("execute", "cursor"):
        run = getattr(sent, name)

        def traced(*words, run=run, **named):
            each(str(words))
            return run(*words, **named)

        setattr(sent, name, traced)


@pytest.mark.parametrize("processes", [1, 2])
def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(data, expected, new_ledger, processes):
    drawn = random.Random(processes)
    for statement in (1, *sorted(drawn.sample(range(2, 200), 2))):
        place = new_ledger()
        assert _killed_at(data, place, processes, statement) == -signal.SIGKILL
        _killed_at(data, place, processes, 60)  # and once more, soon after it went on
        assert content(place) != expected
        assert rebuilt(data, place, 1) == expected, statement


def test_a_process_that_is_killed_is_an_error_and_the_next_run_ends_it(data, tmp_path, monkeypatch):
    path, expected = tmp_path / "ledger.sqlite", rebuilt(data, tmp_path / "expected.sqlite", 1)
    here = os.getpid()
    compared = rebuild.compared

    def killed(*pair):
        if os.getpid() != here and sqlite3.connect(path).execute("SELECT count(*) FROM texts").fetchone()[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return compared(*pair)

    with monkeypatch.context() as patched:
        patched.setattr(rebuild, "compared", killed)
        with pytest.raises(TasksError, match="died"):
            rebuilt(data, path, 2)
    assert path.read_bytes() != expected
    assert rebuilt(data, path, 2) == expected


def test_the_command_takes_a_number_of_processes(data):
    ledger = data / "ledger.sqlite"
    called = CliRunner().invoke(root, ["--data", str(data), "ledger", "rebuild", "--processes", "2"])
    assert called.exit_code == 0, called.output
    assert not ledger.with_suffix(".new").exists()
    with LedgerReader.open(ledger) as opened:
        assert len(opened.stories()) == 6
    with sqlite3.connect(ledger) as database:
        assert database.execute("SELECT count(*) FROM unrecorded").fetchone() == (0,)
    both = ["--data", str(data), "ledger", "rebuild", "--processes", "2", "--on", "dask://127.0.0.1:1"]
    refused = CliRunner().invoke(root, both)
    assert refused.exit_code == 2
    assert "--processes" in refused.output
