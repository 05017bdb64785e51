"""The columns of an export: the index's fields, laid flat, and their values in a document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from indexer.search import Field, field_dictionary
from shengmei.console.article import at_precision
from shengmei.console.text import near
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

Document = dict[str, Any]
# Times, each with the field that says how much of it is printed.
TIMES = {"published": "published_precision", "modified": "modified_precision"}


def columns(named: str | None = None) -> tuple[Field, ...]:
    """The fields that `title,share.link,bylines.name` names; None: all, single objects laid flat.

    Raises `UsageProblem` for a name that is no field.
    """
    fields = {field.name: field for field in field_dictionary()}
    if named is None:
        return tuple(field for field in fields.values() if _is_column(field, fields))
    known = fields | {field.typed: field for field in fields.values()}
    names = list(dict.fromkeys(filter(None, (name.strip() for name in named.split(",")))))
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None or not names:
        said = translated("no field is named.")
        if unknown:
            said = message("no field {name!r}.", name=unknown) + near(unknown, fields)
        raise UsageProblem(message("--fields: {said} See: shengmei docs fields", said=said))
    found = dict.fromkeys(known[name].name for name in names)
    return tuple(fields[name]._replace(many=fields[name].many or _in_many(name, fields)) for name in found)


def _is_column(field: Field, known: dict[str, Field]) -> bool:
    """`share.link` and `bylines` are columns; `share` and `bylines.name` stand in others."""
    return not _in_many(field.name, known) and (field.many or field.type != "object")


def _in_many(name: str, known: dict[str, Field]) -> bool:
    """Whether a document may have several of it because it has several of what it is a part of."""
    whole = known.get(name.rpartition(".")[0])
    return bool(whole and whole.many)


def value(document: Document, name: str) -> Any:
    """The value at `share.link`; at `bylines.name` the list of all names; None where it is absent."""
    if "." not in name:
        return document.get(name)
    found: Any = document
    for part in name.split("."):
        if isinstance(found, list):
            found = [one[part] for one in found if part in one]
        else:
            found = found.get(part) if isinstance(found, dict) else None
    return None if found == [] else found


def known(document: Document, name: str) -> Any:
    """The value as finely as it is known: of `published` the day `2021-05-23` where the page prints a day,
    and not its midnight."""
    found = value(document, name)
    if name in TIMES and isinstance(found, str):
        return at_precision(found, document.get(TIMES[name]))
    return found


def raw(document: Document, fields: Sequence[Field]) -> Document:
    """What the document has of the fields, by their names, as the index holds it; absent ones left out."""
    found = ((field.name, value(document, field.name)) for field in fields)
    return {name: one for name, one in found if one is not None}


def chosen(document: Document, fields: Sequence[Field]) -> Document:
    """As `raw`, with times as finely as they are known."""
    return {name: known(document, name) for name in raw(document, fields)}


def cell(document: Document, field: Field) -> Any:
    """A value as a spreadsheet takes it: objects as JSON, lists of texts stay lists."""
    found = known(document, field.name)
    one = found[0] if isinstance(found, list) and found else found
    return json.dumps(found, ensure_ascii=False) if isinstance(one, dict) else found
