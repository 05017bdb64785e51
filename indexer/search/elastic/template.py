"""The templates an index is made from: the mapping with folding table, words and kinds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from indexer.search.elastic import mapping
from indexer.search.elastic.client import Rejected, Server
from indexer.search.errors import SearchError
from indexer.search.fields import read_json
from indexer.search.text import fold
from shengmei.console.translation import translated

_OWNER = "shengmei"
_PRIORITY = 500  # above what a cluster's own catch-all templates usually have


@dataclass(frozen=True, kw_only=True)
class Template:
    """What an index is made from: the word tokenizer, if there is one, what its operators set beside it
    (`shengmei-articles@custom`: shards, replicas), and a digest of all of it."""

    words: str | None
    component: dict[str, Any]
    index: dict[str, Any]
    custom: dict[str, Any] | None = None

    @property
    def digest(self) -> str:
        parts = [self.component, self.index, *([self.custom] if self.custom else [])]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @property
    def meta(self) -> dict[str, str]:
        """What is written beside both templates: whose they are, and which."""
        return {"owner": _OWNER, "format": mapping.meta()["format"], "digest": self.digest}


def of(server: Server) -> Template:
    """Component and index template as this program makes them on that server."""
    name, words = server.address.alias, word_tokenizer(server)
    custom = _component(server, f"{name}@custom")
    composed = [name, *([f"{name}@custom"] if custom else [])]
    return Template(
        words=words,
        component={"template": build(words, server.kind)},
        index={"index_patterns": [f"{name}-*"], "composed_of": composed, "priority": _PRIORITY},
        custom=custom,
    )


def put(server: Server) -> Template:
    """Writes component and index template, named after the alias.

    Raises `SearchError` when templates of these names belong to someone else, or the server refuses them.
    """
    name, made = server.address.alias, of(server)
    # What is there already need not be written again, which a login may not be allowed to.
    if not is_there(server, made):
        meta = made.meta
        server.request("PUT", f"/_component_template/{name}", made.component | {"_meta": meta})
        server.request("PUT", f"/_index_template/{name}", made.index | {"_meta": meta})
    return made


def is_there(server: Server, made: Template) -> bool:
    """Whether the server holds both templates as `made` has them. Raises `SearchError` as `put` does."""
    name = server.address.alias
    there = [_meta(server, kind, name) for kind in ("component_template", "index_template")]
    return there == [made.meta, made.meta]


def rebuild_benefits(server: Server, words: str | None, digest: str) -> tuple[str, ...]:
    """What a rebuild would bring to an index with this word tokenizer and digest; nothing where the login may
    not ask."""
    try:
        now = of(server)
    except Rejected:
        return ()
    if now.words != words:
        if now.words is None:
            said = translated("freedom from the plugin for {words}, which this server does not have any more")
            return (said.format(words=words),)
        said = (
            translated("hits ordered by whole words: the server has {now} instead of {words}")
            if words
            else translated("hits ordered by whole words: the server has {now} where the index has none")
        )
        return (said.format(now=now.words, words=words),)
    if digest not in ("", now.digest):
        said = translated("the fields, analyzers and settings of today: it was made with others")
        return (said,)
    return ()


def build(tokenizer: str | None, kind: str) -> dict[str, Any]:
    """Settings and mappings for a server of this kind (`elasticsearch`, `opensearch`), with the words'
    sub-field where there is a tokenizer for it."""
    template = mapping.template()
    settings, properties = template["settings"], template["mappings"]["properties"]
    settings["analysis"]["char_filter"]["zh_fold"]["mappings"] = _fold_rules()
    settings["index"] = read_json("settings.json")
    if tokenizer:
        _add_words(settings["analysis"], properties, tokenizer)
    if kind == "opensearch":
        _replace_types(properties, read_json("opensearch.json")["types"])
    return template


def _component(server: Server, name: str) -> dict[str, Any] | None:
    """A component template as it stands on the server, None where there is none of that name."""
    try:
        (found,) = server.request("GET", f"/_component_template/{name}")["component_templates"]
    except Rejected as error:
        if error.status != 404:
            raise
        return None
    held: dict[str, Any] = found["component_template"]
    return held


def word_tokenizer(server: Server) -> str | None:
    """The first of the word tokenizers of words.json that this server has."""
    return next((one for one in read_json("words.json")["tokenizers"] if _has(server, one)), None)


def _has(server: Server, tokenizer: str) -> bool:
    """Whether the server knows a tokenizer of this name."""
    try:
        server.request(
            "POST", "/_analyze", {"tokenizer": tokenizer, "text": read_json("words.json")["probe"]}
        )
    except Rejected as error:
        if error.status == 403:  # a cluster's privilege `manage`, which feeding needs for nothing else
            return _is_valid(server, tokenizer)
        if error.status != 400:  # 400: no tokenizer of this name
            raise
        return False
    return True


def _is_valid(server: Server, tokenizer: str) -> bool:
    """Asks the same of one who may make templates: would one with this tokenizer be taken?"""
    analyzer = {"zh_word": {"type": "custom", "tokenizer": tokenizer}}
    template = {
        "settings": {"analysis": {"analyzer": analyzer}},
        "mappings": {"properties": {"w": {"type": "text", "analyzer": "zh_word"}}},
    }
    body = {
        "index_patterns": [f"{server.address.alias}-probe"],
        "priority": _PRIORITY + 1,
        "template": template,
    }
    try:
        server.request("POST", "/_index_template/_simulate", body)
    except Rejected as error:
        if error.status != 400:
            raise
        return False
    return True


def _add_words(analysis: dict[str, Any], properties: dict[str, Any], tokenizer: str) -> None:
    words = read_json("words.json")
    for name, analyzer in words["analyzer"].items():
        analysis["analyzer"][name] = {**analyzer, "tokenizer": tokenizer}
    for name in words["fields_of"]:
        properties[name].setdefault("fields", {}).update(words["fields"])


def _replace_types(properties: dict[str, Any], types: dict[str, str]) -> None:
    for field in properties.values():
        if "type" in field:
            field["type"] = types.get(field["type"], field["type"])
        _replace_types(field.get("properties", {}), types)


@cache
def _fold_rules() -> list[str]:
    """`\\u81fa=>\\u53f0` for each fold: escaped, because a rule's own blanks and symbols are cut off."""
    return [f"{_escaped(before)}=>{_escaped(after)}" for before, after in fold.single_folds().items()]


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def _meta(server: Server, kind: str, name: str) -> dict[str, str] | None:
    """What we wrote about a template, None where there is none. Raises `SearchError` when it is not ours."""
    path = f"/_{kind}/{name}"
    only = {"filter_path": f"{kind}s.name,{kind}s.{kind}._meta"}  # of 250 kB, most of it folding rules
    try:
        (found,) = (one.get(kind, {}) for one in server.request("GET", path, params=only)[f"{kind}s"])
    except Rejected as error:
        if error.status != 404:
            raise
        return None
    meta: dict[str, str] = found.get("_meta") or {}
    if meta.get("owner") != _OWNER:
        said = translated("{where}: the template {path} is not ours: choose another prefix")
        raise SearchError(said.format(where=server.address.url, path=path))
    return meta
