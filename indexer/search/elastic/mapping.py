"""Settings and mapping of an index on a server: mappings/analysis.json (analyzers, tokenizers), mapping.json,
and the properties that the field table gives."""

from __future__ import annotations

import copy
from typing import Any

from indexer.search.fields import Field, kinds, parts, read_json, table


def template() -> dict[str, Any]:
    """Settings and mappings of an index template, a new one at each call."""
    made = read_json("analysis.json")
    made["mappings"] = {**read_json("mapping.json"), "properties": properties()}
    return made


def properties() -> dict[str, Any]:
    """`{"title": {"type": "text", …}, "share": {"properties": …}, …}` for every field of the table."""
    return {name: _property(name) for name, field in table().items() if not field.whole}


def _property(name: str) -> dict[str, Any]:
    made = copy.deepcopy(kinds()[table()[name].kind])
    if inner := parts(name):
        made["properties"] = {part.name.rpartition(".")[2]: _property(part.name) for part in inner}
    return made


def missing_fields(held: dict[str, Any]) -> tuple[str, ...]:
    """The offered fields that an index with these properties lacks."""
    return tuple(
        name
        for name, field in table().items()
        if field.offered and not field.whole and not _is_held(field, held.get(name))
    )


def _is_held(field: Field, found: dict[str, Any] | None) -> bool:
    """With the sub-field in which queries compare, where the field has one."""
    return found is not None and ("fold" not in field.also or "fold" in found.get("fields", {}))


def meta() -> dict[str, Any]:
    """What every index carries in the `_meta` of its mapping."""
    found: dict[str, Any] = read_json("mapping.json")["_meta"]
    return found
