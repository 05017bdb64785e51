"""`shengmei compare`: two queries, or one over provinces or outlets, side by side along time."""

from __future__ import annotations

from shlex import quote

import click

from indexer.search.fields import counted_fields, query_keywords, typed
from search_cli.commands.timeline import INTERVALS
from search_cli.completion import candidates
from search_cli.query_command import QueryCommand, stories_option
from shengmei.config import Config
from shengmei.console import formats, options
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

# By these a query can be narrowed to one value, and their values can be counted.
OVER = tuple(typed(name) for name in query_keywords() if name in counted_fields())
MOST = 50  # lines in one comparison


@click.command(cls=QueryCommand, short_help="Compare queries, or one over provinces or outlets.")
@click.argument("queries", nargs=-1, required=True, metavar="QUERY...", shell_complete=candidates.query_words)
@click.option("--over", type=click.Choice(OVER), help="One QUERY for each of the most frequent values.")
@click.option("--by", type=click.Choice(INTERVALS), default="month", show_default=True, help="How fine.")
@click.option("--limit", metavar="N", type=click.IntRange(2, MOST), default=8, show_default=True,
              help="Values of --over.")  # fmt: skip
@click.option(
    "--normalise", is_flag=True, help="Shares of all articles of that time (and value), not numbers."
)
@click.option("--density", is_flag=True,
              help="Shares of each outlet's output, and how many times its own past they are.")  # fmt: skip
@click.option("--against", metavar="QUERY", shell_complete=candidates.query_words,
              help="With --density: times the share of this outlet, or of a query.")  # fmt: skip
@stories_option
@click.option("--plot", metavar="FILE", help="Draw it too: FILE ends in .svg, .png or .html.")
@click.option("--title", metavar="TEXT", help="Of the picture, instead of the query.")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def compare(
    config: Config,
    queries: tuple[str, ...],
    over: str | None,
    by: str,
    limit: int,
    normalise: bool,
    density: bool,
    against: str | None,
    stories: bool,
    plot: str | None,
    title: str | None,
    form: formats.Form | None,
) -> None:
    """Count articles along time for each QUERY (one argument each), or for one QUERY over a field.

    \b
    shengmei compare 长江大保护 长江经济带 --by year
    shengmei compare 湿地 --over province --normalise --plot wetlands.svg
    shengmei compare 湿地 --density --against 人民日报 --by year
    shengmei compare '湿地 title:候鸟 date:2020..2022' --over source --limit 12 --csv

    --density is by outlet where --over is not given. Of each time it says the share of the outlet's output
    with its 95 % confidence interval, how many times the share of all earlier times that is, and with
    --against how many times that of another outlet (by its id, or the name that pages credit) or of a query.
    """
    from indexer.search.language.parser import parse
    from search_cli import lookup
    from search_cli.corpus.comparison import over as over_values
    from search_cli.corpus.comparison import side_by_side
    from search_cli.corpus.density import reference
    from search_cli.exit_codes import NothingFound
    from search_cli.views import charts, comparison
    from search_cli.views import density as densities

    _check(stories=stories, shares=normalise or density)
    if against is not None and not density:
        raise UsageProblem(translated("--against belongs to --density"))
    if density and not over and len(queries) == 1:
        over = "site"
    if over and len(queries) > 1:
        raise UsageProblem(
            message(
                "--over takes one QUERY; put it into one argument: {queries}",
                queries=quote(" ".join(queries)),
            )
        )
    if len(queries) > MOST:
        raise UsageProblem(
            message(
                "{queries:,} queries: compare at most {most}, in one argument each",
                queries=len(queries),
                most=MOST,
            )
        )
    picture, shares = charts.target(plot, title), normalise or density
    with lookup.opened(config, stories=stories) as index:
        if over:
            found = over_values(index, parse(" ".join(queries)), over, by, limit, normalise=shares)
        else:
            found = side_by_side(index, [parse(one) for one in queries], by, normalise=shares)
        anything = any(one.timeline.total for one in found.lines)
        if picture and anything:
            drawn = [comparison.comparison_chart(found)]
            hits = index.count(found.asked)
            charts.draw(picture, charts.captioned(drawn, index, found.asked, hits, title))
        if density:
            beside = reference(index, found, against)
            densities.write(form, lookup.address(config), found, beside)
        else:
            comparison.write_comparison(form, lookup.address(config), found)
        if not anything and found.without:
            raise NothingFound(
                message("no article found has a {over}, over which it could be compared", over=over)
            )
        if not anything:
            raise lookup.nothing_found(index, config, found.asked)


def _check(*, stories: bool, shares: bool) -> None:
    if stories and shares:
        raise UsageProblem(translated("--normalise and --density count articles: leave --stories out"))
