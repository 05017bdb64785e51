"""What only a server can do to a store: many writers, broken connections, values that it refuses."""

from __future__ import annotations

import random
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from sqlalchemy import create_engine, event, text

from crawler.items import article_id
from crawler.store import Discovery, Store, StoreError, StoreUnreachable
from crawler.store.databases import postgresql
from tests.crawler.store.test_store import ARTICLE, NOW, URL, current, found, keep
from tests.kept_articles import keep as keep_many
from tests.postgresql import ONE_STORE, postgresql_server


@pytest.fixture
def store():
    with Store.open(ONE_STORE.emptied(), create=True) as opened:
        yield opened


def cut(store: Store) -> int:
    """Ends all connections to the store's database but the one that says so."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    # Not in a transaction, which would see the same list again and again.
    engine = create_engine(store.path.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        ended = connection.execute(text(f"SELECT count(pg_terminate_backend(pid)) {others}")).scalar_one()
        while connection.execute(text(f"SELECT count(*) {others}")).scalar_one():
            time.sleep(0.01)
    engine.dispose()
    return ended


def test_a_reader_of_the_change_log_never_skips_whatever_commits_late_or_rolls_back(store):
    """Four writers hold their transactions open for a moment, every third one undoes them, and a reader moves
    its cursor to the newest change it sees, as an index does."""
    keep(store, ARTICLE)
    key, ended, written, seen = article_id(URL), threading.Event(), [], []

    def write(number: int) -> None:
        dice = random.Random(number)
        with Store.open(store.path) as own:
            for turn in range(15):
                with suppress(KeyError), own.writing() as transaction:
                    transaction.masks.tell_indexes([key], NOW)
                    time.sleep(dice.random() / 200)
                    if (turn + number) % 3 == 0:
                        raise KeyError
                    written.append(number)

    def read() -> None:
        cursor = 0
        with Store.open(store.path) as own:
            while True:
                last = ended.is_set()
                news = own.read(lambda transaction: transaction.changes.after(cursor, 99))  # noqa: B023
                seen.extend(seq for seq, _ in news)
                cursor = seen[-1] if seen else 0
                if last and not news:
                    return

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    reader = threading.Thread(target=read)
    for thread in (*writers, reader):
        thread.start()
    for thread in writers:
        thread.join()
    ended.set()
    reader.join()
    with store.reading() as transaction:
        kept = [seq for seq, _ in transaction.changes.after(0, 999)]
    assert len(written) == 40
    assert seen == kept
    assert len(kept) == 41


def test_two_writers_wait_for_each_other_from_their_beginning(store):
    """Who began second sees what the first one wrote: the number of a capture is the next one."""
    begun = threading.Event()
    ids: list[int] = []

    def second() -> None:
        with Store.open(store.path) as own:
            begun.set()
            ids.extend(keep_many(own, ARTICLE))

    thread = threading.Thread(target=second)
    with store.writing() as transaction:
        thread.start()
        begun.wait()
        from tests.crawler.store.test_store import capture

        ids.append(capture(transaction))
    thread.join()
    assert ids == [1, 2]


def test_a_lock_that_is_held_too_long_is_named(store, monkeypatch):
    monkeypatch.setattr(postgresql, "PATIENCE", 0.2)
    with store.writing(), Store.open(store.path) as second:
        with pytest.raises(StoreError, match="locked by another process"), second.writing():
            pass
        with second.reading() as transaction:  # who reads waits for nobody
            assert transaction.articles.count() == {}


def test_a_reader_sees_one_moment_and_writes_nothing(store):
    with store.reading() as transaction:
        assert transaction.articles.count() == {}
        with Store.open(store.path) as second:
            keep(second, ARTICLE)
        assert transaction.articles.count() == {}
    assert current(store).article == ARTICLE
    with pytest.raises(StoreError, match="read-only"), store.reading() as transaction:
        transaction.frontier.discover([found()], NOW)


def test_connections_that_were_ended_are_made_anew(store):
    keep(store, ARTICLE)
    assert cut(store) >= 1
    assert current(store).article == ARTICLE
    assert cut(store) >= 1
    assert keep(store, ARTICLE) == "same"


def test_a_transaction_whose_connection_is_ended_is_undone_and_done_again(store):
    turns = []

    def discover(transaction) -> int:
        new = transaction.frontier.discover([found()], NOW)
        turns.append(new)
        if len(turns) == 1:
            cut(store)
        return transaction.frontier.discover([found(), found(f"{URL}?2")], NOW)

    def discover_once() -> None:
        with store.writing() as transaction:
            transaction.frontier.discover([found()], NOW)
            cut(store)
            transaction.frontier.states()

    with pytest.raises(StoreUnreachable, match="ended the connection"):
        discover_once()
    assert store.write(discover) == 1
    assert turns == [1, 1]
    with store.reading() as transaction:
        assert transaction.frontier.states() == {"discovered": 2}


def test_one_whose_connection_is_ended_while_it_waits_for_its_turn_waits_again(store):
    """Nothing was written by then, so there is nothing to ask whether it was kept."""
    found_new: list[int] = []

    def second() -> None:
        with Store.open(store.path) as own:
            found_new.append(own.write(lambda there: there.frontier.discover([found()], NOW)))

    thread = threading.Thread(target=second)
    waiting = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'"
    engine = create_engine(store.path.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        with store.writing():
            thread.start()
            while not connection.execute(text(f"SELECT count(pg_terminate_backend(pid)) {waiting}")).scalar():
                time.sleep(0.01)
        thread.join()
    engine.dispose()
    assert found_new == [1]


def test_what_was_committed_before_its_connection_ended_is_not_done_again(store, monkeypatch):
    """The server ends the connection after the commit, before anybody is told."""
    calls = []
    commit = type(store._engine.dialect).do_commit

    def break_behind(dialect, connection) -> None:
        commit(dialect, connection)
        if calls == ["discover"]:
            calls.append("broken")
            raise postgresql.psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(type(store._engine.dialect), "do_commit", break_behind)

    def discover(transaction) -> int:
        calls.append("discover")
        return transaction.frontier.discover([found()], NOW)

    assert store.write(discover) == 1
    assert calls == ["discover", "broken"]


def test_a_connection_that_ends_while_the_server_is_asked_what_it_kept_is_made_anew(store):
    """A server that shuts down ends its connections one after the other."""
    cuts: list[int] = []

    @event.listens_for(store._engine, "before_cursor_execute")
    def _cut(_connection, _cursor, statement: str, *_: object) -> None:
        if "pg_xact_status" in statement and len(cuts) < 2:
            cuts.append(cut(store))

    def discover(transaction) -> int:
        if not cuts:
            cuts.append(cut(store))
        return transaction.frontier.discover([found()], NOW)

    assert store.write(discover) == 1
    assert len(cuts) == 2


def test_a_server_that_starts_again_is_waited_for(store):
    server = postgresql_server()
    keep(store, ARTICLE)
    server.stop("fast")
    starting = threading.Timer(0.7, server.start)
    starting.start()
    try:
        assert current(store).article == ARTICLE
        assert keep(store, ARTICLE) == "same"
    finally:
        starting.join()


def test_whatever_is_asked_of_a_server_that_has_gone_is_told_so(store, monkeypatch):
    monkeypatch.setattr(postgresql, "PATIENCE", 0.1)
    asked = (
        lambda: store.uuid,
        store.older,
        store.size,
        lambda: current(store),
        lambda: keep(store, ARTICLE),
    )
    server = postgresql_server()
    server.stop("fast")
    try:
        for one in asked:
            with pytest.raises(StoreUnreachable):
                one()
    finally:
        server.start()


def test_text_is_in_the_order_of_its_bytes_and_its_beginning_is_found(store):
    names = ["a", "B", "á", "Ä", "_", "长", "Z"]
    rows = [Discovery(url=f"https://{name}", address="x", site=name) for name in names]
    with store.writing() as transaction:
        transaction.frontier.discover(rows, NOW)
        assert transaction.frontier.sites() == sorted(names)


def test_what_postgresql_has_no_room_for_is_replaced(store):
    """U+0000 in the title of a list's link, and half a character; not what is only written like it."""
    with store.writing() as transaction:
        transaction.frontier.discover([found(title="长\x00江\\u0000\ud83d")], NOW)
        (row,) = transaction.frontier.dequeue("example", 9, NOW)
    assert row.title == "长\ufffd江\\u0000?"


def test_the_longest_address_that_is_taken_in_has_room_in_every_index(store):
    from crawler.pages.address_shapes import LONGEST

    dice = random.Random(1)
    path = "".join(
        dice.choice("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(LONGEST)
    )
    url = f"https://m.example.cn/{path}"[:LONGEST]
    with store.writing() as transaction:
        transaction.frontier.discover([found(url)], datetime.now(UTC))
    assert keep_many(store, type(ARTICLE)(url=url, site="example", title="x", body="y"))


def test_numbers_of_changes_follow_one_another(store):
    keep(store, ARTICLE)
    with suppress(KeyError), store.writing() as transaction:
        transaction.masks.tell_indexes([article_id(URL)], NOW)
        raise KeyError
    with store.writing() as transaction:
        transaction.masks.tell_indexes([article_id(URL)] * 3, NOW)
    with store.reading() as transaction:
        numbers = [seq for seq, _ in transaction.changes.after(0, 9)]
    assert all(one < other for one, other in pairwise(numbers))
