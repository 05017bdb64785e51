"""Generations: `shengmei-articles-1`, `-2` …, one index each; the alias `shengmei-articles` leads to one.

One that is still being filled stands behind `shengmei-articles-building` until it takes the place of the old.
Each carries in the `_meta` of its mapping who made it, its format, and an identity of its own.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from indexer.search.elastic import mapping, template
from indexer.search.elastic.client import Rejected, Server
from indexer.search.errors import SearchError
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem


@dataclass(frozen=True, kw_only=True)
class Generation:
    """The index behind the alias. `words` is its word tokenizer, where it has one; `digest` tells mappings
    apart, and is empty for one that was made before there were digests."""

    index: str
    identity: str
    format: str
    words: str | None
    digest: str = ""
    missing: tuple[str, ...] = ()  # fields of the table that its mapping lacks, where that was asked for
    uncompared: tuple[str, ...] = ()  # those that it has and in which queries cannot look


def current(server: Server) -> Generation | None:
    """The generation that answers, or None where there is none. Raises `SearchError` as `behind` does."""
    return behind(server, server.address.alias)


def behind(server: Server, alias: str) -> Generation | None:
    """The generation behind an alias, or None where there is no such alias.

    Raises `SearchError` when the name belongs to something else, or the index is newer than this program.
    """
    try:
        found = server.request("GET", f"/{alias}/_mapping")
    except Rejected as error:
        if error.status == 404:
            return None
        raise
    if len(found) > 1 and all(map(_numbered(alias).fullmatch, found)):
        raise SearchError(_ambiguous(server, alias, sorted(found)))
    if len(found) != 1 or alias in found:
        raise SearchError(
            _foreign(
                server,
                message(
                    "{alias} is not an alias of one index, but {names}",
                    alias=alias,
                    names=", ".join(sorted(found)),
                ),
            )
        )
    ((index, described),) = found.items()
    found_mapping = described["mappings"]
    generation = _generation(server, index, found_mapping.get("_meta") or {})
    held = found_mapping.get("properties") or {}
    return replace(
        generation, missing=mapping.missing_fields(held), uncompared=mapping.uncompared_fields(held)
    )


def ensure_same(server: Server, alias: str, generation: Generation) -> None:
    """Raises `SearchError` when another index, or none, is behind the alias by now."""
    now = behind(server, alias)
    if now is not None and now.identity == generation.identity:
        return
    said = (
        translated("{where}: the index {index} was deleted meanwhile: run `shengmei index sync` again")
        if now is None
        else translated(
            "{where}: the index {index} was replaced by another meanwhile: run `shengmei index sync` again"
        )
    )
    raise SearchError(said.format(where=server.address.url, index=generation.index))


def absent(server: Server) -> str:
    """What to say where no generation answers: which there are, and the call that puts one in place."""
    where = f"{server.address.url}/{server.address.prefix}"
    with suppress(SearchError):  # a login that may read the alias alone
        if there := [one.index for one in kept(server)]:
            return message(
                "{where}: the alias {alias} is gone; there are {names}: put one back with `shengmei index "
                "swap {last}`",
                where=where,
                alias=server.address.alias,
                names=", ".join(there),
                last=there[-1],
            )
    return message("{where} holds no index yet: run `shengmei index sync`", where=where)


def create(server: Server) -> Generation:
    """Makes the next generation and the alias in one step; when another process was faster, takes its."""
    try:
        _make(server, server.address.alias, {})
    except Rejected as error:
        if error.error_type != "resource_already_exists_exception":
            raise
    made = current(server)
    if made is None:
        raise SearchError(
            _foreign(server, message("{index} stands in the way of a new index", index=_next_name(server)))
        )
    return made


def begin(server: Server, resume: Container[str] = ()) -> Generation:
    """The next generation, which is not searched yet: an unfinished one whose identity is in `resume`, if it
    has the mapping that would be made now, else a new one. Any other unfinished one goes; should it be
    another process that still fills it, its next write says that the index was replaced."""
    alias = building(server)
    if unfinished := behind(server, alias):
        if unfinished.identity in resume and unfinished.digest == template.of(server).digest:
            return unfinished
        delete(server, unfinished.index)
    _make(server, alias, {"index": {"refresh_interval": "-1"}})
    made = behind(server, alias)
    if made is None:
        said = translated("{where}: another rebuilding has begun meanwhile: wait for its end")
        raise SearchError(said.format(where=server.address.url))
    return made


def complete(server: Server, made: Generation) -> None:
    """Ends the filling of a generation: refreshes it, and from now on the server does by itself."""
    server.request("PUT", f"/{made.index}/_settings", {"index": {"refresh_interval": None}})
    server.request("POST", f"/{made.index}/_refresh")


def swap(server: Server, made: Generation, old: Generation | None) -> None:
    """Puts a generation that was begun in the place of the old one in one step; the old one is kept."""
    actions: list[dict[str, Any]] = [
        {"remove": {"index": made.index, "alias": building(server), "must_exist": True}},
        {"add": {"index": made.index, "alias": server.address.alias}},
    ]
    if old:
        gone = {"index": old.index, "alias": server.address.alias, "must_exist": True}
        actions.append({"remove": gone})
    server.request("POST", "/_aliases", {"actions": actions})


def take_up(server: Server, name: str | None) -> Generation:
    """The generation that is built, or the kept one of that name, which stands behind the building alias
    from now on. Raises `UsageProblem` when there is none."""
    built = behind(server, building(server))
    if built and name in (None, built.index):
        return built
    if name is None:
        said = translated("no index is built: build one with `shengmei index rebuild --no-swap`")
        raise UsageProblem(said)
    if built:
        said = translated(
            "{index} is being built: put it in place with `shengmei index swap`, or drop it with `shengmei "
            "index drop-old --unfinished`"
        )
        raise UsageProblem(said.format(index=built.index))
    if name not in {one.index for one in kept(server)}:
        raise UsageProblem(message("no kept index {name}: see `shengmei index status`", name=name))
    add = {"add": {"index": name, "alias": building(server)}}
    server.request("POST", "/_aliases", {"actions": [add]})
    return take_up(server, name)


def kept(server: Server) -> list[Generation]:
    """Our generations behind no alias of ours: replaced by others, in the order they were made."""
    alias = server.address.alias
    found = server.request("GET", f"/{alias}-*", params={"filter_path": "*.aliases,*.mappings._meta"})
    numbers = {int(m[1]): name for name in found if (m := _numbered(alias).fullmatch(name))}
    rest = (name for _, name in sorted(numbers.items()))
    return [
        _generation(server, name, meta)
        for name in rest
        if not found[name].get("aliases", {}).keys() & {alias, building(server)}
        and (meta := found[name].get("mappings", {}).get("_meta") or {}).get("owner") == "shengmei"
    ]


def size(server: Server, index: str) -> tuple[int, int]:
    """Documents and bytes of one generation. Raises `SearchError`."""
    server.request("POST", f"/{index}/_refresh")  # one that is being filled shows nothing by itself
    documents = int(server.request("GET", f"/{index}/_count")["count"])
    path = "_all.total.store.size_in_bytes,_shards"
    stats = server.request("GET", f"/{index}/_stats/store", params={"filter_path": path})
    return documents, int(stats.get("_all", {}).get("total", {}).get("store", {}).get("size_in_bytes", 0))


def delete(server: Server, index: str) -> None:
    server.request("DELETE", f"/{index}")


def building(server: Server) -> str:
    """The alias of the generation that is being filled."""
    return f"{server.address.alias}-building"


def _make(server: Server, alias: str, settings: dict[str, Any]) -> None:
    made = template.put(server)
    meta = {
        "owner": "shengmei",
        "identity": uuid.uuid4().hex,
        "words": made.words or "",
        "digest": made.digest,
    }
    body = {
        "aliases": {alias: {}},
        "settings": settings,
        "mappings": {"_meta": {**mapping.meta(), **meta}},
    }
    server.request("PUT", f"/{_next_name(server)}", body)


def _generation(server: Server, index: str, meta: dict[str, Any]) -> Generation:
    if meta.get("owner") != "shengmei" or "identity" not in meta:
        raise SearchError(_foreign(server, message("the index {index} is not ours", index=index)))
    ours = int(mapping.meta()["format"])
    if int(meta["format"]) > ours:
        said = translated(
            "{where}: the index {index} was made by a newer version (format {theirs}, this program knows "
            "{ours}): update shengmei"
        )
        theirs = meta["format"]
        raise SearchError(said.format(where=server.address.url, index=index, theirs=theirs, ours=ours))
    return Generation(
        index=index,
        identity=meta["identity"],
        format=str(meta["format"]),
        words=meta.get("words") or None,
        digest=meta.get("digest") or "",
    )


def _numbered(alias: str) -> re.Pattern[str]:
    return re.compile(re.escape(alias) + r"-(\d+)")


def _ambiguous(server: Server, alias: str, found: list[str]) -> str:
    actions = [{"remove": {"index": one, "alias": alias}} for one in found[:-1]]
    return message(
        "{where}: the alias {alias} leads to {names}, and should to one. To keep the last: POST /_aliases "
        "{actions}",
        where=server.address.url,
        alias=alias,
        names=", ".join(found),
        actions=json.dumps({"actions": actions}),
    )


def _next_name(server: Server) -> str:
    """`shengmei-articles-3` where 1 and 2 are there, whatever has become of the alias."""
    alias = server.address.alias
    found = server.request("GET", f"/{alias}-*/_alias")
    numbers = [int(m[1]) for name in found if (m := _numbered(alias).fullmatch(name))]
    return f"{alias}-{max(numbers, default=0) + 1}"


def _foreign(server: Server, what: str) -> str:
    return message(
        "{where}: {what}: choose another prefix (http://HOST:PORT/PREFIX)",
        where=server.address.url,
        what=what,
    )
