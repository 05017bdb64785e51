"""The query that a caller gives: a text, or the tree that is made of one."""

from __future__ import annotations

from indexer.search import Query
from indexer.search.language.parser import parse
from shengmei.console.translation import message
from shengmei.problems import UsageProblem


def query_of(said: str | Query) -> Query:
    """`长江 date:2021` as a `Query`. Raises `QueryError` for a text that is none, else `UsageProblem`."""
    if isinstance(said, Query):
        return said
    if not isinstance(said, str):
        raise UsageProblem(message("a query is a text or a Query, not {query!r}", query=said))
    return parse(said)
