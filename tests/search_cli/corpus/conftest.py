"""Both kinds of index over the invented articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from indexer.search import open_index
from search_cli.cli import root
from tests.search_cli.corpus import made_up_articles
from tests.servers.fixtures import elasticsearch_server, search_servers  # noqa: F401  # fixtures


@pytest.fixture(scope="session")
def documents() -> list[dict[str, Any]]:
    return [one.document for one in made_up_articles.writes()]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an embedded index of them."""
    path = str(tmp_path_factory.mktemp("corpus") / "index")
    with open_index(path, create=True) as index:
        assert index.write(made_up_articles.writes()) == []
    return path


@pytest.fixture(scope="session")
def served_corpus(elasticsearch_server: str) -> str:  # noqa: F811
    address = f"{elasticsearch_server}/invented-articles"
    with open_index(address, create=True) as index:
        assert index.write(made_up_articles.writes()) == []
    return address


Ask = Callable[..., Result]


@pytest.fixture
def ask(corpus: str) -> Ask:
    """Runs a command over the invented articles, in this process."""

    def call(*args: str) -> Result:
        named = [] if "--index" in args else ["--index", corpus]
        return CliRunner().invoke(root, [*named, *args])

    return call
