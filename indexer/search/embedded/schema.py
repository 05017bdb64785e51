"""The columns of the embedded index, and a document as tantivy takes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

import orjson
import tantivy

from indexer.search.fields import (
    ID,
    TITLE,
    Field,
    had_fields,
    headlines,
    query_integers,
    query_numbers,
    query_texts,
    table,
)
from indexer.search.text.fold import TOKEN_PATTERN, analyzer, fold, fold_fast, key, single_folds

FORMAT = 1  # of schema and directory; a program reads its own and older ones

_ANALYZER = "characters"
_EARLIEST = datetime.fromisoformat("0001-01-01T00:00:00+00:00")
_ID_BITS = 24
_DAYS = {"published_first_day": "first_day", "published_last_day": "last_day"}  # field, column
HAS = "has"  # the names of a document's fields that have no column which tells whether it is there
_OTHERS = {
    ID: "term",
    "whole_title": "term",
    HAS: "term",
    **dict.fromkeys(_DAYS.values(), "day"),
    **dict.fromkeys(("version", "id_order", "date_rising", "date_falling"), "number"),
    "json": "stored",
}


def folded(name: str) -> str:
    """The column in which a keyword field is compared; the printed value stands in the one of its own name,
    for counting."""
    return f"{name}_folded"


def columns_of(field: Field) -> tuple[str, ...]:
    """The columns that a field of the table has of its own; none for one that only stands in `json`."""
    if field.name in _DAYS:
        return (_DAYS[field.name],)
    if field.name in headlines():
        return (TITLE,)
    if field.name in query_texts() or field.name == ID:
        return (field.name,)
    if field.name in (*query_numbers(), *query_integers()) or (field.queried and field.exact):
        return (field.name,)
    if field.queried:
        return (field.name, folded(field.name))
    return (field.name,) if field.counted else ()


@cache
def columns() -> dict[str, str]:
    """Every column of an index that is made now, and what kind it is of, `{"title": "text", …}`."""
    found = dict(_OTHERS)
    for field in table().values():
        for column in columns_of(field):
            found.setdefault(column, _kind(field, column))
    return found


def _kind(field: Field, column: str) -> str:
    if field.name in query_integers():
        return "whole"
    if field.type in ("text", "float"):
        return "text" if field.type == "text" else "share"
    return "term" if field.exact or column == folded(field.name) else "counted"


@cache
def digest() -> str:
    """Of the columns, and of how texts are folded and cut: one with another digest was made otherwise."""
    made = [sorted(columns().items()), TOKEN_PATTERN, sorted(single_folds().items())]
    return hashlib.sha256(json.dumps(made).encode()).hexdigest()


def schema(made: Iterable[tuple[str, str]] | None = None) -> tantivy.Schema:
    """What tantivy makes an index from; `made`: other columns than those of this program."""
    builder = tantivy.SchemaBuilder()
    for name, kind in columns().items() if made is None else made:
        match kind:
            case "text":
                builder.add_text_field(name, tokenizer_name=_ANALYZER, index_option="position")
            case "term":
                builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
            case "counted":
                builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
            case "day" | "share" | "whole":
                builder.add_integer_field(name, indexed=True, fast=True)
            case "number":
                builder.add_unsigned_field(name, fast=True)
            case _:
                builder.add_bytes_field(name, stored=True)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Gives an opened index the analyzer that its schema names."""
    index.register_tokenizer(_ANALYZER, analyzer())


def entry(document: dict[str, Any], version: int, held: Container[str]) -> tantivy.Document:
    """The document as an index with the columns `held` takes it; it has no `validation.fault`."""
    made = tantivy.Document()
    for name in _keywords():
        if name in document and name in held:
            _add_keyword(made, name, _values(document, name), folded(name) in held)
    for name in _exact():
        for value in _values(document, name) if name in held else ():
            made.add_text(name, value)
    _add_texts(made, document, held)
    _add_numbers(made, document, held)
    if HAS in held:
        for name in _told_apart():
            if name in document:
                made.add_text(HAS, name)
    _add_order(made, document, version)
    made.add_bytes("json", orjson.dumps(document))
    return made


@cache
def _keywords() -> tuple[str, ...]:
    return tuple(name for name, kind in columns().items() if kind == "counted")


@cache
def _exact() -> tuple[str, ...]:
    """The ids and addresses that are compared as they are."""
    return tuple(one.name for one in table().values() if one.offered and one.queried and one.exact)


def has_column(name: str) -> str | None:
    """The column that has a value where a document has the field; None where `HAS` holds its name."""
    if name in _DAYS:
        return _DAYS[name]
    return name if columns().get(name) in ("counted", "share", "whole") else None


@cache
def _told_apart() -> tuple[str, ...]:
    return tuple(name for name in had_fields() if has_column(name) is None)


def _add_keyword(made: tantivy.Document, name: str, values: list[str], is_compared: bool) -> None:
    for value in values:
        made.add_text(name, value)
        if is_compared:
            made.add_text(folded(name), _folded(value))


def _add_texts(made: tantivy.Document, document: dict[str, Any], held: Container[str]) -> None:
    for name in headlines():
        for value in _values(document, name):
            made.add_text(TITLE, fold(value))
            made.add_text("whole_title", key(value))
    for name in query_texts():
        if name != TITLE and name in held:
            for value in _values(document, name):
                made.add_text(name, fold_fast(value))


def _add_numbers(made: tantivy.Document, document: dict[str, Any], held: Container[str]) -> None:
    """A number from 0 to 1 is compared by its hundredths."""
    for name in query_integers():
        if name in held and (value := document.get(name)) is not None:
            made.add_integer(name, value)
    for name in query_numbers():
        if name in held and (value := document.get(name)) is not None:
            made.add_integer(name, round(100 * value))


def _add_order(made: tantivy.Document, document: dict[str, Any], version: int) -> None:
    for name, column in _DAYS.items():
        if day := document.get(name):
            made.add_integer(column, day_number(day))
    rising, falling = _date_order(document.get("published"), document["id"])
    made.add_unsigned("date_rising", rising)
    made.add_unsigned("date_falling", falling)
    made.add_unsigned("id_order", id_order(document["id"]))
    made.add_unsigned("version", version)


def day_number(day: str) -> int:
    """`2021-05-23` gives 20210523."""
    return int(day[:10].replace("-", ""))


def id_order(document_id: str) -> int:
    """The first 64 bits of an id, which order as the id does: `ff…` (hexadecimal) or any other text."""
    try:
        return int(document_id[:16].ljust(16, "0"), 16)
    except ValueError:
        return int.from_bytes(document_id.encode()[:8].ljust(8, b"\0"), "big")


def _date_order(published: str | None, document_id: str) -> tuple[int, int]:
    """Two keys in which the date leads and the id follows: one to read upwards, one downwards. No date comes
    last in both. Tantivy sorts by one field only."""
    order = id_order(document_id) >> (64 - _ID_BITS)
    turned = (1 << _ID_BITS) - 1 - order
    if published is None:
        return (1 << 63) | order, turned
    at = datetime.fromisoformat(published)
    seconds = int((at.replace(tzinfo=at.tzinfo or UTC) - _EARLIEST).total_seconds()) + 1
    seconds = max(seconds, 1)  # the first hours of the year 1 in Beijing are earlier
    return seconds << _ID_BITS | order, seconds << _ID_BITS | turned


@lru_cache(10_000)
def _folded(name: str) -> str:
    """Cached: the same sites, sources and names stand in many documents."""
    return fold(name)


def _values(document: dict[str, Any], name: str) -> list[str]:
    value = document.get(name)
    if value is None:
        return []
    return [value] if isinstance(value, str) else [one for one in value if one]
