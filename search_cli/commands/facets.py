"""`shengmei facets`: how often each value of a field stands in what a query finds."""

from __future__ import annotations

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand, stories_option
from shengmei.config import Config
from shengmei.console import formats, options


@click.command(cls=QueryCommand, short_help="Count by province, site, source, reporter, year, ….")
@click.argument("field", metavar="FIELD[,FIELD]", shell_complete=candidates.counted_name_list)
@click.argument("words", nargs=-1, shell_complete=candidates.query_words)
@click.option("--limit", metavar="N", type=click.IntRange(1, 10_000), default=20, show_default=True,
              help="Values to show of each field.")  # fmt: skip
@stories_option
@click.option("--plot", metavar="FILE", help="Draw it too: FILE ends in .svg, .png or .html.")
@click.option("--title", metavar="TEXT", help="Of the picture, instead of the query.")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def facets(
    config: Config,
    field: str,
    words: tuple[str, ...],
    limit: int,
    stories: bool,
    plot: str | None,
    title: str | None,
    form: formats.Form | None,
) -> None:
    """Count the values of each FIELD in the articles in which all WORDS stand; no words count everywhere.

    \b
    shengmei facets province 长江经济带
    shengmei facets source,year title:湿地 --csv

    Fields: {counted_fields}. What is left out is said: articles without the field, and values beyond --limit.
    Shares are of all articles that the query finds. With --stories a story counts once for each value that
    one of its articles has.
    """
    from search_cli import lookup
    from search_cli.views import charts, facets

    names = facets.fields(field)
    query = lookup.question(words)
    picture = charts.target(plot, title)
    with lookup.opened(config, stories=stories) as index:
        found = [index.facet(query, name, limit=limit) for name in names]
        anything = bool(found[0].total)
        if picture and anything:
            drawn = [facets.facet_chart(one, query) for one in found]
            charts.draw(picture, charts.captioned(drawn, index, query, found[0].total, title))
        facets.write_facets(form, query, lookup.address(config), found)
        if not anything:
            raise lookup.nothing_found(index, config, query)
