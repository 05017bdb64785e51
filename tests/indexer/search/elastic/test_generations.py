"""Whose index stands behind the alias, how old it is, and how the next one takes its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from indexer.search import (
    Query,
    Refused,
    SearchError,
    Write,
    drop,
    kept_indexes,
    open_index,
    rebuilding,
    replacing,
)
from indexer.search.elastic.client import Address, Server
from indexer.search.elastic.generations import begin, building
from indexer.search.elastic.index import ElasticIndex
from indexer.search.elastic.login import Login
from shengmei.problems import UsageProblem
from tests.indexer import server_addresses
from tests.servers.proxy import Answer, Drop, proxy_to

pytestmark = pytest.mark.server


@pytest.fixture
def prefix(elasticsearch_server) -> Iterator[str]:
    address = server_addresses.take(elasticsearch_server, "generations")
    yield address.rpartition("/")[2]
    server_addresses.give_back(address)


@pytest.fixture
def server(elasticsearch_server, prefix):
    made = Server(Address.parse(f"{elasticsearch_server}/{prefix}"), Login())
    yield made
    made.close()


@pytest.fixture
def address(elasticsearch_server, prefix) -> str:
    return f"{elasticsearch_server}/{prefix}"


@pytest.fixture
def index(address):
    """An index with one document."""
    with open_index(address, create=True) as made:
        fill(made, 1)
        assert made.count(Query()) == 1  # from here on everybody sees it
        yield made


def fill(index, number: int, start: int = 0) -> list[Refused]:
    ids = [f"{n:032x}" for n in range(start, start + number)]
    return index.write([Write(id=i, version=1, document={"id": i, "title": "桥", "change": 1}) for i in ids])


def indexes(server) -> list[str]:
    """`["1"]` where there is only `…-articles-1`."""
    alias = server.address.alias
    return sorted(name.removeprefix(f"{alias}-") for name in server.request("GET", f"/{alias}-*/_settings"))


def answering(server) -> list[str]:
    alias = server.address.alias
    return [name.removeprefix(f"{alias}-") for name in server.request("GET", f"/{alias}/_settings")]


def make(server, name: str, meta: dict[str, object] | None = None, **body: object) -> None:
    server.request("PUT", f"/{name}", {"mappings": {"_meta": meta or {}}} | body)


def test_an_index_of_others_under_our_name_is_left_alone(server, address):
    make(server, server.address.alias)
    for create in (False, True):
        with pytest.raises(SearchError, match=r"not an alias.*another prefix"):
            open_index(address, create=create)
    with pytest.raises(SearchError, match="another prefix"):
        rebuilding(address).__enter__()


def test_an_alias_to_an_index_of_others_is_left_alone(server, address):
    make(server, f"{server.address.prefix}-theirs", aliases={server.address.alias: {}})
    with pytest.raises(SearchError, match=r"is not ours.*another prefix"):
        open_index(address, create=True)


@pytest.mark.usefixtures("index")
def test_an_alias_to_two_indexes_is_no_index(server, address):
    make(server, f"{server.address.prefix}-theirs", aliases={server.address.alias: {}})
    with pytest.raises(SearchError, match="not an alias of one index"):
        open_index(address)


def test_a_newer_format(server, address):
    meta = {"owner": "shengmei", "identity": "x", "format": "99"}
    make(server, f"{server.address.prefix}-newer", meta, aliases={server.address.alias: {}})
    with pytest.raises(SearchError, match=r"newer version .*update shengmei"):
        open_index(address)


@pytest.mark.parametrize("kind", ["component_template", "index_template"])
def test_a_template_of_others_is_not_overwritten(server, address, kind):
    body = {"template": {}} if kind == "component_template" else {"index_patterns": ["nothing-at-all"]}
    path = f"/_{kind}/{server.address.alias}"
    server.request("PUT", path, body)
    with pytest.raises(SearchError, match="not ours"):
        open_index(address, create=True)
    server.request("DELETE", path)


def test_a_deleted_index_is_noticed_and_made_anew_as_another(index, server, address):
    server.request("DELETE", f"/{server.address.alias}-1")
    for asked in (lambda: index.count(Query()), lambda: index.search(Query()), lambda: fill(index, 2)):
        with pytest.raises(SearchError, match=r"was deleted.*index sync"):
            asked()
    with pytest.raises(SearchError, match="no index yet"):
        open_index(address)
    with open_index(address, create=True) as again:
        assert again.identity != index.identity
        with pytest.raises(SearchError, match="was replaced by another"):
            fill(index, 2)
        assert again.count(Query()) == 0


def test_the_new_generation_is_filled_without_refresh_and_takes_the_alias_in_one_step(index, server, address):
    assert (indexes(server), answering(server)) == (["1"], ["1"])
    with rebuilding(address) as fresh:
        fill(fresh, 3)
        assert (indexes(server), answering(server)) == (["1", "2"], ["1"])
        assert refresh(server, "2") == "-1"
        assert index.count(Query()) == 1
    assert (indexes(server), answering(server)) == (["1", "2"], ["2"])
    assert refresh(server, "2") is None
    with open_index(address) as now:
        assert now.count(Query()) == 3


def refresh(server, number: str) -> str | None:
    name = f"{server.address.alias}-{number}"
    return server.request("GET", f"/{name}/_settings")[name]["settings"]["index"].get("refresh_interval")


@pytest.mark.usefixtures("index")
def test_what_a_killed_rebuilding_left_goes_with_the_next(server, address):
    left = ElasticIndex(server, begin(server), alias=building(server))
    fill(left, 2)
    assert (indexes(server), answering(server)) == (["1", "2"], ["1"])
    with rebuilding(address) as fresh:
        with pytest.raises(SearchError, match="was replaced by another"):
            fill(left, 2)  # had it not been killed, it would hear of it
        fill(fresh, 5)
    assert (indexes(server), answering(server)) == (["1", "2"], ["2"])


@pytest.mark.usefixtures("index")
def test_only_what_stood_there_at_the_beginning_is_replaced(server, address):
    def rebuild_while_another_is_faster() -> None:
        with rebuilding(address) as fresh:
            fill(fresh, 2)
            other = {"owner": "shengmei", "identity": "other", "format": "1"}
            make(server, f"{server.address.alias}-9", other)
            alias = server.address.alias
            actions = [
                {"add": {"index": f"{alias}-9", "alias": alias}},
                {"remove": {"index": f"{alias}-1", "alias": alias}},
            ]
            server.request("POST", "/_aliases", {"actions": actions})

    with pytest.raises(SearchError, match="was replaced by another meanwhile"):
        rebuild_while_another_is_faster()
    assert (indexes(server), answering(server)) == (["1", "2", "9"], ["9"])


@pytest.mark.parametrize(
    ("fault", "after"),
    [
        (Answer.error(400, "illegal_argument_exception"), "1"),
        (Drop(heard=False), "1"),
        (Drop(heard=True), "2"),
    ],
    ids=["refused", "unheard", "answer lost"],
)
@pytest.mark.usefixtures("index")
def test_a_swap_that_fails_never_leaves_nothing(server, address, elasticsearch_server, fault, after):
    def rebuild() -> None:
        with rebuilding(address.replace(elasticsearch_server, proxy.address)) as fresh:
            fill(fresh, 2)
            proxy.spoil("_aliases", fault)

    with proxy_to(elasticsearch_server) as proxy, pytest.raises(SearchError):
        rebuild()
    assert (indexes(server), answering(server)) == (["1", "2"], [after])
    with open_index(address) as now:
        assert now.count(Query()) == int(after)


@pytest.mark.usefixtures("index")
def test_a_rebuilding_that_broke_off_is_gone_on_with_by_who_knows_it(server, address):
    broken = break_off(address, 2)
    for resume, numbers, documents in (((broken,), ["1", "2"], 2), ((), ["1", "2"], 0)):
        with rebuilding(address, resume=resume, swap=False) as fresh:
            assert (fresh.identity == broken, fresh.count(Query())) == (bool(resume), documents)
        assert (indexes(server), answering(server)) == (numbers, ["1"])
        assert [one.state for one in kept_indexes(address)] == ["unfinished"]


def break_off(address: str, documents: int) -> str:
    """Begins a rebuilding and breaks it off; gives the identity of what it leaves."""
    with suppress(KeyboardInterrupt), rebuilding(address) as fresh:
        fill(fresh, documents)
        raise KeyboardInterrupt
    return fresh.identity


@pytest.mark.usefixtures("index")
def test_one_with_another_mapping_is_not_gone_on_with(server, address):
    broken = break_off(address, 2)
    with proxy_to(server.address.url) as proxy:  # a server with one word analyzer more than before
        proxy.spoil("_analyze", *[Answer(200, b'{"tokens": []}')] * 2)
        other = Server(Address.parse(address.replace(server.address.url, proxy.address)), Login())
        with pytest.raises(SearchError):  # which in truth it does not have
            begin(other, resume=(broken,))
    assert indexes(server) == ["1"]


@pytest.mark.usefixtures("index")
def test_what_was_replaced_is_kept_can_come_back_and_can_be_dropped(server, address):
    with rebuilding(address) as fresh:
        fill(fresh, 3)
    (old,) = kept_indexes(address)
    assert (old.name, old.state, old.documents) == (f"{server.address.alias}-1", "kept", 1)
    assert old.size > 0
    with replacing(address, old.name) as back:
        fill(back, 1, start=7)
        assert answering(server) == ["2"]
    assert (indexes(server), answering(server)) == (["1", "2"], ["1"])
    with open_index(address) as now:
        assert now.count(Query()) == 2
    drop(address, [f"{server.address.alias}-{number}" for number in (1, 2)])  # the first one answers by now
    assert (indexes(server), kept_indexes(address)) == (["1"], [])


@pytest.mark.usefixtures("index")
def test_only_what_is_there_can_take_the_place(server, address):
    for name, said in ((None, "no index is built"), (f"{server.address.alias}-7", "no kept index")):
        with pytest.raises(UsageProblem, match=said):
            replacing(address, name).__enter__()
    with rebuilding(address, swap=False) as fresh:
        fill(fresh, 3)
    with pytest.raises(UsageProblem, match="is being built"):
        replacing(address, f"{server.address.alias}-1").__enter__()
    with replacing(address) as built:
        assert built.identity == fresh.identity
    assert answering(server) == ["2"]


@pytest.mark.usefixtures("index")
def test_indexes_of_others_beside_ours_are_not_listed(server, address):
    make(server, f"{server.address.alias}-7")
    make(server, f"{server.address.alias}-seven", {"owner": "shengmei", "identity": "x", "format": "1"})
    assert kept_indexes(address) == []


def test_shards_and_replicas_are_what_the_operators_template_says(server, address):
    def put(shards: int) -> None:
        settings = {"number_of_shards": shards, "number_of_replicas": 0, "auto_expand_replicas": "false"}
        path = f"/_component_template/{server.address.alias}@custom"
        server.request("PUT", path, {"template": {"settings": settings}})

    put(2)
    with open_index(address, create=True) as made:
        fill(made, 3)
        index = server.request("GET", f"/{server.address.alias}/_settings")[made.info().details["index"]]
        assert index["settings"]["index"]["number_of_shards"] == "2"
        assert (made.count(Query()), made.rebuild_benefits()) == (3, ())
        put(1)
        assert "settings of today" in made.rebuild_benefits()[0]
