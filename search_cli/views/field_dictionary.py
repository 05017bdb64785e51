"""The field dictionary as a page of docs/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.copies.article_tables import EDGES, STORIES, Column
from indexer.search import Field

_HEAD = """\
# The fields of a document

Made by `shengmei docs fields --markdown` from the field table, `indexer/search/mappings/fields.json`; a test
compares. A field that a page does not show is absent: no empty text, no 0 that is not printed. In queries is
what one types before a value.

| field | type in Elasticsearch | meaning | in queries | shown by |
|---|---|---|---|---|"""


def markdown_page(fields: Iterable[Field]) -> Iterator[str]:
    """Its lines, a field each below the head."""
    yield _HEAD
    for field in fields:
        meaning = field.description.replace("|", "\\|")
        names = dict.fromkeys((field.typed, field.name)) if field.queried else {}
        query = ", ".join(f"`{name}:`" for name in names)
        yield f"| `{field.name}` | {_kind(field)} | {meaning} | {query} | {field.shown_by} |"


def ledger_tables() -> Iterator[str]:
    """The columns of what `shengmei ledger export` writes, as two tables below those of a document."""
    yield "\n## The ledger's tables\n"
    yield "`shengmei ledger export FOLDER` writes them, sorted, for [copies](copies.md) in pandas or DuckDB."
    for name, columns in (("edges", EDGES), ("stories", STORIES)):
        yield from _table(name, columns)


def _table(name: str, columns: Sequence[Column]) -> Iterator[str]:
    yield f"\n| `{name}.parquet` | type | meaning |\n|---|---|---|"
    for one in columns:
        yield f"| `{one.name}` | {one.type} | {one.meaning} |"


def _kind(field: Field) -> str:
    """`keyword, several values; also province.fold`."""
    several = ", several values" if field.many else ""
    also = "; also " + ", ".join(f"`{field.name}.{one}`" for one in field.also) if field.also else ""
    return f"{field.type}{several}{also}"
