"""A data directory with six articles, an address for an index, and the command run in this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.items import article_id
from crawler.store import Store
from search_cli.cli import root
from tests.indexer import server_addresses
from tests.indexer.test_feed import article, keep

IDS = [article_id(article(number).url) for number in range(6)]
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine."""
    for name in [name for name in os.environ if name.startswith("SHENGMEI_") and "SERVERS" not in name]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        keep(opened, *(article(number) for number in range(6)))
        yield opened


@pytest.fixture
def server_address(elasticsearch_server: str) -> Iterator[str]:
    """Where a server has no index yet."""
    address = server_addresses.take(elasticsearch_server, "commands")
    yield address
    server_addresses.give_back(address)


@pytest.fixture(params=["directory", pytest.param("server", marks=pytest.mark.server)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no index yet: a directory, and a server."""
    if request.param == "directory":
        return str(tmp_path / "index")
    return str(request.getfixturevalue("server_address"))


@pytest.fixture
def run(store: Store) -> Run:
    """`run(address, "sync")` runs `shengmei index sync` over the store and the index there."""

    def call(address: str, *args: str, stdin: str | None = None) -> Result:
        called = ["--data", str(store.path.parent), "--index", address, "index", *args]
        return CliRunner().invoke(root, called, input=stdin)

    return call
