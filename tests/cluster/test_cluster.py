"""An index on a cluster whose nodes go and come back: nothing is lost, and no answer is that of a part."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from crawler.items import article_id
from crawler.store import Store
from indexer.feed import Feed
from indexer.search import IndexUnavailable, Phrase, Query, SearchError, open_index
from indexer.search.elastic.index import ElasticIndex
from indexer.verify import Verifier
from tests.cluster.nodes import Cluster, Node, cluster
from tests.indexer.feeding import article, keep
from tests.indexer.search.elastic.asking import ASKED

pytestmark = [pytest.mark.cluster, pytest.mark.server]

ARTICLES = 1_200
PATIENCE = 300.0  # seconds: the machine of the tests may be busy
DISK_MB = 400
WATERMARKS = {
    "cluster.info.update.interval": "10s",
    "cluster.routing.allocation.disk.watermark.low": "150mb",
    "cluster.routing.allocation.disk.watermark.high": "100mb",
    "cluster.routing.allocation.disk.watermark.flood_stage": "50mb",
    "cluster.routing.allocation.disk.reroute_interval": "10s",
}


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    with cluster(before_start=give_a_small_disk, **WATERMARKS) as made:
        yield made
        for node in made.nodes:
            node.kill()
        wait_until(lambda: unmounted(made.nodes[-1]))


def give_a_small_disk(nodes: list[Node]) -> None:
    """The last node's disk is small, where a file system may be mounted."""
    nodes[-1].data.mkdir(parents=True)
    if os.geteuid() == 0:
        command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=755", "tmpfs", str(nodes[-1].data)]
        subprocess.run(command, check=False, capture_output=True)


def unmounted(node: Node) -> bool:
    """Whether its disk is away; a server that was killed may hold it a moment longer."""
    if os.path.ismount(node.data):
        subprocess.run(["umount", str(node.data)], check=False, capture_output=True)
    return not os.path.ismount(node.data)


@pytest.fixture
def nodes(running) -> Iterator[Cluster]:
    """The cluster with all nodes, before and after."""
    yield running
    for node in running.nodes:
        if node.process is None:
            running.start(node)
    running.wait_for("green", nodes=3)


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        keep(opened, *(article(number) for number in range(ARTICLES)))
        yield opened


def make(nodes: Cluster, name: str, **settings: Any) -> str:
    """The address of a new index of that name with three shards, by way of the first node.

    Its replicas are whole: of a shard whose node dies before that, no other has a copy yet."""
    own = {"number_of_shards": 3, "number_of_replicas": 1, "auto_expand_replicas": "false", **settings}
    body = {"template": {"settings": own}}
    nodes.ask("PUT", f"/_component_template/{name}-articles@custom", body)
    open_index(address(nodes, name), create=True).close()
    nodes.wait_for("green", nodes=3)
    return address(nodes, name)


def address(nodes: Cluster, name: str, node: Node | None = None) -> str:
    return f"{(node or nodes.nodes[0]).address}/{name}"


def feed(store: Store, where: str, **more: Any) -> int:
    """How many documents a sync writes; it waits for nodes to be found missing."""
    with open_index(where, create=True) as index:
        return Feed(store, index, where).sync(patience=PATIENCE, **more).written


def ensure_whole(store: Store, where: str, number: int = ARTICLES) -> None:
    """Every article is there in its newest version, and nothing else."""
    with open_index(where) as index:
        verified = Verifier(store, index, where).verify()
        assert (verified.documents, verified.waiting, verified.refused) == (number, 0, 0)
        assert verified.found.count == 0, verified.found
        assert index.count(Query(root=Phrase("长江"))) == number


def ids(number: int = ARTICLES) -> list[str]:
    return sorted(article_id(article(one).url) for one in range(number))


def another(nodes: Cluster, index: str, asked: Node) -> Node:
    """A node with a primary shard, that is not the one that is asked."""
    return next(one for one in nodes.holders(f"{index}-articles", primary=True) if one is not asked)


def test_an_index_has_the_shards_and_replicas_that_the_templates_say(nodes, store):
    own, plain = make(nodes, "own"), address(nodes, "plain")
    for where, shards, replicas in ((own, "3", "1"), (plain, "1", "1")):
        feed(store, where)
        name = where.rpartition("/")[2]
        ((_, said),) = nodes.ask("GET", f"/{name}-articles/_settings").items()
        index = said["settings"]["index"]
        assert (index["number_of_shards"], index["number_of_replicas"]) == (shards, replicas)
        ensure_whole(store, where)
        with open_index(where) as opened:
            assert opened.rebuild_benefits() == ()


def test_a_node_that_dies_in_mid_sync_loses_nothing(nodes, store):
    where = make(nodes, "sync")

    def kill_one(*_: int) -> None:
        if all(node.process for node in nodes.nodes):
            another(nodes, "sync", nodes.nodes[0]).kill()

    assert feed(store, where, on_progress=kill_one) == ARTICLES
    nodes.wait_for("yellow", nodes=2)
    ensure_whole(store, where)


def test_the_node_that_is_asked_dies_in_mid_sync(nodes, store):
    """The sync says so, and one by way of another node goes on where it was."""
    make(nodes, "asked")
    there, here = nodes.nodes[1], nodes.nodes[0]
    where = address(nodes, "asked", there)
    with ElasticIndex.open(where, patience=1) as index, pytest.raises(IndexUnavailable, match="be reached"):
        Feed(store, index, where).sync(on_progress=lambda *_: there.kill())
    nodes.wait_for("yellow", nodes=2)
    with open_index(address(nodes, "asked", here)) as index:
        lag = Feed(store, index, where).lag()
    assert 0 < lag.behind < ARTICLES
    assert feed(store, address(nodes, "asked", here)) == lag.behind
    ensure_whole(store, address(nodes, "asked", here))


def test_a_node_that_dies_in_mid_search_changes_no_answer(nodes, store):
    where = make(nodes, "search")
    feed(store, where)
    with open_index(where) as index, asking(where) as answers:
        wait_until(lambda: all(len(said) > 1 for said in answers.values()))
        portions = index.scan(Query(), batch=100)
        scanned = [hit.id for hit in next(portions).hits]
        killed = another(nodes, "search", nodes.nodes[0])
        killed.kill()
        scanned += [hit.id for portion in portions for hit in portion.hits]
        nodes.wait_for("yellow", nodes=2)
        before = {name: len(said) for name, said in answers.items()}
        wait_until(lambda: all(len(said) > before[name] + 1 for name, said in answers.items()))
    assert scanned == ids()
    ensure_the_same(answers, where)


def test_what_stands_on_a_node_alone_is_said_to_be_missing_with_it(nodes, store):
    where = make(nodes, "alone", number_of_replicas=0)
    feed(store, where)
    with open_index(where) as index:
        expected = {name: ask(index, ids()) for name, ask in ASKED.items()}
        another(nodes, "alone", nodes.nodes[0]).kill()
        nodes.wait_for("red", nodes=2)
        for ask in ASKED.values():
            with pytest.raises(IndexUnavailable, match="for the whole index now"):
                ask(index, ids())
        with pytest.raises(IndexUnavailable):
            Verifier(store, index, where).verify()
        for node in nodes.nodes:
            if node.process is None:
                nodes.start(node)
        nodes.wait_for("green", nodes=3)
        assert {name: ask(index, ids()) for name, ask in ASKED.items()} == expected
    ensure_whole(store, where)


def test_a_rolling_restart_loses_nothing(nodes, store):
    """Each node in turn, while others are asked and fed."""
    number = ARTICLES
    make(nodes, "rolling")
    feed(store, address(nodes, "rolling"))
    for node in nodes.nodes:
        other = next(one for one in nodes.nodes if one is not node)
        where = address(nodes, "rolling", other)
        with asking(where) as answers:
            node.stop()
            wait_until(lambda answers=answers: all(answers.values()))
            nodes.start(node)
            nodes.wait_for("green", nodes=3, asked=other)
        ensure_the_same(answers, where)
        keep(store, *(article(one) for one in range(number, number + 50)))
        number += 50
        assert feed(store, where) == 50
    ensure_whole(store, address(nodes, "rolling"), number)


def test_a_full_node_stops_the_sync_until_there_is_room(nodes, store):
    full = nodes.nodes[-1]
    if not os.path.ismount(full.data):
        pytest.skip("no small disk could be mounted (it takes root)")
    alone = {"number_of_shards": 1, "number_of_replicas": 0, "routing.allocation.require._name": full.name}
    where = make(nodes, "full", **alone)
    feed(store, where)
    keep(store, *(article(one) for one in range(ARTICLES, ARTICLES + 50)))
    filler = full.data / "filler"
    try:
        with filler.open("wb") as file:
            free = os.statvfs(full.data).f_bavail * os.statvfs(full.data).f_frsize
            file.write(b"\0" * (free - 20_000_000))
        wait_until(lambda: blocked(nodes, "full"))
        with pytest.raises(SearchError, match=r"read-only .*free disk space"):
            feed(store, where)
        with open_index(where) as index:
            assert index.count(Query(root=Phrase("长江"))) == ARTICLES
    finally:
        filler.unlink()
    wait_until(lambda: not blocked(nodes, "full"))
    assert feed(store, where) == 50
    ensure_whole(store, where, ARTICLES + 50)


def blocked(nodes: Cluster, name: str) -> bool:
    ((_, said),) = nodes.ask("GET", f"/{name}-articles/_settings").items()
    return "read_only_allow_delete" in said["settings"]["index"].get("blocks", {})


@contextmanager
def asking(where: str) -> Iterator[dict[str, list[Any]]]:
    """Asks everything again and again in a thread of its own; what was answered by name, or the error."""
    answers: dict[str, list[Any]] = {name: [] for name in ASKED}
    ended = threading.Event()

    def ask() -> None:
        with open_index(where) as index:
            while not ended.is_set():
                for name, one in ASKED.items():
                    try:
                        answers[name].append(one(index, ids()))
                    except SearchError as error:
                        answers[name].append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield answers
    finally:
        ended.set()
        thread.join()


def ensure_the_same(answers: dict[str, list[Any]], where: str) -> None:
    """Each answer is what the whole index answers now, or says that it could not be had."""
    with open_index(where) as index:
        for name, ask in ASKED.items():
            expected = ask(index, ids())
            wrong = [
                one for one in answers[name] if one != expected and not isinstance(one, IndexUnavailable)
            ]
            assert wrong == [], name
            assert expected in answers[name], name


def wait_until(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"not within {seconds:g} s"
        time.sleep(0.2)
