"""Generations: `shengmei-articles-1`, `-2` …, one index each; the alias `shengmei-articles` leads to one.

Each carries in the `_meta` of its mapping who made it, its format, and an identity of its own.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from indexer.search import elastic_template
from indexer.search.base import SearchError
from indexer.search.elastic_client import Rejected, Server
from indexer.search.fields import mapping


@dataclass(frozen=True, kw_only=True)
class Generation:
    """The index behind the alias. `words` is its word tokenizer, where it has one."""

    index: str
    identity: str
    format: str
    words: str | None


def current(server: Server) -> Generation | None:
    """The generation behind the alias, or None where there is no such alias.

    Raises `SearchError` when the name belongs to something else, or the index is newer than this program.
    """
    alias = server.address.alias
    try:
        found = server.request("GET", f"/{alias}/_mapping")
    except Rejected as error:
        if error.status == 404:
            return None
        raise
    if len(found) != 1 or alias in found:
        raise SearchError(
            _foreign(server, f"{alias} is not an alias of one index, but {', '.join(sorted(found))}")
        )
    ((index, described),) = found.items()
    return _generation(server, index, described["mappings"].get("_meta") or {})


def create(server: Server) -> Generation:
    """Makes the next generation and the alias in one step; when another process was faster, takes its."""
    words = elastic_template.put(server)
    meta = {"owner": "shengmei", "identity": uuid.uuid4().hex, "words": words or ""}
    body = {
        "aliases": {server.address.alias: {}},
        "mappings": {"_meta": {**mapping()["mappings"]["_meta"], **meta}},
    }
    try:
        server.request("PUT", f"/{_next_name(server)}", body)
    except Rejected as error:
        if error.error_type != "resource_already_exists_exception":
            raise
    made = current(server)
    if made is None:
        raise SearchError(_foreign(server, f"{_next_name(server)} stands in the way of a new index"))
    return made


def _generation(server: Server, index: str, meta: dict[str, Any]) -> Generation:
    if meta.get("owner") != "shengmei" or "identity" not in meta:
        raise SearchError(_foreign(server, f"the index {index} is not ours"))
    ours = int(mapping()["mappings"]["_meta"]["format"])
    if int(meta["format"]) > ours:
        raise SearchError(
            f"{server.address.url}: the index {index} was made by a newer version (format {meta['format']}, "
            f"this program knows {ours}): update shengmei"
        )
    return Generation(
        index=index, identity=meta["identity"], format=str(meta["format"]), words=meta.get("words") or None
    )


def _next_name(server: Server) -> str:
    """`shengmei-articles-3` where 1 and 2 are there, whatever has become of the alias."""
    alias = server.address.alias
    found = server.request("GET", f"/{alias}-*/_alias")
    numbers = [int(m[1]) for name in found if (m := re.fullmatch(re.escape(alias) + r"-(\d+)", name))]
    return f"{alias}-{max(numbers, default=0) + 1}"


def _foreign(server: Server, what: str) -> str:
    return f"{server.address.url}: {what}: choose another prefix (http://HOST:PORT/PREFIX)"
