"""What may stand where Tab was pressed: fields of the query language, values that the index holds, names of
fields in a list. None of it ever fails: where nothing can be said, nothing is offered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import click
from click.shell_completion import CompletionItem

from shengmei.problems import Problem

Items = list[CompletionItem[str]]

MOST = 50  # values that are offered
_COUNTED = 2_000  # of which those are chosen that begin as typed
# `长江 (-source:新`: what stands before, the field, and the beginning of its value.
_TYPED = re.compile(r"(?s)(?P<before>(?:.*[\s(（])?[-－−]?)(?P<field>\w*)(?:[:：](?P<value>[^:：]*))?")
_NEEDS_QUOTES = re.compile(r"[\s()（）“”＂「」『』:：*＊]|^[-－−]")


def query_words(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Of `pro` the field `province:`, of `province:湖` the values 湖北 and 湖南, each with its articles."""
    typed = _TYPED.fullmatch(incomplete)
    if typed is None:
        return []
    before, field, begun = typed["before"], typed["field"], typed["value"]
    if begun is None:
        return [
            CompletionItem(f"{before}{name}:", type="part", help=said)
            for name, said in _query_fields().items()
            if name.startswith(field.lower())
        ]
    # Up to the colon as it was typed, a full-width one too.
    before = incomplete[: len(incomplete) - len(begun)]
    return [CompletionItem(f"{before}{value}", help=said) for value, said in _values(ctx, field, begun)]


def counted_names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """A field that facets count."""
    return _of(_counted(), incomplete)


def counted_name_list(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Fields that facets count, joined by commas."""
    return _of_list(_counted(), incomplete)


def stratum_names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """A field of which an article has one value at most, by which a sample can be drawn."""
    from indexer.search.fields import table

    several = {one.typed for one in table().values() if one.many}
    return _of({name: said for name, said in _counted().items() if name not in several}, incomplete)


def column_name_list(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Fields of a document and their parts, joined by commas."""
    return _of_list(_columns(), incomplete)


def column_names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    return _of(_columns(), incomplete)


def _of(known: Mapping[str, str], begun: str) -> Items:
    return [CompletionItem(name, help=said) for name, said in known.items() if name.startswith(begun)]


def _of_list(known: Mapping[str, str], typed: str) -> Items:
    before, comma, begun = typed.rpartition(",")
    named = set(before.split(","))
    rest = {f"{before}{comma}{name}": said for name, said in known.items() if name not in named}
    return _of(rest, f"{before}{comma}{begun}")


def _counted() -> dict[str, str]:
    from indexer.search import counted_fields, typed
    from indexer.search.fields import table

    said = {one.name: one.description for one in table().values()}
    return {typed(name): said.get(name, "") for name in counted_fields()}


def _columns() -> dict[str, str]:
    from indexer.search import field_dictionary

    return {one.name: one.description for one in field_dictionary()}


def _query_fields() -> dict[str, str]:
    from indexer.search.fields import table
    from indexer.search.language.parser import short_names

    said = {one.typed: one.description for one in table().values()}
    return {name: said.get(name, "") for name in short_names()}


def _values(ctx: click.Context, field: str, begun: str) -> Iterable[tuple[str, str]]:
    """Values that begin as typed, those of most articles first; quoted where the query language wants it."""
    from indexer.search import counted_fields, typed
    from indexer.search.fields import had_fields, table

    if field in ("has", "missing"):
        said = {one.name: one.description for one in table().values()}
        return [(typed(name), said[name]) for name in had_fields() if typed(name).startswith(begun)]
    name = {typed(one): one for one in counted_fields()}.get(field, field)
    return _held(ctx, name, begun) if name in counted_fields() else []


def _held(ctx: click.Context, name: str, begun: str) -> list[tuple[str, str]]:
    from indexer.search import Query, open_index
    from indexer.search.language.parser import parse
    from indexer.search.text.fold import fold
    from shengmei import config
    from shengmei.console import options
    from shengmei.console.text import counted, safe

    start = begun.lstrip('"“')
    try:
        query = parse(f'{name}:"{start}"*') if start else Query()
    except Problem:
        query = Query()  # a field of numbers or days, which have no beginnings
    try:
        settings = config.load(options.given(ctx))
        config.hand_over_login(settings)
        with open_index(settings.index, read_only=True) as index:
            values = index.facet(query, name, limit=_COUNTED).values
    except Problem:
        return []
    fitting = [(value, count) for value, count in values if fold(value).startswith(fold(start))]
    return [
        (quoted(value), counted(count, "article"))
        for value, count in fitting[:MOST]
        if safe(value) == value and not set(value) & set("\"'\\")
    ]


def quoted(value: str) -> str:
    """As the query language wants it: `"长江日报 客户端"`, `新华社`."""
    return f'"{value}"' if _NEEDS_QUOTES.search(value) else value
