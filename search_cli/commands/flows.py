"""`shengmei flows`: who takes from whom, and how fast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from shengmei.config import Config
from shengmei.console import formats, options, streams
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, translated

if TYPE_CHECKING:
    from search_cli.corpus.flows import By

SINCE = "Only what was taken over since this Beijing day (2026-05-01)."
UNTIL = "Only what was taken over up to this Beijing day, included."


@click.command(short_help="Tell who takes texts from whom, and how fast.")
@click.option("--by", type=click.Choice(("outlet", "province", "organisation", "agency")), default="outlet",
              show_default=True, help="What is summed up.")  # fmt: skip
@click.option("--since", metavar="DAY", help=SINCE)
@click.option("--until", metavar="DAY", help=UNTIL)
@click.option("--basis", type=click.Choice(("declared", "inferred")), help="Only what is known so.")
@click.option("--simultaneous", is_flag=True,
              help="Who prints the same text on the same day, and credits none of the others.")  # fmt: skip
@click.option("--matrix", is_flag=True, help="A row for who gives, a column for who takes.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, show_default=True,
              help="Lines of the table, rows and columns of the matrix and the picture.")  # fmt: skip
@click.option("--to", "file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="FILE ends in .csv, .jsonl, .parquet or .graphml (a network).")  # fmt: skip
@click.option("--plot", metavar="FILE", help="Draw it too: FILE ends in .svg, .png or .html.")
@click.option("--title", metavar="TEXT", help="Of the picture.")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def flows(
    config: Config,
    by: By,
    since: str | None,
    until: str | None,
    basis: Literal["declared", "inferred"] | None,
    simultaneous: bool,
    matrix: bool,
    limit: int,
    file: Path | None,
    plot: str | None,
    title: str | None,
    form: formats.Form | None,
) -> None:
    """Count the articles whose text another outlet had, by who had it and who took it over.

    \b
    shengmei flows --by province --plot flows.png
    shengmei flows --since 2026-01-01 --basis declared --csv
    shengmei flows --by agency --to agencies.graphml
    shengmei flows --simultaneous --by province --matrix

    `declared`: the page credits whom it has it from. `inferred`: the earliest print of its text, where time
    tells it was earlier. --by agency counts what datelines name (新华社武汉5月1日电). Delays are medians, in
    hours where both print a clock, and in Beijing days. Reprints within one outlet are left out.

    With --simultaneous pairs are counted that printed one text on one day, without a credit to each other:
    `credited` is an agency or an authority (水利部), by any of those who printed it that day.
    """
    if simultaneous:
        _same_day(config, by, since, until, basis, matrix, limit, file, plot, title, form)
        return
    from indexer.copies.takings import read_takings
    from search_cli import ledgers
    from search_cli.corpus import flows as corpus
    from search_cli.exit_codes import NothingFound
    from search_cli.exporting import table_files
    from search_cli.views import charts
    from search_cli.views import flows as view

    if matrix and form == "jsonl":
        raise click.UsageError(translated("--matrix has no JSON lines: take --csv or --json"))
    target, picture = table_files.target(file, network=True), charts.target(plot, title)
    period = ledgers.period(since, until)
    with ledgers.opened(config) as ledger:
        read = read_takings(ledger, agencies=by == "agency")
        known = ledger.articles()
    there = [one for one in read.found if period.has(one.taker) and basis in (None, one.basis)]
    undecided, own = (sum(map(period.has, some)) for some in (read.undecided, read.own))
    notes = _left_out(undecided, own)
    found = corpus.flows(there, by, known)
    if not found:
        raise NothingFound("; ".join([translated("no flow between outlets in the ledger"), *notes]))
    if picture:
        charts.draw(picture, [view.chart(found, by, limit, [ledgers.caption(there, period), *notes], title)])
    if target:
        table_files.write(target, view.rows(found), view.KINDS, view.network(found))
    facts = {"by": by, "since": since, "until": until, "articles": len(there)}
    facts |= {"undecided": undecided, "within_outlet": own}
    (view.write_matrix if matrix else view.write)(form, found, facts, limit)
    if form != "json":
        for note in notes:
            streams.note(safe(note))


def _left_out(undecided: int, own: int) -> list[str]:
    """What no flow counts, a line each: of which nothing tells from whom, and what stays within an outlet."""
    notes = []
    if undecided:
        articles = counted(undecided, "article")
        notes.append(
            message("{articles} with a text that others have: nothing tells from whom", articles=articles)
        )
    if own:
        notes.append(message("{articles} taken over within one outlet", articles=counted(own, "article")))
    return notes


def _same_day(
    config: Config,
    by: By,
    since: str | None,
    until: str | None,
    basis: str | None,
    matrix: bool,
    limit: int,
    file: Path | None,
    plot: str | None,
    title: str | None,
    form: formats.Form | None,
) -> None:
    from indexer.copies.takings import read_simultaneous
    from search_cli import ledgers
    from search_cli.corpus import same_day as corpus
    from search_cli.exit_codes import NothingFound
    from search_cli.exporting import table_files
    from search_cli.views import charts, flows
    from search_cli.views import same_day as view

    if by == "agency" or basis:
        raise click.UsageError(translated("--simultaneous goes without --basis and --by agency"))
    if matrix and form == "jsonl":
        raise click.UsageError(translated("--matrix has no JSON lines: take --csv or --json"))
    target, picture = table_files.target(file, network=True), charts.target(plot, title)
    period = ledgers.period(since, until)
    with ledgers.opened(config) as ledger:
        texts = corpus.within(read_simultaneous(ledger), period)
    found = corpus.together(texts, by)
    if not found:
        raise NothingFound(translated("no text in several outlets on one day in the ledger"))
    if picture:
        said = title or message("Who prints the same text on the same day: by {by}, texts", by=by)
        note = counted(len(texts), "text") + period.label()
        charts.draw(picture, [flows.chart(view.mirrored(found), by, limit, [note], said)])
    if target:
        table_files.write(target, view.rows(found), view.KINDS, view.network(found))
    facts = {"by": by, "since": since, "until": until, "texts": len(texts)}
    if matrix:
        flows.write_matrix(form, view.mirrored(found), facts, limit)
    else:
        view.write(form, found, facts, limit)
