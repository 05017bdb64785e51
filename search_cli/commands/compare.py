"""`shengmei compare`: two queries, or one over provinces or outlets, side by side along time."""

from __future__ import annotations

import click

from crawler.config import Config
from crawler.console import formats, options
from crawler.problems import UsageProblem
from search_cli.commands.timeline import INTERVALS
from search_cli.words import WordsCommand

OVER = ("province", "site", "city", "source", "reporter", "editor", "column", "kind")


@click.command(cls=WordsCommand, short_help="Compare queries, or one over provinces or outlets.")
@click.argument("queries", nargs=-1, required=True, metavar="QUERY...")
@click.option("--over", type=click.Choice(OVER), help="One QUERY for each of the most frequent values.")
@click.option("--by", type=click.Choice(INTERVALS), default="month", show_default=True, help="How fine.")
@click.option("--limit", metavar="N", type=click.IntRange(2, 50), default=8, show_default=True,
              help="Values of --over.")  # fmt: skip
@click.option(
    "--normalise", is_flag=True, help="Shares of all articles of that time (and value), not numbers."
)
@click.option("--plot", metavar="FILE", help="Draw it too: FILE ends in .svg, .png or .html.")
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
    plot: str | None,
    form: formats.Form | None,
) -> None:
    """Count articles along time for each QUERY (one argument each), or for one QUERY over a field.

    \b
    shengmei compare 长江大保护 长江经济带 --by year
    shengmei compare 湿地 --over province --normalise --plot wetlands.svg
    """
    from search_cli import asking, counted, over_time

    if over and len(queries) > 1:
        raise UsageProblem("--over takes one QUERY: put its words into one argument")
    drawn = counted.plotted(plot)
    with asking.opened(config) as index:
        if over:
            found = over_time.over(index, " ".join(queries), over, by, limit, normalise=normalise)
        else:
            found = over_time.side_by_side(index, queries, by, normalise=normalise)
        over_time.write_comparison(form, asking.address(config), found)
        if not any(one.timeline.total for one in found.lines):
            raise asking.nothing_found(index, config, found.asked)
        counted.draw(drawn, [over_time.comparison_chart(found)])
