"""What the embedded index holds of a document, and where."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

import orjson
import tantivy

from indexer.search.text.fold import analyzer, fold, fold_many, key

FORMAT = 1  # of schema and directory; a program reads its own and older ones

TEXTS: Final = ("title", "body", "summary")
# Parts of the headline that a page prints apart: found as title, as `copy_to` does it on Elasticsearch.
HEADLINES: Final = ("title", "kicker", "subtitle")
# Compared after folding; the printed value stands beside it for counting.
KEYWORDS: Final = (
    *("site", "province", "city", "source", "reporters", "editors", "people", "column", "kind", "status"),
)
# Only counted by.
COUNTED: Final = (
    *("site_name", "organisation", "series", "channel", "edition_number", "edition_name", "keywords"),
    *("agency", "dateline_place", "cluster", "published_day", "published_month", "published_precision"),
)
_FOLDED_NAMES = {name: f"{name}_folded" for name in KEYWORDS} | dict.fromkeys(COUNTED)
_ANALYZER = "characters"
_EARLIEST = datetime.fromisoformat("0001-01-01T00:00:00+00:00")
_ID_BITS = 24


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name=_ANALYZER, index_option="position")
    builder.add_text_field("whole_title", tokenizer_name="raw", index_option="basic")
    for name in KEYWORDS:
        builder.add_text_field(f"{name}_folded", tokenizer_name="raw", index_option="basic")
    for name in (*KEYWORDS, *COUNTED):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("first_day", "last_day"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("version", "id_order", "date_rising", "date_falling"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field("json", stored=True)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Gives an opened index the analyzer that its schema names."""
    index.register_tokenizer(_ANALYZER, analyzer())


def entry(document: dict[str, Any], version: int) -> tantivy.Document:
    """The document as tantivy takes it; `fields.fault` has found nothing wrong with it."""
    made = tantivy.Document()
    for name, folded in _FOLDED_NAMES.items():
        if name in document:
            for value in _values(document, name):
                made.add_text(name, value)
                if folded:
                    made.add_text(folded, _folded(value))
    _add_texts(made, document)
    _add_order(made, document, version)
    made.add_bytes("json", orjson.dumps(document))
    return made


def _add_texts(made: tantivy.Document, document: dict[str, Any]) -> None:
    made.add_text("id", document["id"])
    for name in HEADLINES:
        for value in _values(document, name):
            made.add_text("title", fold(value))
            made.add_text("whole_title", key(value))
    for name in ("body", "summary"):
        for value in _values(document, name):
            made.add_text(name, fold_many(value))


def _add_order(made: tantivy.Document, document: dict[str, Any], version: int) -> None:
    for name in ("first_day", "last_day"):
        if day := document.get(f"published_{name}"):
            made.add_integer(name, day_number(day))
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
    """Sites, sources and names come again and again."""
    return fold(name)


def _values(document: dict[str, Any], name: str) -> list[str]:
    value = document.get(name)
    if value is None:
        return []
    return [value] if isinstance(value, str) else [one for one in value if one]
