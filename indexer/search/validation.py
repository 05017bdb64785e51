"""What keeps a document out of every index, by the field table.

Elasticsearch refuses an unknown field itself (`"dynamic": "strict"`); the embedded index refuses by the same
table, with the same names for the errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from math import isfinite
from typing import Any, NamedTuple

import orjson

from indexer.search.fields import parts, table

REQUIRED = ("id", "title")
_INTEGER = ("integer", "long")
_PYTHON_TYPES = {
    "text": str,
    "keyword": str,
    "date": datetime,
    "float": float,
    **dict.fromkeys(_INTEGER, int),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)", re.ASCII)


class Fault(NamedTuple):
    """Why a document is refused: the error's name as Elasticsearch has it, and a sentence."""

    error_type: str
    reason: str


def fault(document: dict[str, Any]) -> Fault | None:
    """The first thing that keeps a document out of every index, or None."""
    for name in REQUIRED:
        if not document.get(name):
            return Fault("document_missing_field", f"the document has no {name}")
    return None if _is_sound(document) else next(_faults(document, ""), None)


def _is_sound(document: dict[str, Any]) -> bool:
    """Says of most documents that they have no fault, at a third of the cost of looking for one."""
    try:
        orjson.dumps(document)  # half a surrogate pair is no JSON
    except TypeError:
        return False
    return _are_plain(document, _expected_types())


def _are_plain(values: dict[str, Any], expected: dict[str, Any]) -> bool:
    for name, value in values.items():
        type_ = expected.get(name)
        for one in value if type(value) is list else (value,):
            if not _is_plain(one, type_):
                return False
    return True


def _is_plain(value: Any, expected: Any) -> bool:
    if expected is str:
        return type(value) is str
    if expected is int:
        return type(value) is int and abs(value) < 2**63
    if expected is float:
        return type(value) in (float, int) and isfinite(value)
    if expected is datetime:
        return type(value) is str and _is_date(value)
    return type(expected) is type(value) is dict and _are_plain(value, expected)


@cache
def _expected_types() -> dict[str, Any]:
    """The Python type of each field's values, for a field with parts a dictionary of theirs; None for what
    is seldom there."""
    return {name: _expected(name) for name, field in table().items() if not field.whole}


def _expected(name: str) -> Any:
    if inner := parts(name):
        return {part.name.rpartition(".")[2]: _expected(part.name) for part in inner}
    return _PYTHON_TYPES.get(table()[name].type)


def _faults(values: dict[str, Any], prefix: str) -> Iterator[Fault]:
    for name, value in values.items():
        path = prefix + name
        if path not in table():
            yield Fault("strict_dynamic_mapping_exception", f"{path} is no field of the mapping")
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _value_faults(one, path)


def _value_faults(value: Any, path: str) -> Iterator[Fault]:
    field_type = table()[path].type
    if parts(path):
        if isinstance(value, dict):
            yield from _faults(value, path + ".")
        elif value is not None:
            yield Fault("document_parsing_exception", f"{path} has parts, {_shown(value)} has none")
    elif not _fits(value, field_type):
        yield Fault("document_parsing_exception", f"{path} is of type {field_type}, {_shown(value)} is not")


def _fits(value: Any, field_type: str) -> bool:
    if value is None:
        return True
    if field_type in ("text", "keyword"):
        return isinstance(value, str) and _is_unicode(value)
    if field_type in _INTEGER:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
    if field_type == "float":
        return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if field_type == "boolean":
        return isinstance(value, bool)
    if field_type == "date":
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
