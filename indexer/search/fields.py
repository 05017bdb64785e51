"""The field list of both indexes: what mappings/articles.json allows, and what a document breaks of it.

Elasticsearch refuses an unknown field itself (`"dynamic": "strict"`); the embedded index refuses by the same
list, with the same names for the errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson

REQUIRED = ("id", "title")
_MAPPINGS = Path(__file__).parent / "mappings"
_INTEGER = ("integer", "long")
_KINDS = {"text": str, "keyword": str, "date": datetime, **dict.fromkeys(_INTEGER, int)}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)", re.ASCII)


class Fault(NamedTuple):
    """Why a document is refused: the error's name as Elasticsearch has it, and a sentence."""

    error_type: str
    reason: str


class Field(NamedTuple):
    """A field of a document, or a part of one: `bylines.name`."""

    name: str
    type: str  # in Elasticsearch; `object` has parts
    format: str  # of a date: `strict_date` is a day
    also: tuple[str, ...]  # other ways it is indexed there: `raw` is `title.raw`
    many: bool  # a list of values
    description: str
    shown_by: str


def field_dictionary() -> tuple[Field, ...]:
    """Every field and part of a field, from articles.json and fields.json, in the mapping's order."""
    said = descriptions()
    return tuple(_described(name, field, said[name]) for name, field in _walk(_properties(), ""))


def _described(name: str, field: dict[str, Any], said: dict[str, str]) -> Field:
    return Field(
        name=name,
        type=field.get("type", "object"),
        format=field.get("format", ""),
        also=tuple(field.get("fields", {})),
        many=said.get("holds") == "several",
        description=said["description"],
        shown_by=said["shown_by"],
    )


def mapping() -> dict[str, Any]:
    """articles.json as it stands: settings and mappings of an index template."""
    read: dict[str, Any] = json.loads((_MAPPINGS / "articles.json").read_text(encoding="utf-8"))
    return read


def descriptions() -> dict[str, dict[str, str]]:
    """fields.json: what each field means and which commands show it, `bylines.name` for parts."""
    read: dict[str, dict[str, str]] = json.loads((_MAPPINGS / "fields.json").read_text(encoding="utf-8"))
    return read


def names() -> tuple[str, ...]:
    """All fields and parts of fields, in the mapping's order: `("id", …, "bylines", "bylines.name", …)`."""
    return tuple(name for name, _ in _walk(_properties(), ""))


def _walk(properties: dict[str, Any], prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, field in properties.items():
        yield prefix + name, field
        yield from _walk(field.get("properties", {}), f"{prefix}{name}.")


@cache
def _properties() -> dict[str, Any]:
    found: dict[str, Any] = mapping()["mappings"]["properties"]
    return found


def fault(document: dict[str, Any]) -> Fault | None:
    """The first thing that keeps a document out of every index, or None."""
    for name in REQUIRED:
        if not document.get(name):
            return Fault("document_missing_field", f"the document has no {name}")
    return None if _is_sound(document) else next(_faults(document, _properties(), ""), None)


def _is_sound(document: dict[str, Any]) -> bool:
    """Says of most documents that they have no fault, at a third of the cost of looking for one."""
    try:
        orjson.dumps(document)  # half a surrogate pair is no JSON
    except TypeError:
        return False
    return _are_plain(document, _kinds())


def _are_plain(values: dict[str, Any], kinds: dict[str, Any]) -> bool:
    for name, value in values.items():
        kind = kinds.get(name)
        for one in value if type(value) is list else (value,):
            if not _is_plain(one, kind):
                return False
    return True


def _is_plain(value: Any, kind: Any) -> bool:
    if kind is str:
        return type(value) is str
    if kind is int:
        return type(value) is int and abs(value) < 2**63
    if kind is datetime:
        return type(value) is str and _is_date(value)
    return type(kind) is type(value) is dict and _are_plain(value, kind)


@cache
def _kinds() -> dict[str, Any]:
    return _kinds_of(_properties())


def _kinds_of(properties: dict[str, Any]) -> dict[str, Any]:
    """What Python type a field's values have, those of its parts as a dictionary; None for all others."""
    return {
        name: _kinds_of(field["properties"]) if "properties" in field else _KINDS.get(field["type"])
        for name, field in properties.items()
    }


def _faults(values: dict[str, Any], properties: dict[str, Any], prefix: str) -> Iterator[Fault]:
    for name, value in values.items():
        path = prefix + name
        if name not in properties:
            yield Fault("strict_dynamic_mapping_exception", f"{path} is no field of the mapping")
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _value_faults(one, properties[name], path)


def _value_faults(value: Any, field: dict[str, Any], path: str) -> Iterator[Fault]:
    if "properties" in field:
        if isinstance(value, dict):
            yield from _faults(value, field["properties"], path + ".")
        elif value is not None:
            yield Fault("document_parsing_exception", f"{path} has parts, {_shown(value)} has none")
    elif not _fits(value, field["type"]):
        yield Fault(
            "document_parsing_exception", f"{path} is of type {field['type']}, {_shown(value)} is not"
        )


def _fits(value: Any, kind: str) -> bool:
    if value is None:
        return True
    if kind in ("text", "keyword"):
        return isinstance(value, str) and _is_unicode(value)
    if kind in _INTEGER:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "date":
        return isinstance(value, str) and _is_date(value)
    return isinstance(value, dict) and _is_unicode(json.dumps(value, ensure_ascii=False))


def _is_unicode(text: str) -> bool:
    """False for half a surrogate pair, which no JSON of either index can carry."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_date(text: str) -> bool:
    """`2021-05-23` and what follows of it; Python also takes `20210523` and weeks, Elasticsearch does not."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return _DAY.match(text) is not None


def _shown(value: Any) -> str:
    return ascii(value)[:80]
