"""Session-scoped fixtures around real servers; a conftest.py imports those that its tests ask for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.servers import KNOWN, Server, ServerMissing, running

SearchServers = Callable[..., Server]


@pytest.fixture(scope="session")
def search_servers() -> Iterator[SearchServers]:
    """`search_servers("opensearch-3.8.0")` gives that server, started on first use; all stop at the end.

    One that cannot be had skips the test that asks, and fails it in CI.
    """
    started: dict[tuple[str, bool], Server] = {}
    missing: dict[str, str] = {}
    with ExitStack() as stack:

        def server(name: str, *, secure: bool = False) -> Server:
            if name in missing:
                _do_without(missing[name])
            if (name, secure) not in started:
                try:
                    started[name, secure] = stack.enter_context(running(name, secure=secure))
                except ServerMissing as error:
                    missing[name] = str(error)
                    _do_without(missing[name])
            started[name, secure].ensure_alive()
            return started[name, secure]

        yield server


@pytest.fixture(scope="session")
def elasticsearch_server(search_servers: SearchServers) -> str:
    """The address of the Elasticsearch that fault tests and everyday tests use."""
    return search_servers(KNOWN[0]).address


def _do_without(reason: str) -> None:
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(reason)
    pytest.skip(reason)
