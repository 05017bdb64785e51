"""`story:ID` finds the story of any article, so also that of an id that was a story's before an earlier one
came."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from indexer.search.fields import STORY
from indexer.search.query import And, Keyword, Node, Not, Or, Query

_ID = re.compile("[0-9a-f]{32}")
GetDocument = Callable[[str], dict[str, Any] | None]


def with_stories_of_articles(query: Query, get: GetDocument) -> Query:
    """The query with the story of each article whose id it names as a story; `get` gives a document by id."""
    if query.root is None:
        return query
    root = _followed(query.root, get)
    return query if root is query.root else replace(query, root=root)


def stories_followed(query: Query, get: GetDocument) -> dict[str, str]:
    """By each id that the query names as a story and that is none any more: the story it is part of."""
    ids = [one.value for one in _named(query.root)]
    found = {key: (get(key) or {}).get(STORY, key) for key in ids if _ID.fullmatch(key)}
    return {key: story for key, story in found.items() if story != key}


def _named(node: Node | None) -> Iterator[Keyword]:
    match node:
        case Keyword(field="story", prefix=False):
            yield node
        case Not(clause):
            yield from _named(clause)
        case And(clauses) | Or(clauses):
            for clause in clauses:
                yield from _named(clause)


def _followed(node: Node, get: GetDocument) -> Node:
    """The same node where there is nothing to follow."""
    match node:
        case Keyword(field="story", prefix=False) if _ID.fullmatch(node.value):
            now = (get(node.value) or {}).get(STORY)
            return node if now in (None, node.value) else Or((node, Keyword(STORY, str(now))))
        case Not(clause):
            inner = _followed(clause, get)
            return node if inner is clause else Not(inner)
        case And(clauses) | Or(clauses):
            inners = tuple(_followed(one, get) for one in clauses)
            if all(new is old for new, old in zip(inners, clauses, strict=True)):
                return node
            return And(inners) if isinstance(node, And) else Or(inners)
    return node
