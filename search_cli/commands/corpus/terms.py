"""`shengmei terms`: what marks the articles that a query finds against all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options, streams, tables
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

if TYPE_CHECKING:
    from indexer.search import SearchIndex

# Each candidate is counted among the hits: the whole query is asked some 60 times.
MOST_PHRASES = 20
MEASURE = "JLH: (share of the hits - share of all) * share of the hits / share of all"

COLUMNS = [
    tables.Column("term"),
    *(tables.Column(name, right=True) for name in ("found", "everywhere", "score")),
]


@click.command(cls=QueryCommand, short_help="Find what marks the hits against all other articles.")
@click.argument("words", nargs=-1, required=True, shell_complete=candidates.query_words)
@click.option("--limit", metavar="N", type=click.IntRange(1, 100), default=20, show_default=True,
              help="Terms to show.")  # fmt: skip
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def terms(config: Config, words: tuple[str, ...], limit: int, form: formats.Form | None) -> None:
    """Show the terms that stand much more often in the articles with all WORDS than in the rest.

    \b
    shengmei terms 长江禁渔
    shengmei terms province:湖北 date:2021-05 --limit 50 --csv

    Terms are words where the index knows words (Elasticsearch with a word analyzer), else runs of characters.
    They are chosen by what the best hits say; how many articles hold each is counted exactly. The score is
    JLH: how much larger its share of the hits is than its share of all articles, times how many times larger.
    """
    from indexer.search.relevance import phrases
    from search_cli import lookup
    from search_cli.exit_codes import NothingFound
    from search_cli.views import hits

    query = lookup.question(words)
    if (asked := len(list(phrases(query.root)))) > MOST_PHRASES:
        raise UsageProblem(
            message(
                "{asked:,} words and phrases, and terms takes at most {most}: name fields or days",
                asked=asked,
                most=MOST_PHRASES,
            )
        )
    with lookup.opened(config) as index:
        total = index.count(query)
        # A query that finds every article has no terms of its own, and looking for them would take longest.
        some = 0 < total < index.info().documents
        found = index.terms(query, limit=limit) if some else ()
        rows = [
            {"term": one.text, "found": one.found, "everywhere": one.everywhere, "score": round(one.score, 3)}
            for one in found
        ]
        if form == "json":
            said = {"query": hits.asked(query), "index": lookup.address(config), "counts": "documents"}
            streams.write_json({**said, "total": total, "measure": MEASURE, "terms": rows}, indent=2)
        elif rows:
            formats.write_rows(form, rows, COLUMNS)
        if not total:
            raise lookup.nothing_found(index, config, query)
        if found and form != "json":
            streams.note(message("score: {measure}", measure=translated(MEASURE)))
        if found and total > index.read_for_terms and not _knows_words(index):
            streams.note(
                message(
                    "chosen from the {best} best of {total} articles, then counted in all",
                    best=index.read_for_terms,
                    total=total,
                )
            )
        if not found:
            raise NothingFound(translated("nothing marks these hits: they are too few, or all there is"))


def _knows_words(index: SearchIndex) -> bool:
    """Whether the index has a word tokenizer; its server then samples each shard itself, and our note on
    sampling does not hold."""
    return index.info().details.get("words", "none") != "none"
