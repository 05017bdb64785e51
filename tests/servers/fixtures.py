"""Session-scoped fixtures around real servers; a conftest.py imports those that its tests ask for."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Callable
from contextlib import ExitStack
from urllib.request import Request, urlopen

import pytest

from tests.servers import KNOWN, PASSWORD, Server, ServerMissing, running

SearchServers = Callable[..., Server]

_PATIENCE = 300.0  # seconds

# Of this process, not of a fixture: each conftest.py that imports one has an instance of its own.
_RUNNING = ExitStack()
_STARTED: dict[tuple[str, bool], Server] = {}
_MISSING: dict[str, str] = {}


@pytest.fixture(scope="session")
def search_servers() -> SearchServers:
    """`search_servers("opensearch-3.8.0")` gives that server, started on first use; all stop at the end.

    One that cannot be had skips the test that asks, and fails it in CI.
    """

    def server(name: str, *, secure: bool = False) -> Server:
        if name in _MISSING:
            _do_without(_MISSING[name])
        if (name, secure) not in _STARTED:
            try:
                _STARTED[name, secure] = _RUNNING.enter_context(running(name, secure=secure, brief=True))
                _warm_up(_STARTED[name, secure], secure=secure)
            except ServerMissing as error:
                _MISSING[name] = str(error)
                _do_without(_MISSING[name])
        _STARTED[name, secure].ensure_alive()
        return _STARTED[name, secure]

    return server


def stop_servers() -> None:
    """Ends what this process has started."""
    _STARTED.clear()
    _RUNNING.close()


@pytest.fixture(scope="session")
def elasticsearch_server(search_servers: SearchServers) -> str:
    """The address of the Elasticsearch that fault tests and everyday tests use."""
    return search_servers(KNOWN[0]).address


def _warm_up(server: Server, *, secure: bool) -> None:
    """Makes an index as ours are, and drops it: the first one takes a new server on a busy machine longer
    than the program waits for an answer."""
    from indexer.search.elastic import template  # only where a server is asked for

    body = json.dumps(template.build(None, server.name.partition("-")[0])).encode()
    login = b64encode(f"admin:{PASSWORD}".encode()).decode()
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Basic {login}"} if secure else {})
    for method, data in (("PUT", body), ("DELETE", None)):
        asked = Request(f"{server.address}/warm-up", data, headers, method=method)
        with urlopen(asked, timeout=_PATIENCE) as answer:
            answer.read()


def _do_without(reason: str) -> None:
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(reason)
    pytest.skip(reason)
