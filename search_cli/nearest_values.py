"""What to say of a value that no article has: the values near it, or how several are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from indexer.search import And, Keyword, Node, Or, Query, SearchIndex, counted_fields, typed
from indexer.search.fields import table
from indexer.search.text.fold import fold
from search_cli.completion.candidates import quoted
from shengmei.console.text import nearest, safe
from shengmei.console.translation import message

MOST = 3  # values that are named, and clauses of a query that something is said of
_LOOKED_AT = 20_000  # values of a field, those of most articles first
_BETWEEN = re.compile(r"(?:(?<!\s)\s+)?[,，、;；|]\s*")


def hints(index: SearchIndex, query: Query) -> list[str]:
    """A line for each value of the query that no article has: `source:湘江 is a value of no article; near it
    are 湘江日报 and 湘江新闻`. None for what is only excluded."""
    absent = (one for one in _values(query.root) if not index.count(Query(root=one)))
    return list(islice(dict.fromkeys(said for one in absent if (said := _hint(index, one))), MOST))


def _values(node: Node | None) -> Iterator[Keyword]:
    match node:
        case And(clauses) | Or(clauses):
            for clause in clauses:
                yield from _values(clause)
        case Keyword(field) if field in counted_fields() and not table()[field].exact:
            yield node


def _hint(index: SearchIndex, absent: Keyword) -> str:
    name = typed(absent.field)
    asked = f"{name}:{quoted(absent.value)}{'*' if absent.prefix else ''}"
    parts = [one for one in _BETWEEN.split(absent.value) if one]
    if len(parts) > 1:
        form = f"{name}:({' OR '.join(map(quoted, parts))})"
        return message(
            "{asked} is a value of no article; several are asked for by {form}", asked=asked, form=form
        )
    found = [quoted(one) for one in _near(index, absent)]
    if not found:
        return message("{asked} is a value of no article", asked=asked)
    return message(
        "{asked} is a value of no article; near it: {values}", asked=asked, values=", ".join(found)
    )


def _near(index: SearchIndex, absent: Keyword) -> list[str]:
    """Values that hold the one asked for, or that it holds, those of most articles first; else those near in
    spelling."""
    wanted = fold(absent.value)
    counted = index.facet(Query(), absent.field, limit=_LOOKED_AT).values
    there = {value: fold(value) for value, _ in counted if safe(value) == value}
    holding = [value for value, folded in there.items() if folded and (wanted in folded or folded in wanted)]
    return holding[:MOST] or nearest(absent.value, there)[:MOST]
