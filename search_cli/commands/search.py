"""`shengmei search`: articles that a query finds, best first."""

from __future__ import annotations

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand, stories_option
from shengmei.config import Config
from shengmei.console import formats, options
from shengmei.console.translation import translated
from shengmei.problems import UsageProblem

SORTS = ("score", "date", "-date")
PAGE = click.IntRange(1, 10_000)  # more is an export


@click.command(cls=QueryCommand, short_help="Find articles.")
@click.argument("words", nargs=-1, shell_complete=candidates.query_words)
@click.option("--limit", metavar="N", type=PAGE, default=10, show_default=True, help="Hits to show.")
@click.option(
    "--offset", metavar="N", type=click.IntRange(0), default=0, show_default=True, help="Hits to pass over."
)
@click.option("--sort", type=click.Choice(SORTS), default="score", help="-date: newest first.")
@click.option("--fresh", is_flag=True, help="Let newer articles come earlier.")
@click.option(
    "--exact", is_flag=True, help="Never show below what a looser reading finds where there is little."
)
@stories_option
@click.option("--earliest", is_flag=True, help="With --stories: show of each the earliest hit, not the best.")
@click.option(
    "--fields",
    metavar="NAME,NAME",
    shell_complete=candidates.column_name_list,
    help="Show only these fields (see: shengmei docs fields).",
)
@click.option(
    "--open", "opening", metavar="N", type=click.IntRange(1), help="Open hit number N in a browser."
)
@click.option("--explain", is_flag=True, help="Say on stderr how the query was understood and what is sent.")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def search(
    config: Config,
    words: tuple[str, ...],
    limit: int,
    offset: int,
    sort: str,
    fresh: bool,
    exact: bool,
    stories: bool,
    earliest: bool,
    fields: str | None,
    opening: int | None,
    explain: bool,
    form: formats.Form | None,
) -> None:
    """Find articles in which all WORDS stand; no words find everything.

    \b
    shengmei search 长江 生态                    both words, anywhere in title or body
    shengmei search '"长江经济带" -武汉'          a phrase, without articles that name 武汉
    shengmei search '(title:湿地 OR body:候鸟) province:湖北 date:2021-05..2021-06'
    shengmei search 长江 --fields title,published,source,url --csv
    shengmei search 长江 --stories               one hit a story, with the number of its copies
    shengmei search story:8b884f8a…              a story, by the id of any of its articles

    Fields: {query_fields} (`last:30d`). Traditional or simplified, full or half width find the same.

    Where fewer than ten articles are found, those of a looser reading follow under a line that says so.
    """
    from search_cli import lookup
    from search_cli.exporting import columns
    from search_cli.views import hits

    chosen = columns.columns(fields) if fields else ()
    query = lookup.question(words, sort=sort, fresh=fresh)  # type: ignore[arg-type]  # click checked the choice
    if earliest and not stories:
        raise UsageProblem(translated("--earliest belongs to --stories"))
    with lookup.opened(config, stories=stories, earliest=earliest) as index:
        if explain:
            lookup.explain(index, query)
        lookup.note_stories(index, query)
        results = index.search(query, limit=limit, offset=offset)
        loose = (
            None
            if exact or offset or form in ("jsonl", "csv")
            else lookup.loosely(index, results, query, limit)
        )
        if chosen:
            hits.write_fields(form, query, lookup.address(config), results, chosen, loose)
        else:
            hits.write(form, query, lookup.address(config), results, offset, loose=loose)
        if not results.total:
            raise lookup.nothing_found(index, config, query)
        if opening:
            from search_cli import browser

            browser.open_hit(results, opening - offset)
