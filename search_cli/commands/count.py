"""`shengmei count`: how many articles a query finds."""

from __future__ import annotations

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand, stories_option
from shengmei.config import Config
from shengmei.console import formats, options, streams


@click.command(cls=QueryCommand, short_help="Count the articles that a query finds.")
@click.argument("words", nargs=-1, shell_complete=candidates.query_words)
@stories_option
@formats.format_options("json")
@options.common_options
@click.pass_obj
def count(config: Config, words: tuple[str, ...], stories: bool, form: formats.Form | None) -> None:
    """Count the articles in which all WORDS stand, exactly; no words count everything.

    \b
    shengmei count 长江经济带 date:2021
    shengmei count title:湿地 -province:湖北 --json
    """
    from search_cli import lookup
    from search_cli.views import hits

    query = lookup.question(words)
    with lookup.opened(config, stories=stories) as index:
        lookup.note_stories(index, query)
        total = index.count(query)
        if form:
            shown = lookup.address(config)
            said = {"query": hits.asked(query), "index": shown, "counts": index.counts, "total": total}
            streams.write_json(said, indent=2)
        else:
            streams.out(str(total))
        if not total:
            raise lookup.nothing_found(index, config, query)
