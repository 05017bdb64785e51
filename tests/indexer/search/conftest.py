"""Indexes for the contract: `make_index` and `corpus_index` come once for each backend.

A backend is a name in `BACKENDS` and a branch in `backend`; a real server's tests carry the mark `server`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.search import SearchIndex, Write, open_index
from tests.indexer import server_addresses
from tests.servers import chosen

BACKENDS = ("embedded", *(pytest.param(name, marks=pytest.mark.server) for name in chosen()))

Document = dict[str, Any]
MakeIndex = Callable[..., SearchIndex]


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request) -> str | None:
    """The address of a server, None for the embedded index."""
    if request.param == "embedded":
        return None
    return str(request.getfixturevalue("search_servers")(request.param).address)


@pytest.fixture
def new_address(backend, tmp_path_factory) -> Iterator[Callable[[], str]]:
    """Each call gives an address where there is no index yet."""
    if backend is None:
        yield lambda: str(tmp_path_factory.mktemp("index") / "of-articles")
        return
    given: list[str] = []

    def new() -> str:
        given.append(server_addresses.take(backend, "contract"))
        return given[-1]

    yield new
    for address in given:
        server_addresses.give_back(address)


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
def corpus_index(backend, tmp_path_factory, corpus) -> SearchIndex:
    """The corpus in an index that no test writes to."""
    address = f"{backend}/corpus" if backend else str(tmp_path_factory.mktemp("corpus") / "index")
    index = open_index(address, create=True)
    assert index.write(writes(corpus)) == []
    return index


def writes(documents: list[Document], version: int = 1) -> list[Write]:
    return [Write(id=one["id"], version=version, document=one) for one in documents]
