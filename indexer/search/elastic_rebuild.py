"""The next generation beside the one that answers, put in its place when it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from indexer.search import elastic_generation as generations
from indexer.search.base import SearchError
from indexer.search.elastic import ElasticIndex
from indexer.search.elastic_client import Address, Rejected, Server
from indexer.search.elastic_generation import Generation
from indexer.search.elastic_login import Login


@contextmanager
def rebuilding(address: str) -> Iterator[ElasticIndex]:
    """An empty generation that takes the place of the one at `address` when the block ends; after an
    exception it is deleted, and the old one stays. The old one answers meanwhile.

    Raises `SearchError` when the alias belongs to something else, or was moved by another in between.
    """
    server = Server(Address.parse(address), Login.from_environment())
    try:
        old = generations.current(server)
        made = generations.begin(server)
        try:
            yield ElasticIndex(server, made, alias=generations.building(server))
            generations.complete(server, made)
            _ensure_same(server, old)
        except BaseException:
            _discard(server, made)
            raise
        _swap(server, made, old)
    finally:
        server.close()


def _swap(server: Server, made: Generation, old: Generation | None) -> None:
    # Only a refusal says that nothing was done: when the answer is lost, the new generation may already be
    # the only one. If it is not, the next rebuilding clears it up.
    try:
        generations.swap(server, made, old)
    except Rejected:
        _discard(server, made)
        raise


def _discard(server: Server, made: Generation) -> None:
    with suppress(SearchError):  # what happened before matters more; the next rebuilding clears up
        generations.delete(server, made)


def _ensure_same(server: Server, old: Generation | None) -> None:
    """Two programs may rebuild at once: only what stood there at the beginning is replaced."""
    if generations.current(server) != old:
        raise SearchError(
            f"{server.address.url}: the index {server.address.alias} was replaced by another meanwhile: "
            "run `shengmei index rebuild` again"
        )
