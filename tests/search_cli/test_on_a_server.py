"""The commands on a real Elasticsearch: the answers of the embedded index over the same articles."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from crawler.items import article_id
from indexer.document import document
from indexer.search import Write, open_index
from tests.search_cli.articles import ARTICLES, facts
from tests.servers.fixtures import elasticsearch_server, search_servers  # noqa: F401  # fixtures

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def served(elasticsearch_server) -> str:  # noqa: F811
    """The address of an index that holds ARTICLES, as the embedded one of `index` does."""
    address = f"{elasticsearch_server}/commands"
    with open_index(address, create=True) as opened:
        writes = [Write(id=article_id(a.url), version=1, document=document(a, facts(a))) for a in ARTICLES]
        assert opened.write(writes) == []
    return address


@pytest.mark.parametrize(
    "command",
    [
        ("facets", "site,source,reporter,kind,year"),
        ("facets", "site", "--limit", "1", "长江"),
        ("timeline", "--by", "day"),
        ("timeline", "长江", "--by", "week", "--normalise"),
        ("timeline", "--by", "quarter", "date:2021..2022"),
        ("compare", "长江", "候鸟", "--by", "year"),
        ("compare", "--over", "site", "*", "--by", "year", "--normalise"),
    ],
    ids=" ".join,
)
def test_counts_are_those_of_the_embedded_index(run, served, command):
    ours, theirs = (json.loads(run(*command, "--json", *index).stdout) for index in ((), ("--index", served)))
    assert theirs.pop("index") == served
    assert ours.pop("index") != served
    assert ours == theirs


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_an_export_is_the_same_file(run, served, form):
    for name, index in ((f"ours.{form}", ()), (f"theirs.{form}", ("--index", served))):
        result = run("export", "--to", name, *index)
        assert result.exit_code == 0, result.stderr
    assert Path(f"ours.{form}").read_bytes() == Path(f"theirs.{form}").read_bytes()
    ours, theirs = (
        json.loads(Path(f"{name}.{form}.manifest.json").read_text()) for name in ("ours", "theirs")
    )
    assert ours["coverage"] == theirs["coverage"]
    assert theirs["index"]["kind"] == "elasticsearch"


def test_explain_prints_a_request_that_the_server_answers(run, served, elasticsearch_server):  # noqa: F811
    result = run("search", "长江", "--explain", "--json", "--index", served)
    understood, call, *body = result.stderr.splitlines()
    assert understood == 'understood: "长江"'
    method, path = call.split()
    assert method == "POST"
    request = Request(
        f"{elasticsearch_server}/{path.lstrip('/')}", "\n".join(body).encode(),
        {"content-type": "application/json"},
    )  # fmt: skip
    with urlopen(request) as response:
        answer = json.load(response)
    assert [hit["_id"] for hit in answer["hits"]["hits"]] == [
        hit["id"] for hit in json.loads(result.stdout)["hits"]
    ]


def test_similar_and_terms_answer(run, served):
    found = json.loads(run("terms", "长江", "--json", "--index", served).stdout)
    assert found["total"] == 2
    result = run("similar", article_id(ARTICLES[0].url), "--json", "--index", served)
    hits = json.loads(result.stdout)["hits"]
    assert result.exit_code == (0 if hits else 1)
    assert article_id(ARTICLES[0].url) not in {hit["id"] for hit in hits}
