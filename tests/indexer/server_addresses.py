"""Addresses of a server for tests that begin without an index; those of earlier tests are used again."""

from __future__ import annotations

from contextlib import suppress
from itertools import count

from indexer.search import SearchError, drop, kept_indexes, open_index
from indexer.search.elastic import template
from indexer.search.elastic.client import Address, Server
from indexer.search.elastic.login import Login

_NUMBERS = count(1)
_FREE: dict[tuple[str, str], list[str]] = {}


def take(server: str, purpose: str) -> str:
    """An address on that server where no index is, and if an earlier test gave it back, templates are: an
    index is made there in a third of the time. `purpose` begins its name."""
    free = _FREE.setdefault((server, purpose), [])
    return free.pop() if free else f"{server}/{purpose}-{next(_NUMBERS)}"


def give_back(address: str) -> None:
    """Deletes the indexes of an address that `take` gave; another test gets it if nothing else is left there
    and the templates stand as this program makes them."""
    delete(address)
    url, _, name = address.rpartition("/")
    server = Server(Address.parse(address), Login())
    try:
        left = server.request("GET", f"/{name},{name}-*/_alias", params={"ignore_unavailable": True})
        if not left and template.is_there(server, template.of(server)):
            _FREE[url, name.rpartition("-")[0]].append(address)
    except SearchError:
        pass
    finally:
        server.close()


def delete(address: str) -> None:
    """Deletes the indexes of a server, if there are any."""
    with suppress(SearchError):
        drop(address, [one.name for one in kept_indexes(address)])
    with suppress(SearchError), open_index(address) as index:
        server: Server = index._server  # type: ignore[attr-defined]  # only a server's has one
        server.request("DELETE", f"/{index.info().details['index']}")
