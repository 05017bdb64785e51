"""`index sync | watch | status`: two at once, stopped, and through the faults of a server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from crawler.items import article_id
from crawler.store import Store
from indexer.commands.index.sync import until_terminated
from indexer.feed import BATCH, Feed
from indexer.live_feed import following
from indexer.search import Query, open_index
from indexer.verify import Verifier
from tests.indexer.test_feed import article, keep
from tests.servers import free_port
from tests.servers.proxy import proxy_to

SECONDS = 60  # for what comes at once on a machine with nothing else to do


def held(address: str) -> int:
    with open_index(address) as index:
        return index.count(Query())


def until(true: Callable[[], bool], say: Callable[[], str] = lambda: "it does not become true") -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, say()
        time.sleep(0.05)


class Watching:
    """`shengmei index watch` in a process of its own."""

    def __init__(self, store: Store, address: str) -> None:
        command = [sys.executable, "-m", "search_cli", "index", "watch", "--every", "0.1"]
        command += ["--data", str(store.path.parent), "--index", address]
        environment = {**os.environ, "SHENGMEI_CONFIG": os.devnull, "PYTHONPATH": os.pathsep.join(sys.path)}
        self._said: list[bytes] = []
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
        assert self.process.stderr is not None
        os.set_blocking(self.process.stderr.fileno(), False)

    @property
    def said(self) -> str:
        assert self.process.stderr is not None
        self._said.append(self.process.stderr.read() or b"")
        return b"".join(self._said).decode()

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(SECONDS)


@contextmanager
def watching(store: Store, address: str) -> Iterator[Watching]:
    made = Watching(store, address)
    try:
        yield made
    finally:
        made.process.kill()
        made.process.wait()
        made.process.stderr.close()


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_watch_feeds_until_it_is_stopped(store, address, how, code):
    with watching(store, address) as watch:
        until(lambda: "6 documents written" in watch.said)
        keep(store, article(6), article(7))
        until(lambda: "2 documents written" in watch.said)
        assert watch.stop(how) == code
        assert ("stopped" if code == 0 else "interrupted") in watch.said
    assert held(address) == 8


@pytest.mark.server
def test_watch_waits_for_a_server_that_is_not_there_yet_or_goes_away(store, server_address, run):
    server, prefix = server_address.rsplit("/", 1)
    port = free_port()
    through = f"http://127.0.0.1:{port}/{prefix}"
    with watching(store, through) as watch:
        until(lambda: "cannot be reached" in watch.said)
        with proxy_to(server, port=port):
            until(lambda: "6 documents written" in watch.said)
        keep(store, article(6))
        until(lambda: watch.said.count("cannot be reached") == 2)
        with proxy_to(server, port=port):
            until(lambda: "1 document written" in watch.said, lambda: watch.said)
            assert watch.stop(signal.SIGTERM) == 0
        assert watch.said.count("answers and is fed again") == 2
    assert run(server_address, "verify").exit_code == 0
    assert held(server_address) == 7


def test_watch_goes_on_with_an_index_that_took_the_place_of_its_own(store, address, run):
    with watching(store, address) as watch:
        until(lambda: "6 documents written" in watch.said)
        assert run(address, "rebuild").exit_code == 0
        keep(store, article(6))
        until(lambda: "fed again" in watch.said)
        until(lambda: held(address) == 7)
        assert watch.stop(signal.SIGTERM) == 0
    assert json.loads(run(address, "verify", "--json").stdout)["left"] == 0


@pytest.mark.server
def test_watch_makes_a_deleted_index_anew(store, server_address):
    with watching(store, server_address) as watch:
        until(lambda: "6 documents written" in watch.said)
        with open_index(server_address) as index:
            index._server.request("DELETE", f"/{index.info().details['index']}")
        until(lambda: watch.said.count("6 documents written") == 2)
        assert "trying again" in watch.said  # that it was deleted, or first that its shards do not answer
    until(lambda: held(server_address) == 6)  # a server shows it within a second


def test_watch_ends_at_once_where_waiting_does_not_help(run, tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "file").write_text("")
    result = run(str(tmp_path / "theirs"), "watch")
    assert result.exit_code == 3
    assert "no search index of shengmei" in result.stderr


def test_two_syncs_at_once_lose_nothing_and_write_nothing_twice(store, address):
    keep(store, *(article(number) for number in range(6, BATCH + 40)))
    open_index(address, create=True).close()

    def sync() -> int:
        with Store.open(store.path) as own, open_index(address) as index:
            return Feed(own, index, address).sync(patience=SECONDS).refused

    with ThreadPoolExecutor() as pool:
        assert [one.result() for one in [pool.submit(sync) for _ in range(3)]] == [0, 0, 0]
    with open_index(address) as index:
        verified = Verifier(store, index, address).verify()
        assert (verified.documents, verified.open, verified.waiting) == (BATCH + 40, 0, 0)


def test_status_says_where_the_index_is_and_what_it_is_called(run, address):
    run(address, "sync")
    status = json.loads(run(address, "status", "--json").stdout)
    assert (status["index"], status["documents"], status["behind"]) == (address, 6, 0)
    assert run(address, "status").exit_code == 0


def test_an_index_that_is_replaced_while_it_is_followed_is_fed_on(store, run, address):
    """A crawl goes on for hours; a rebuilding in between must not end its feed."""
    with following(store.path, address) as followed:
        until(lambda: followed.written == 6)
        assert run(address, "rebuild").exit_code == 0
        keep(store, article(6))
    assert followed.problem is None
    with open_index(address) as index:
        assert Verifier(store, index, address).verify().open == 0
        assert index.versions([article_id(article(6).url)]) != {}


def test_watch_is_stopped_also_while_a_class_is_made(capsys):
    class Attribute:
        def __set_name__(self, _owner: type, _name: str) -> None:
            signal.raise_signal(signal.SIGTERM)

    with until_terminated():
        type("Loaded", (), {"attribute": Attribute()})
        raise AssertionError("not stopped")
    assert "stopped" in capsys.readouterr().err
