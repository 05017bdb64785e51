"""API keys that may read the index and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from indexer.search.elastic import generations as generations
from indexer.search.elastic.client import Address, Rejected, Server
from indexer.search.elastic.login import Login
from indexer.search.errors import IndexAbsent, SearchError
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

# On the alias alone: the next generation is read with the same key, and no index is reached by its own name.
_PRIVILEGES = ["read", "view_index_metadata"]


@dataclass(frozen=True, kw_only=True)
class ReaderKey:
    """`key` goes into SHENGMEI_API_KEY; the server shows it only once."""

    id: str
    name: str
    alias: str
    key: str = field(repr=False)
    expires: datetime | None = None


def grant_reader(address: str, name: str, *, days: int | None = None) -> ReaderKey:
    """Makes a key that can search the index at `address`, in all generations to come.

    Raises `UsageProblem` for a server that makes no keys, `SearchError` when it refuses.
    """
    server = Server(Address.parse(address), Login.from_environment())
    try:
        if generations.current(server) is None:
            said = translated("{where} holds no index yet: run `shengmei index create`")
            raise IndexAbsent(said.format(where=address))
        if server.kind == "opensearch":
            raise UsageProblem(
                message(
                    "{where} is OpenSearch, which makes no API keys: turn its security plugin on, then "
                    "make a role there with `read` on {alias}, and a user for it",
                    where=server.address.url,
                    alias=server.address.alias,
                )
            )
        return _key(_made(server, name, days), server)
    finally:
        server.close()


def _made(server: Server, name: str, days: int | None) -> dict[str, Any]:
    alias = server.address.alias
    role = {"cluster": [], "indices": [{"names": [alias], "privileges": _PRIVILEGES}]}
    body: dict[str, Any] = {"name": name, "role_descriptors": {"reader": role}}
    body["metadata"] = {"made_by": "shengmei", "reads": alias}
    if days is not None:
        body["expiration"] = f"{days}d"
    try:
        return server.request("POST", "/_security/api_key", body)
    except Rejected as error:
        raise _explained(server, error) from error


def _explained(server: Server, error: Rejected) -> SearchError | UsageProblem:
    said = str(error)
    if "derived" in said:
        return UsageProblem(
            message(
                "{where} makes no reader's key for a login by API key: log in with a user name and password "
                "(SHENGMEI_USERNAME, SHENGMEI_PASSWORD)",
                where=server.address.url,
            )
        )
    if error.status in (400, 405) and ("no handler" in said or "security" in said.lower()):
        return UsageProblem(
            message(
                "{where} has no security (xpack.security.enabled): who reaches it may do everything, and "
                "no key changes that",
                where=server.address.url,
            )
        )
    return error


def _key(made: dict[str, Any], server: Server) -> ReaderKey:
    ends = made.get("expiration")
    return ReaderKey(
        id=made["id"],
        name=made["name"],
        alias=server.address.alias,
        key=made["encoded"],
        expires=datetime.fromtimestamp(ends / 1000, UTC) if ends else None,
    )
