"""`shengmei timeline`: when what a query finds was published."""

from __future__ import annotations

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand, stories_option
from shengmei.config import Config
from shengmei.console import formats, options
from shengmei.console.translation import translated
from shengmei.problems import UsageProblem

INTERVALS = ("day", "week", "month", "quarter", "year")
CYCLES = ("hour", "weekday")  # those of search_cli.corpus.cycles; a test compares


@click.command(cls=QueryCommand, short_help="Count articles by day, week, month, quarter or year.")
@click.argument("words", nargs=-1, shell_complete=candidates.query_words)
@click.option(
    "--by", type=click.Choice((*INTERVALS, *CYCLES)), default="month", show_default=True, help="How fine."
)
@click.option("--normalise", is_flag=True, help="Show the share of all articles of that time as well.")
@stories_option
@click.option("--plot", metavar="FILE", help="Draw it too: FILE ends in .svg, .png or .html.")
@click.option("--title", metavar="TEXT", help="Of the picture, instead of the query.")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def timeline(
    config: Config,
    words: tuple[str, ...],
    by: str,
    normalise: bool,
    stories: bool,
    plot: str | None,
    title: str | None,
    form: formats.Form | None,
) -> None:
    """Count by the day of publication in Beijing the articles in which all WORDS stand.

    \b
    shengmei timeline 长江禁渔 --by quarter
    shengmei timeline 长江 date:2026-05-01..2026-05-31 --by day --normalise
    shengmei timeline 长江 --plot yangtze.html
    shengmei timeline 长江 --by weekday --normalise

    --by hour and --by weekday count over the 24 hours of a day and the seven days of a week. --normalise
    draws the bars by the share, with its 95 % confidence interval.

    With --stories a story counts once, when the first of its articles that are found was published.

    Gaps are shown as 0. Articles without a date, or of which only the month is known, are said apart.
    """
    from search_cli import lookup
    from search_cli.corpus.comparison import query_timeline
    from search_cli.views import charts, timeline

    query = lookup.question(words)
    picture = charts.target(plot, title)
    if stories and (normalise or by in CYCLES):
        raise UsageProblem(
            translated("--normalise, --by hour and --by weekday count articles: leave --stories out")
        )
    with lookup.opened(config, stories=stories) as index:
        found = query_timeline(index, query, by, normalise=normalise)
        if picture and found.timeline.total:
            drawn = [timeline.timeline_chart(found)]
            charts.draw(picture, charts.captioned(drawn, index, query, found.timeline.total, title))
        timeline.write_timeline(form, lookup.address(config), found)
        if not found.timeline.total:
            raise lookup.nothing_found(index, config, query)
