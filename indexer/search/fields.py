"""The field table: every field of a document, what it is, where it comes from and what can be done with it.

The rows stand in mappings/fields.json, one a line; documents, mappings, schemas, the query language, facets,
`--fields`, completion, help and docs/fields.md derive from them. A row has

    kind         a key of mappings/kinds.json, which says what Elasticsearch makes of the field
    several      true: a list of values (default: one value)
    from         the attribute it is copied from, `article.edition.number` or `facts.city` (default: the
                 article's of its own name), or `computed` by indexer/document.py
    query        true: a field of the query language, `source:` (default: what facets count is one)
    count        true: facets count its values
    exact        true: compared as it is, an id or an address; all others are compared folded
    typed        how people write its name, `reporter` for `reporters`
    offered      false: a place for later that nothing fills yet; no command names it
    shown_by     the commands that show it, besides facets (default: show)
    description  what it means, a sentence
"""

from __future__ import annotations

import copy
import json
import pkgutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from shengmei.console.text import near
from shengmei.console.translation import message
from shengmei.problems import UsageProblem

MAPPINGS = Path(__file__).parent / "mappings"  # where its files stand, unless the program runs out of an egg
COMPUTED = "computed"
MEDIA = "media"
YEAR = "year"  # counted from published_month
TITLE = "title"
ID = "id"
STORY = "story"
_COMPARED = {"fold": {"type": "keyword", "normalizer": "zh_fold", "ignore_above": 8191}}


class Field(NamedTuple):
    """A field of a document, or a part of one: `bylines.name`."""

    name: str
    kind: str  # a key of kinds.json
    type: str  # in Elasticsearch; `object` and `nested` have parts
    format: str  # of a date: `strict_date` is a day
    also: tuple[str, ...]  # other ways it is indexed there: `raw` is `title.raw`
    many: bool  # a list of values
    source: str  # `article.edition.number`, `facts.city`, `computed`; empty where its parts have sources
    queried: bool
    counted: bool
    exact: bool  # compared as it is
    typed: str  # its name as people write it; the same as `name` for most
    offered: bool
    description: str
    shown_by: str

    @property
    def whole(self) -> str:
        """The field that this one is a part of: `bylines` of `bylines.name`; empty for a field."""
        return self.name.rpartition(".")[0]


@cache
def table() -> dict[str, Field]:
    """All fields by name, in the order of the table."""
    return {name: _field(name, row) for name, row in rows().items()}


@cache
def rows() -> dict[str, dict[str, Any]]:
    """The rows as they stand in fields.json."""
    return read_json("fields.json")


def _field(name: str, row: dict[str, Any]) -> Field:
    indexed = mapped(row)
    has_own_source = "type" in indexed or row.get("several", False)
    shown = (["facets"] if row.get("count") else []) + [row.get("shown_by", "show")]
    return Field(
        name=name,
        kind=row["kind"],
        type=indexed.get("type", "object"),
        format=indexed.get("format", ""),
        also=tuple(indexed.get("fields", {})),
        many=row.get("several", False),
        source=row.get("from", f"article.{name}" if has_own_source else ""),
        queried=_is_queried(row),
        counted=row.get("count", False),
        exact=row.get("exact", False),
        typed=row.get("typed", name),
        offered=row.get("offered", True),
        description=row["description"],
        shown_by=", ".join(shown),
    )


def _is_queried(row: dict[str, Any]) -> bool:
    return bool(row.get("query", row.get("count", False)))


def mapped(row: dict[str, Any]) -> dict[str, Any]:
    """What Elasticsearch makes of a row: its kind, and `.fold` where queries compare a keyword folded."""
    indexed: dict[str, Any] = copy.deepcopy(kinds()[row["kind"]])
    if indexed.get("type") == "keyword" and _is_queried(row) and not row.get("exact"):
        indexed["fields"] = {**indexed.get("fields", {}), **copy.deepcopy(_COMPARED)}
    return indexed


@cache
def kinds() -> dict[str, dict[str, Any]]:
    """kinds.json: what a kind of field is in an Elasticsearch mapping."""
    return read_json("kinds.json")


def read_json(name: str) -> dict[str, Any]:
    """A file of mappings/."""
    read: dict[str, Any] = json.loads(pkgutil.get_data(__name__, f"mappings/{name}") or b"")
    return read


@cache
def field_dictionary() -> tuple[Field, ...]:
    """Every offered field and part of a field, in the order of the table."""
    return tuple(one for one in table().values() if one.offered)


@cache
def parts(name: str) -> tuple[Field, ...]:
    """The parts of a field: `share.title`, `share.description`, … of `share`; none for most."""
    return tuple(one for one in table().values() if one.whole == name)


@cache
def query_texts() -> tuple[str, ...]:
    """The fields in which a phrase is looked for by name: `("title", "body", "summary")`."""
    return tuple(one.name for one in field_dictionary() if one.queried and one.type == "text")


@cache
def query_keywords() -> tuple[str, ...]:
    """The fields whose whole values a query compares: `("id", "site", "province", …)`."""
    return tuple(one.name for one in field_dictionary() if one.queried and one.type == "keyword")


@cache
def query_numbers() -> tuple[str, ...]:
    """The fields of numbers from 0 to 1 that a query bounds."""
    return tuple(one.name for one in field_dictionary() if one.queried and one.type == "float")


@cache
def query_integers() -> tuple[str, ...]:
    """The fields of whole numbers that a query bounds: `("length", "revision")`."""
    return tuple(one.name for one in field_dictionary() if one.queried and one.type in ("integer", "long"))


@cache
def had_fields() -> tuple[str, ...]:
    """The fields of which one may ask whether a document has them: those of the index itself, no parts."""
    return tuple(
        one.name
        for one in field_dictionary()
        if not one.whole and one.type not in ("object", "nested") and one.kind != "unindexed"
    )


@cache
def headlines() -> tuple[str, ...]:
    """The fields that `title:` searches: the title itself, kicker and subtitle."""
    return tuple(one.name for one in table().values() if one.kind in (TITLE, "headline"))


@cache
def counted_fields() -> tuple[str, ...]:
    """What facets can count by: `("site", "site_name", …, "year")`."""
    return (*(one.name for one in field_dictionary() if one.counted), YEAR)


def typed(name: str) -> str:
    """How people write the name of a field: `reporter` for `reporters`, `month` for `published_month`."""
    return table()[name].typed if name in table() else name


def counted_field(name: str) -> str:
    """`reporter` and `reporters` give `reporters`. Raises `UsageProblem` for what facets cannot count by."""
    return _named(name, counted_fields(), "no field {name!r} to count by.")


def had_field(name: str) -> str:
    """The field that `has:reporter` asks for. Raises `UsageProblem` for what is none."""
    meant = {"bylines": "people", "date": "published"}.get(name, name)
    return _named(meant, had_fields(), "no field {name!r} to ask for.")


@cache
def chinese_names() -> dict[str, str]:
    """`{"日期": "date", "来源": "source", …}`: what is meant by a field's name in Chinese."""
    return read_json("chinese_names.json")


def ensure_queried(names: Iterable[str], known: Iterable[str]) -> None:
    """Raises `UsageProblem` for the first name that is not among those known."""
    for name in names:
        if name not in known:
            _named(name, tuple(known), "no field {name!r} to ask for.")


def _named(name: str, known: tuple[str, ...], complaint: str) -> str:
    """The field of this name, short or whole; `complaint` is a text of the catalogue."""
    by_typed = {typed(one): one for one in known} | {one: one for one in known}
    if name not in by_typed:
        raise UsageProblem(message(complaint, name=name) + near(name, by_typed))
    return by_typed[name]
