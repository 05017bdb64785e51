"""A word analyzer that a server got after the index was made: `doctor` says what a rebuild would gain."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from indexer.search import Phrase, Query, open_index
from search_cli.cli import root
from tests.servers import chosen
from tests.servers.proxy import Answer, proxy_to

TOKENIZERS = ("ik_smart", "smartcn_tokenizer", "icu_tokenizer")
# No tokenizer of that name.
UNKNOWN = Answer.error(400, "illegal_argument_exception", product="Elasticsearch")
KNOWN = Answer(200, b'{"tokens": []}', product="Elasticsearch")


@pytest.fixture
def doctor(store):
    def ask(address: str) -> tuple[str, str]:
        called = ["--data", str(store.path.parent), "--index", address, "doctor", "--json"]
        checks = json.loads(CliRunner().invoke(root, called).stdout)["checks"]
        return next((one["state"], one["text"]) for one in checks if one["name"] == "rebuild")

    return ask


def through(proxy, address: str) -> str:
    return f"{proxy.address}/{address.rsplit('/', 1)[1]}"


def test_an_index_of_today_has_nothing_to_gain(run, address, doctor):
    assert doctor(address)[0] == "ok"
    run(address, "create")
    assert doctor(address) == ("ok", "an index made anew would be the same")


@pytest.mark.server
def test_an_analyzer_that_was_added_later_is_noticed(run, server_address, doctor):
    with proxy_to(server_address.rsplit("/", 1)[0]) as proxy:
        proxy.spoil("_analyze", *[UNKNOWN] * len(TOKENIZERS))
        made = run(through(proxy, server_address), "create")
        assert made.exit_code == 0, made.stderr
        proxy.spoil("_analyze", UNKNOWN, KNOWN)
        state, text = doctor(through(proxy, server_address))
    assert state == "warn"
    assert text == (
        "shengmei index rebuild would gain hits ordered by whole words: the server has smartcn_tokenizer "
        "where the index has none"
    )


@pytest.mark.server
@pytest.mark.parametrize("name", chosen())
def test_an_index_from_before_the_plugin_gets_its_words_by_a_rebuild(run, search_servers, doctor, name):
    """The servers here have smartcn; through the proxy they have not yet."""
    address = f"{search_servers(name).address}/words"
    product = "Elasticsearch" if name.startswith("elasticsearch") else None
    with proxy_to(address.rsplit("/", 1)[0]) as proxy:
        unknown = Answer.error(400, "illegal_argument_exception", product=product)
        proxy.spoil("_analyze", *[unknown] * len(TOKENIZERS))
        assert run(through(proxy, address), "create").exit_code == 0
    assert run(address, "sync").exit_code == 0
    assert json.loads(run(address, "status", "--json").stdout)["words"] == "none"
    assert "the server has smartcn_tokenizer where the index has none" in doctor(address)[1]
    assert run(address, "rebuild").exit_code == 0
    assert json.loads(run(address, "status", "--json").stdout)["words"] == "smartcn_tokenizer"
    assert doctor(address)[0] == "ok"
    with open_index(address) as index:
        assert index.count(Query(root=Phrase("长江"))) == 6
    refused = run(address, "grant-reader", "somebody")
    why = "has no security" if product else "is OpenSearch, which makes no API keys"
    assert (refused.exit_code, why in refused.stderr) == (2, True)
