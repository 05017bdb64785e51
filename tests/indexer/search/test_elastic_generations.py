"""Whose index stands behind the alias, how old it is, and how the next one takes its place."""

from __future__ import annotations

from itertools import count

import pytest

from indexer.search import Query, Refused, SearchError, Write, open_index, rebuilding
from indexer.search.elastic import ElasticIndex
from indexer.search.elastic_client import Address, Server
from indexer.search.elastic_generation import begin, building
from indexer.search.elastic_login import Login
from tests.servers.proxy import Answer, Drop, proxy_to

pytestmark = pytest.mark.server
_numbers = count(1)


@pytest.fixture
def prefix() -> str:
    return f"generations-{next(_numbers)}"


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
    assert (indexes(server), answering(server)) == (["2"], ["2"])
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
    assert indexes(server) == answering(server)


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
    assert (indexes(server), answering(server)) == (["1", "9"], ["9"])


@pytest.mark.parametrize(
    ("fault", "after"),
    [
        (Answer.error(400, "illegal_argument_exception"), ["1"]),
        (Drop(heard=False), ["1", "2"]),  # nobody knows: the next rebuilding clears up
        (Drop(heard=True), ["2"]),
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
    assert indexes(server) == after
    with open_index(address) as now:
        assert now.count(Query()) == (2 if after == ["2"] else 1)
