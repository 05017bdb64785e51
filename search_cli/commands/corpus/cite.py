"""`shengmei cite`: an article, or all that a query finds, as citations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options, streams

_SHORTEST = 8  # digits of an id; fewer are a year or another number in a query


@click.command(cls=QueryCommand, short_help="Print citations: BibTeX or CSL-JSON.")
@click.argument(
    "words", nargs=-1, required=True, metavar="ID|URL|[WORDS]...", shell_complete=candidates.query_words
)
@formats.one_of("form", {"bibtex": "BibTeX (the default).", "csl": "CSL-JSON, for Zotero and pandoc."})
@options.common_options
@click.pass_obj
def cite(config: Config, words: tuple[str, ...], form: Literal["bibtex", "csl"] | None) -> None:
    """Cite the article with this id or address, or every article in which all WORDS stand, ordered by id.

    \b
    shengmei cite https://m.hbtv.com.cn/p/1981091.html
    shengmei cite 8b884f8a --csl
    shengmei cite 长江禁渔 date:2021 > yangtze.bib

    A citation has reporters, headline, outlet, day (or month) of publication and address, the day on which
    the page was archived, and where in the archive it lies.
    """
    from search_cli import lookup

    form = form or "bibtex"
    with lookup.opened(config) as index:
        if len(words) == 1 and _is_name(words[0]):
            _write(form, iter([lookup.named(index, config, words[0])]))
            return
        query = lookup.question(words)
        if not index.count(query):
            raise lookup.nothing_found(index, config, query)
        _write(form, (hit.document for portion in index.scan(query) for hit in portion.hits))


def _is_name(word: str) -> bool:
    """An address, or enough of an id: `长江` and `2021` are words."""
    from search_cli.lookup import ID

    return "://" in word or (len(word) >= _SHORTEST and bool(ID.fullmatch(word.lower())))


def _write(form: Literal["bibtex", "csl"], documents: Iterator[dict[str, Any]]) -> None:
    """An entry after another; of CSL-JSON one list, written as it goes."""
    from search_cli.corpus.citations import bibtex, csl

    if form == "bibtex":
        for document in documents:
            streams.write_bytes(bibtex(document).encode("utf-8", "replace") + b"\n\n")
        return
    between = "[\n"
    for document in documents:
        streams.write_bytes(
            f"{between}{streams.json_text(csl(document))}".encode("utf-8", "backslashreplace")
        )
        between = ",\n"
    streams.write_bytes(b"\n]\n")
