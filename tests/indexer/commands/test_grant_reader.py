"""`index grant-reader`: the key answers searches and is refused everything else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.items import article_id
from indexer.search import Query, SearchError, open_index, rebuilding
from indexer.search.elastic.client import Address, Rejected, Server
from indexer.search.elastic.login import Login
from search_cli.cli import make_root
from tests.indexer.feeding import article
from tests.servers import KNOWN, PASSWORD, chosen

root = make_root()

pytestmark = pytest.mark.server
ALIAS = "granted-articles"
# OpenSearch has no security without a plugin of its own, and makes no such keys.
SECURED = [name for name in chosen() if name.startswith("elasticsearch")] or [KNOWN[0]]


@pytest.fixture(params=SECURED)
def address(request, search_servers, monkeypatch, run) -> str:
    """Of a fed index on a server with security; the login is its administrator's."""
    found = f"{search_servers(request.param, secure=True).address}/granted"
    monkeypatch.setenv("SHENGMEI_USERNAME", "admin")
    monkeypatch.setenv("SHENGMEI_PASSWORD", PASSWORD)
    result = run(found, "sync")
    assert result.exit_code == 0, result.stderr
    return found


def log_in(monkeypatch, key: str) -> None:
    for name in ("USERNAME", "PASSWORD"):
        monkeypatch.delenv(f"SHENGMEI_{name}", raising=False)
    monkeypatch.setenv("SHENGMEI_API_KEY", key)


@pytest.fixture
def key(run, address) -> str:
    granted = run(address, "grant-reader", "researcher")
    assert granted.exit_code == 0, granted.stderr
    assert granted.stdout.strip() not in granted.stderr
    assert f"may read {ALIAS}, for ever" in granted.stderr
    return granted.stdout.strip()


def test_a_reader_searches_also_after_a_rebuild(run, address, key, monkeypatch):
    assert run(address, "rebuild").exit_code == 0
    log_in(monkeypatch, key)
    with open_index(address) as index:
        assert (index.count(Query()), len(index.search(Query()).hits), index.info().documents) == (6, 6, 6)


READING = [
    ("search 长江", "6 articles"),
    ("search 长江 NEAR/3 两岸 --limit 2 --jsonl", "第0条新闻"),
    ("search 长江 --stories --earliest --explain", "6 stories"),
    ("search 长江 --fresh --sort -date --csv", "第0条新闻"),
    ("search 长江保护", "nothing found", 1),
    ("count has:title", "6"),
    ("count --stories site:exam*", "6"),
    ("facets site,year", "example"),
    ("facets site --stories", "stories"),
    ("crosstab site year", "all"),
    ("crosstab site year --stories --json", "stories"),
    ("timeline 长江", "6"),
    ("timeline 长江 --by hour", "6"),
    ("timeline 长江 --by weekday", "6"),
    ("compare 长江 江 --by year", "长江"),
    ("compare 长江 --over site --by month --normalise", "example"),
    ("compare 长江 --density --by month", "articles"),
    ("terms 长江", "nothing marks these hits", 1),
    ("concordance 长江 --sample 3 --seed 1", "长江"),
    ("collocates 长江 --min 1", "log_dice"),
    ("sample 长江 3 --by site --seed 1", "第"),
    ("cite 长江", "@misc"),
    ("people 长江", "nobody", 1),
    ("revisions 长江", "was changed", 1),
    ("similar {id}", ""),
    ("show {id}", "第0条新闻"),
    ("show {id} --revisions", "第0条新闻"),
    ("export 长江 --to all.csv", "all.csv: 6 articles"),
    ("export 长江 --to all.jsonl", "all.jsonl: 6 articles"),
    ("export 长江 --stories --to stories.sqlite", "stories.sqlite: 6 articles"),
    ("export 长江 --sample 3 --to -", "第"),
    ("index status", "documents  6"),
    ("index verify", "missing    0"),
    ("doctor", "lag", 3),  # there is no archive
]


def test_a_reader_needs_no_more_than_the_key_for_all_that_reads(store, address, key, monkeypatch):
    log_in(monkeypatch, key)
    first = article_id(article(0).url)
    for command, says, *code in READING:
        called = ["--data", str(store.path.parent), "--index", address, *command.format(id=first).split()]
        result = CliRunner().invoke(root, called)
        assert [result.exit_code] == (code or [0]), (command, result.output)
        assert says in result.output, command
        assert " 403" not in result.output, (command, result.output)


# All that somebody with a key might try; `{index}` is the index behind the alias.
FORBIDDEN = [
    ("PUT", f"/{ALIAS}/_doc/1", {"id": "1"}),
    ("POST", f"/{ALIAS}/_update/1", {"doc": {"title": "x"}}),
    ("DELETE", f"/{ALIAS}/_doc/1", None),
    ("DELETE", "/{index}", None),
    ("PUT", f"/{ALIAS}/_settings", {"index": {"refresh_interval": "1s"}}),
    ("PUT", f"/{ALIAS}/_mapping", {"properties": {"more": {"type": "keyword"}}}),
    ("POST", f"/{ALIAS}/_close", None),
    ("POST", "/_aliases", {"actions": [{"remove": {"index": "{index}", "alias": ALIAS}}]}),
    ("PUT", "/granted-another", {}),
    ("POST", "/{index}/_search", {}),
    ("POST", "/secret-articles/_search", {}),
    ("POST", f"/{ALIAS}-building/_search", {}),
    ("PUT", f"/_index_template/{ALIAS}", {"index_patterns": ["x-*"]}),
    ("DELETE", f"/_component_template/{ALIAS}", None),
    ("PUT", "/_cluster/settings", {"persistent": {"cluster.max_shards_per_node": 2000}}),
    ("GET", "/_cluster/settings", None),
    ("POST", "/_security/api_key", {"name": "more"}),
    ("PUT", "/_security/user/more", {"password": "secret-word", "roles": ["superuser"]}),
]


@pytest.mark.parametrize(
    ("method", "path", "body"), FORBIDDEN, ids=[f"{one[0]} {one[1]}" for one in FORBIDDEN]
)
def test_a_reader_is_refused_everything_else(address, key, monkeypatch, method, path, body):
    with open_index(address) as index:
        name, admin = index.info().details["index"], index._server
        if "secret" in path:
            open_index(address.replace("/granted", "/secret"), create=True).close()
        if "building" in path:
            with rebuilding(address, swap=False):
                pass
        before = admin.request("GET", f"/{name}")
        reader = Server(Address.parse(address), Login(api_key=key))
        with pytest.raises(Rejected) as caught:
            reader.request(
                method, path.format(index=name), json.loads(json.dumps(body).replace("{index}", name))
            )
        reader.close()
        assert caught.value.status == 403
        assert "may not do this" in str(caught.value)
        assert admin.request("GET", f"/{name}") == before
        assert index.count(Query()) == 6
    log_in(monkeypatch, key)


def test_a_reader_feeds_nothing(run, address, key, monkeypatch, store):
    from tests.indexer.test_feed import article, keep

    log_in(monkeypatch, key)
    keep(store, article(9))
    for call in (
        ["sync", "--patience", "0"],
        ["rebuild"],
        ["drop-old", "--yes"],
        ["grant-reader", "another"],
    ):
        result = run(address, *call)
        assert result.exit_code in (2, 3), call
        assert key not in result.output
    with open_index(address) as index, pytest.raises(SearchError):
        index.delete(["1"])


def test_a_key_that_ends_says_when(run, address):
    said = json.loads(run(address, "grant-reader", "for a week", "--days", "7", "--json").stdout)
    assert (said["name"], said["reads"], said["expires"][:2]) == ("for a week", ALIAS, "20")
    assert said["key"]


def test_a_login_by_key_makes_no_keys_and_says_so(run, address, monkeypatch):
    with open_index(address) as index:
        made = index._server.request("POST", "/_security/api_key", {"name": "admin"})
    log_in(monkeypatch, made["encoded"])
    result = run(address, "grant-reader", "somebody")
    assert (result.exit_code, "log in with a user name" in result.stderr) == (2, True)


def test_a_name_that_the_server_refuses_is_said(run, address):
    result = run(address, "grant-reader", "_reserved")
    assert (result.exit_code, "may not begin with" in result.stderr) == (3, True), result.stderr


def test_without_security_there_is_nothing_to_grant(run, server_address):
    run(server_address, "sync")
    result = run(server_address, "grant-reader", "somebody")
    assert (result.exit_code, "has no security" in result.stderr) == (2, True), result.stderr


def test_without_an_index_there_is_nothing_to_grant(run, server_address):
    result = run(server_address, "grant-reader", "somebody")
    assert (result.exit_code, "index create" in result.stderr) == (3, True)


def test_what_a_login_needs_that_feeds_and_rebuilds(run, address, monkeypatch):
    """The privileges that docs/operate.md names."""
    told = (Path(__file__).parents[3] / "docs" / "operate.md").read_text(encoding="utf-8")
    cluster, index = ["monitor", "manage_index_templates"], ["manage", "read", "write"]
    assert all(f"`{one}`" in told for one in (*cluster, *index))
    role = {"cluster": cluster, "indices": [{"names": ["feeding-articles*"], "privileges": index}]}
    with open_index(address) as opened:
        body = {"name": "feeder", "role_descriptors": {"feeder": role}}
        made = opened._server.request("POST", "/_security/api_key", body)
    log_in(monkeypatch, made["encoded"])
    own = address.replace("/granted", "/feeding")
    calls = ("create", "sync", "status", "verify --repair", "rebuild --no-swap", "swap", "drop-old --yes")
    for call in calls:
        result = run(own, *call.split())
        assert result.exit_code == 0, (call, result.stderr)
    assert json.loads(run(own, "status", "--json").stdout)["words"] == "smartcn_tokenizer"
    assert "may not do this" in run(address, "verify").stderr
