"""`shengmei delays`: how long until others carry what an outlet printed first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from search_cli.commands.flows import SINCE, UNTIL
from shengmei.config import Config
from shengmei.console import formats, options, streams
from shengmei.console.text import counted
from shengmei.console.translation import message, translated

if TYPE_CHECKING:
    from search_cli.corpus.flows import By


@click.command(short_help="Tell how long it takes until others carry a text.")
@click.option("--by", type=click.Choice(("outlet", "province", "organisation")), default="outlet",
              show_default=True, help="What is summed up.")  # fmt: skip
@click.option("--takers", is_flag=True, help="By who carried it, not by who printed it first.")
@click.option("--unit", type=click.Choice(("hours", "days")), default="hours", show_default=True,
              help="Hours by the clock, or Beijing days, which newspapers print too.")  # fmt: skip
@click.option("--since", metavar="DAY", help=SINCE)
@click.option("--until", metavar="DAY", help=UNTIL)
@click.option("--basis", type=click.Choice(("declared", "inferred")), help="Only copies known so.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, show_default=True,
              help="Lines of the table.")  # fmt: skip
@click.option("--to", "file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="FILE ends in .csv, .jsonl or .parquet.")  # fmt: skip
@click.option("--plot", metavar="FILE", help="Draw it too: FILE ends in .svg, .png or .html.")
@click.option("--title", metavar="TEXT", help="Of the picture.")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def delays(
    config: Config,
    by: By,
    takers: bool,
    unit: Literal["hours", "days"],
    since: str | None,
    until: str | None,
    basis: Literal["declared", "inferred"] | None,
    limit: int,
    file: Path | None,
    plot: str | None,
    title: str | None,
    form: formats.Form | None,
) -> None:
    """Say for each outlet how long after its first print others carried the text: 10, 25, 50, 75 and 90 % of
    the copies within so many hours.

    \b
    shengmei delays --by province --plot delays.png
    shengmei delays --takers --unit days --csv

    Only stories whose first print is known. `known` copies have a delay: in hours where both print a clock.
    The picture shows the share that others carried by then. Reprints within one outlet are left out.
    """
    from indexer.copies.takings import days_between, hours_between, read_carried
    from search_cli import ledgers
    from search_cli.corpus import flows as corpus
    from search_cli.exit_codes import NothingFound
    from search_cli.exporting import table_files
    from search_cli.views import charts
    from search_cli.views import delays as view

    target, picture = table_files.target(file), charts.target(plot, title)
    period = ledgers.period(since, until)
    with ledgers.opened(config) as ledger:
        carried = [one for one in read_carried(ledger) if period.has(one.copy) and basis in (None, one.basis)]
    between = hours_between if unit == "hours" else days_between
    found = corpus.delays(carried, by, takers=takers, between=between)
    if not found:
        raise NothingFound(translated("no copy of a story whose first print is known in the ledger"))
    known = sum(len(one.delays) for one in found)
    if picture and known:
        caption = message(
            "{delays} of {copies}{period}",
            delays=counted(known, "delay"),
            copies=counted(len(carried), "copy", "copies"),
            period=period.label(),
        )
        charts.draw(picture, [view.chart(found, by, unit, [caption], title)])
    if target:
        table_files.write(target, view.rows(found, by, unit), view.kinds(by))
    facts = {"by": by, "of": "takers" if takers else "first", "since": since, "until": until}
    view.write(form, found, by, unit, facts, limit)
    if picture and not known:
        streams.note(
            translated(
                "nothing to draw: no delay in hours is known"
                if unit == "hours"
                else "nothing to draw: no delay in days is known"
            )
        )
