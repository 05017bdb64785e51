"""`shengmei gone`: articles that were taken away, when, and how we know."""

from __future__ import annotations

import click

from search_cli.commands.revisions import COUNT, SHOW, count, tell
from search_cli.completion import candidates
from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options


@click.command(cls=QueryCommand, short_help="Find articles that were taken away since.")
@click.argument("words", nargs=-1, shell_complete=candidates.query_words)
@click.option("--since", metavar="DAY", help="Only what has gone since this Beijing day (2026-05-01).")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, show_default=True, help=SHOW)
@click.option("--count", "counting", is_flag=True, help=COUNT)
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def gone(
    config: Config,
    words: tuple[str, ...],
    since: str | None,
    limit: int,
    counting: bool,
    form: formats.Form | None,
) -> None:
    """Find articles in which all WORDS stand and whose pages are gone, newest first; no words find all.

    \b
    shengmei gone 化工园区 province:湖北 --since 2026-05-01
    shengmei gone --count

    Gone is what was seen gone twice, a day apart; the text stays. Fields: {query_fields}.
    """
    if counting:
        count(config, words, ("gone",), since, form)
    else:
        tell(config, words, ("gone",), since, limit, form)
