"""Indexes for the contract: `make_index` and `corpus_index` come once for each backend.

A backend is a name in `BACKENDS` and a line in `new_address`; a real server's tests carry the mark `server`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from indexer.search import SearchIndex, Write, open_index
from tests.servers import chosen
from tests.servers.fixtures import elasticsearch_server, search_servers  # noqa: F401  # fixtures

BACKENDS = ("embedded", *(pytest.param(name, marks=pytest.mark.server) for name in chosen()))

Document = dict[str, Any]
MakeIndex = Callable[..., SearchIndex]


@pytest.fixture(scope="session", params=BACKENDS)
def new_address(request, tmp_path_factory) -> Callable[[], str]:
    """Each call gives an address where there is no index yet."""
    numbers = count(1)
    if request.param == "embedded":
        return lambda: str(tmp_path_factory.mktemp("index") / "of-articles")
    server = request.getfixturevalue("search_servers")(request.param)
    return lambda: f"{server.address}/contract-{next(numbers)}"


@pytest.fixture
def make_index(new_address) -> MakeIndex:
    """`make_index(documents)` gives a new index that holds them, each at version 1."""

    def make(documents: list[Document] = ()) -> SearchIndex:
        index = open_index(new_address(), create=True)
        assert index.write(writes(documents)) == []
        return index

    return make


@pytest.fixture(scope="session")
def corpus() -> list[Document]:
    """Some thirty short articles of ours, as the index takes them."""
    text = (Path(__file__).parent / "corpus.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="session")
def corpus_index(new_address, corpus) -> SearchIndex:
    """The corpus in an index that no test writes to."""
    index = open_index(new_address(), create=True)
    assert index.write(writes(corpus)) == []
    return index


def writes(documents: list[Document], version: int = 1) -> list[Write]:
    return [Write(id=one["id"], version=version, document=one) for one in documents]
