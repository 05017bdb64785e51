"""What only a server can do to a ledger: several who write, kills, connections that break, readers of another
moment."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from crawler.store import Store, StoreUnreachable
from indexer.copies.ledger import feed, rebuild
from indexer.copies.ledger.databases import ledger_at, postgresql
from indexer.copies.ledger.databases.errors import LedgerError, WrittenMeanwhile
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.ledger.writer import Entry, LedgerWriter
from indexer.copies.recording import record, sync_and_record
from search_cli.cli import root
from shengmei.ledger_place import DatabaseLedger
from tests.indexer.copies.made_up_texts import made
from tests.indexer.copies.test_recording import article, of_the_whole, recorded
from tests.kept_articles import keep
from tests.postgresql import ONE_STORE


@pytest.fixture
def store():
    with Store.open(ONE_STORE.emptied(), create=True) as opened:
        yield opened


@pytest.fixture
def place(store):
    return DatabaseLedger(store.path)


def fill(store: Store, *, stories: int = 4, seed: int = 1) -> None:
    drawn = random.Random(seed)
    bodies = []
    for story in range(stories):
        wire = made(story, 200)
        bodies += [wire, wire[:150], made(90 + story, 40) + wire, wire]
    bodies += [made(200 + number, 120) for number in range(stories)]
    drawn.shuffle(bodies)
    for number, body in enumerate(bodies):
        keep(store, article(f"n{number}", body, number))


def assert_same_texts(store: Store, place: DatabaseLedger, fresh: Path) -> None:
    """It holds what a fresh one holds."""
    feed.sync(store, fresh)
    with LedgerReader.open(place) as one, LedgerReader.open(fresh) as other:
        assert one.differences(other) == []
        assert one.counts()["edges"] > 10


def assert_whole(store: Store, place: DatabaseLedger, tmp_path: Path) -> None:
    """The same, and the store tells its stories."""
    assert_same_texts(store, place, tmp_path / "fresh.sqlite")
    assert recorded(store) == of_the_whole(place) != {}


def test_two_who_feed_it_at_once_and_a_third_that_revises_lose_nothing(store, place, tmp_path, monkeypatch):
    monkeypatch.setattr(feed, "_BATCH", 3)
    fill(store)
    problems = []

    def work() -> None:
        try:
            with Store.open(store.path) as own:
                for _ in range(4):
                    sync_and_record(own, place)
        except Exception as problem:
            problems.append(problem)

    def revise() -> None:
        with Store.open(store.path) as own:
            for number in range(0, 20, 2):
                keep(own, article(f"n{number}", made(number % 4, 180) + made(300 + number, 40), number))

    threads = [threading.Thread(target=one) for one in (work, work, revise)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert problems == []
    sync_and_record(store, place)
    assert_whole(store, place, tmp_path)


def test_a_batch_that_was_read_before_another_one_was_written_is_not_written(store, place):
    fill(store, stories=1)
    with (
        LedgerWriter.open(place, store.uuid, feed.wordings(store)) as one,
        LedgerWriter.open(place, store.uuid, feed.wordings(store)) as other,
    ):
        first = next(feed.batches(store, 0, 3))
        one.write(first.entries, first.gone, first.cursor, behind=0)
        with pytest.raises(WrittenMeanwhile):
            other.write(first.entries, first.gone, first.cursor, behind=0)
        assert feed.feed(other, store).written == 2  # three of five are there
        assert feed.feed(one, store).written == 0


def test_a_sync_under_which_the_ledger_is_replaced_goes_on_in_the_new_one(store, place, tmp_path):
    """Texts have other numbers there: none that was held of the old one is taken for one of the new."""
    fill(store)
    with LedgerWriter.open(place, store.uuid, feed.wordings(store)) as old:
        feed.feed(old, store)
        there = ledger_at(place)
        with LedgerWriter.open(there.beside(), store.uuid, feed.wordings(store)) as new:
            batch = next(feed.batches(store, 0, 99))
            new.write(batch.entries[::-1], batch.gone, batch.cursor, behind=0)
        there.replace()
        keep(store, article("late", made(1, 190), 99))
        assert feed.feed(old, store).written == 1
    record(store, place)
    assert_whole(store, place, tmp_path)


def test_who_reads_sees_one_moment_and_keeps_the_ledger_until_he_has_ended(store, place, monkeypatch):
    fill(store, stories=1)
    sync_and_record(store, place)
    there = ledger_at(place)
    with LedgerReader.open(place) as reader:
        before = reader.counts()
        keep(store, article("late", made(0, 190), 99))
        sync_and_record(store, place)
        feed.sync(store, there.beside())
        monkeypatch.setattr(postgresql, "_SWAPPING", 0.1)
        monkeypatch.setattr(postgresql, "_TRY", "10ms")
        with pytest.raises(LedgerError, match="locked"):
            there.replace()
        assert reader.counts() == before
    there.replace()
    with LedgerReader.open(place) as reader:
        assert reader.counts()["articles"] == before["articles"] + 1


def test_a_connection_that_the_server_ends_is_said_and_the_next_run_ends_it(
    store, place, tmp_path, monkeypatch
):
    monkeypatch.setattr(feed, "_BATCH", 3)
    fill(store)
    done = []

    def cut(now: int, _all: int) -> None:
        done.append(now)
        if len(done) == 2:
            engine = create_engine(store.path.url, isolation_level="AUTOCOMMIT")
            others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            with engine.connect() as connection:
                connection.execute(text(f"SELECT count(pg_terminate_backend(pid)) {others}"))
            engine.dispose()

    with pytest.raises((LedgerError, StoreUnreachable), match="server has ended the connection"):
        feed.sync(store, place, on_progress=cut)
    sync_and_record(store, place)
    assert_whole(store, place, tmp_path)


def killed(work: Callable[[], object], statement: int) -> bool:
    """Does the work in a process that kills itself before the ledger's statement of that number; whether it
    came so far."""

    def run() -> None:
        left, execute = iter(range(statement, -1, -1)), psycopg.Connection.execute

        def counted(connection, *words, **named):
            if not next(left, 1):
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(connection, *words, **named)

        psycopg.Connection.execute = counted
        work()
        os._exit(0)

    child = multiprocessing.get_context("fork").Process(target=run)
    child.start()
    child.join()
    return child.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("words", [["sync"], ["rebuild", "--processes", "1"]], ids=lambda words: words[0])
def test_killed_at_any_moment_it_is_whole_or_says_what_is_missing(store, place, tmp_path, monkeypatch, words):
    monkeypatch.setattr(feed, "_BATCH", 5)
    monkeypatch.setattr(rebuild, "_BATCH", 5)
    monkeypatch.setenv("SHENGMEI_STORE", store.path.url)
    command = ["--data", str(tmp_path / "data"), "ledger", *words]
    fill(store, stories=5)
    drawn, kills = random.Random(words[0]), 0
    for number in range(12):
        kills += killed(lambda: CliRunner().invoke(root, command), drawn.randrange(1, 90))
        if number == 6:
            keep(store, article("late", made(1, 190), 99))
        said = CliRunner().invoke(root, [*command[:3], "status", "--json"])
        assert said.exit_code in (0, 3), said.output
        if said.exit_code == 0 and json.loads(said.stdout)["behind"] == 0:
            assert_same_texts(store, place, tmp_path / f"{number}.sqlite")
    assert kills > 5
    done = CliRunner().invoke(root, command)
    assert done.exit_code == 0, done.output
    assert_whole(store, place, tmp_path)
    left = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'shengmei%'"
    if words[0] == "rebuild":
        with store.connected() as connection:
            assert connection.execute(text(left)).scalars().all() == ["shengmei_ledger"]


def test_a_rebuild_that_is_killed_while_it_takes_the_place_leaves_the_old_or_the_new(store, place):
    """Every statement of the swap in turn."""
    fill(store, stories=1)
    sync_and_record(store, place)
    there = ledger_at(place)
    ended = False
    for statement in range(20):
        feed.sync(store, there.beside())
        came_so_far = killed(there.replace, statement)
        with LedgerReader.open(place) as reader:
            assert reader.counts()["articles"] == 5
        ended = ended or not came_so_far
    assert ended


def test_a_character_for_which_the_server_has_no_room_is_replaced(place):
    entry = Entry(id="a", url="https://example.cn/a", body=made(1, 100), title="甲\x00乙", site="a")
    with LedgerWriter.open(place, "a store", dict) as ledger:
        ledger.write([entry], [], 1)
    with LedgerReader.open(place) as reader:
        assert [one.title for one in reader.articles()] == ["甲\ufffd乙"]
