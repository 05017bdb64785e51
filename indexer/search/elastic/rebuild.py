"""The next generation beside the one that answers, put in its place when it is whole."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from indexer.search.elastic import generations as generations
from indexer.search.elastic.client import Address, Server
from indexer.search.elastic.generations import Generation
from indexer.search.elastic.index import ElasticIndex
from indexer.search.elastic.login import Login
from indexer.search.errors import SearchError
from indexer.search.interface import KeptIndex
from shengmei.console.translation import translated


@contextmanager
def rebuilding(address: str, *, resume: Container[str] = (), swap: bool = True) -> Iterator[ElasticIndex]:
    """A generation that takes the place of the one at `address` when the block ends: an empty one, or an
    unfinished one with an identity in `resume`. The old one answers meanwhile, and is kept.

    After an exception, or without `swap`, the new one stays unfinished beside the old: the next rebuilding
    resumes it or clears it up. Raises `SearchError` when the alias belongs to something else, or was moved by
    another in between.
    """
    with _server(address) as server:
        old = generations.current(server)
        yield from _filled(server, generations.begin(server, resume), old, swap)


@contextmanager
def replacing(address: str, name: str | None = None) -> Iterator[ElasticIndex]:
    """The generation that is built, or the kept one of that name, to be fed what it lacks; it takes the place
    of the one at `address` when the block ends. Raises `UsageProblem` when there is none."""
    with _server(address) as server:
        old = generations.current(server)
        yield from _filled(server, generations.take_up(server, name), old, swap=True)


def kept_indexes(address: str) -> list[KeptIndex]:
    """The generations that do not answer. Raises `SearchError`."""
    with _server(address) as server:
        found = [_described(server, one.index, "kept") for one in generations.kept(server)]
        if built := generations.behind(server, generations.building(server)):
            found.append(_described(server, built.index, "unfinished"))
        return found


def drop(address: str, names: Sequence[str]) -> None:
    """Deletes generations that `kept_indexes` gave; one that answers by now is left alone."""
    with _server(address) as server:
        answering = generations.current(server)
        for name in names:
            if answering is None or name != answering.index:
                generations.delete(server, name)


@contextmanager
def _server(address: str) -> Iterator[Server]:
    server = Server(Address.parse(address), Login.from_environment())
    try:
        yield server
    finally:
        server.close()


def _filled(server: Server, made: Generation, old: Generation | None, swap: bool) -> Iterator[ElasticIndex]:
    yield ElasticIndex(server, made, alias=generations.building(server))
    generations.complete(server, made)
    if swap:
        _ensure_same(server, old)
        generations.swap(server, made, old)


def _described(server: Server, index: str, state: Literal["kept", "unfinished"]) -> KeptIndex:
    documents, size = generations.size(server, index)
    return KeptIndex(name=index, state=state, documents=documents, size=size)


def _ensure_same(server: Server, old: Generation | None) -> None:
    """Two programs may rebuild at once: only what stood there at the beginning is replaced."""
    if generations.current(server) != old:
        said = translated(
            "{where}: the index {index} was replaced by another meanwhile: run `shengmei index rebuild` again"
        )
        raise SearchError(said.format(where=server.address.url, index=server.address.alias))
