"""Persons: a table for people, rows with all counts for programs, a network of who writes with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from search_cli.corpus.people import People, Person
from search_cli.exporting.table_files import Network
from shengmei.console import formats, streams, tables
from shengmei.console.translation import message, role_name

KINDS = {
    "id": str, "name": str, "articles": int, "roles": list, "outlets": list, "organisations": list,
    "months": list, "first": str, "last": str,
}  # fmt: skip
_NODE = {"label": str, "articles": int, "roles": str, "outlets": str, "organisations": str,
         "first": str, "last": str}  # fmt: skip


def write(form: formats.Form | None, found: People, facts: Mapping[str, Any], limit: int) -> None:
    """Programs get all persons; people the first `limit`, and how many more there are."""
    if form == "json":
        together = [{"a": a, "b": b, "articles": count} for (a, b), count in found.together.items()]
        people = [one.__dict__ for one in found.people]
        streams.write_json({**facts, "people": people, "together": together}, indent=2)
    elif form == "jsonl":
        for one in found.people:
            streams.write_json(one.__dict__)
    elif form == "csv":
        formats.write_csv(rows(found.people), list(KINDS))
    else:
        _write_table(found.people, limit)


def rows(found: Sequence[Person]) -> list[dict[str, Any]]:
    """In the columns `KINDS`; a list has each value with its articles, `长江云 12`."""
    return [
        {
            name: _listed(value) if isinstance(value, Mapping) else value
            for name, value in one.__dict__.items()
        }
        for one in found
    ]


def _listed(counts: Mapping[str, int]) -> list[str]:
    return [f"{name} {count}" for name, count in counts.items()]


def _write_table(found: Sequence[Person], limit: int) -> None:
    columns = [
        tables.Column("name"),
        tables.Column("articles", right=True),
        *(tables.Column(name) for name in ("roles", "outlets", "organisations", "first", "last")),
    ]
    tables.write([_row(one) for one in found[:limit]], columns)
    if len(found) > limit:
        streams.note(
            message("{number:,} more: --limit, --csv or --to FILE shows them", number=len(found) - limit)
        )


def _row(one: Person) -> dict[str, Any]:
    roles = [role_name(role) for role in one.roles]
    return {
        **one.__dict__,
        "roles": roles,
        "outlets": list(one.outlets),
        "organisations": list(one.organisations),
    }


def network(found: People) -> Network:
    """Nodes are persons, an edge has the articles that two wrote together."""
    nodes = {}
    for one in found.people:
        joined = {
            name: "; ".join(getattr(one, name)) or None for name in ("roles", "outlets", "organisations")
        }
        nodes[one.id] = {
            "label": one.name,
            "articles": one.articles,
            **joined,
            "first": one.first,
            "last": one.last,
        }
    edges = [(a, b, {"articles": count}) for (a, b), count in found.together.items()]
    return Network(kinds=_NODE, nodes=nodes, edges=edges, directed=False)
