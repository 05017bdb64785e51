"""Settings and mapping of an index on a server: mappings/analysis.json (analyzers, tokenizers), mapping.json,
and the properties that the field table gives."""

from __future__ import annotations

from typing import Any

from indexer.search.fields import mapped, parts, read_json, rows, table


def template() -> dict[str, Any]:
    """Settings and mappings of an index template, a new one at each call."""
    made = read_json("analysis.json")
    made["mappings"] = {**read_json("mapping.json"), "properties": properties()}
    return made


def properties() -> dict[str, Any]:
    """`{"title": {"type": "text", …}, "share": {"properties": …}, …}` for every field of the table."""
    return {name: _property(name) for name, field in table().items() if not field.whole}


def _property(name: str) -> dict[str, Any]:
    made = mapped(rows()[name])
    if inner := parts(name):
        made["properties"] = {part.name.rpartition(".")[2]: _property(part.name) for part in inner}
    return made


def missing_fields(held: dict[str, Any]) -> tuple[str, ...]:
    """The offered fields that an index with these properties lacks."""
    return tuple(
        name for name, field in table().items() if field.offered and not field.whole and name not in held
    )


def uncompared_fields(held: dict[str, Any]) -> tuple[str, ...]:
    """Those that it has without the sub-field in which queries compare."""
    return tuple(
        name
        for name, field in table().items()
        if name in held and "fold" in field.also and "fold" not in held[name].get("fields", {})
    )


def meta() -> dict[str, Any]:
    """What every index carries in the `_meta` of its mapping."""
    found: dict[str, Any] = read_json("mapping.json")["_meta"]
    return found
