"""`shengmei crosstab`: two fields against each other."""

from __future__ import annotations

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand, stories_option
from shengmei.config import Config
from shengmei.console import formats, options


@click.command(cls=QueryCommand, short_help="Count two fields against each other.")
@click.argument("first", metavar="FIELD", shell_complete=candidates.counted_names)
@click.argument("second", metavar="FIELD", shell_complete=candidates.counted_names)
@click.argument("words", nargs=-1, shell_complete=candidates.query_words)
@click.option("--limit", metavar="N", type=click.IntRange(1, 1_000), default=20, show_default=True,
              help="Values of the first field: rows.")  # fmt: skip
@click.option("--columns", metavar="N", type=click.IntRange(1, 1_000), default=10, show_default=True,
              help="Values of the second field.")  # fmt: skip
@click.option("--shares", is_flag=True, help="Show shares of each row, not numbers.")
@stories_option
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def crosstab(
    config: Config,
    first: str,
    second: str,
    words: tuple[str, ...],
    limit: int,
    columns: int,
    shares: bool,
    stories: bool,
    form: formats.Form | None,
) -> None:
    """Count how many articles with all WORDS have each value of the first FIELD with each of the second.

    \b
    shengmei crosstab province source 长江
    shengmei crosstab reporter year title:湿地 --shares
    shengmei crosstab year kind --csv

    Fields: {counted_fields}. The most frequent values are shown, days, months and years in their order; an
    article with several values counts for each. With --stories a story counts once for each two values that
    one of its articles has. Programs get a row a cell, with the share of its row and the
    95 % confidence interval of that share.
    """
    from search_cli import lookup
    from search_cli.corpus.crosstab import crosstab
    from search_cli.views import crosstab as view

    query = lookup.question(words)
    with lookup.opened(config, stories=stories) as index:
        found = crosstab(index, query, first, second, rows=limit, columns=columns)
        if not found.total:
            raise lookup.nothing_found(index, config, query)
        view.write(form, query, lookup.address(config), found, shares=shares)
