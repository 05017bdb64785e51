"""`shengmei health`: how each outlet is doing, seen against its own past, and what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli import complete_site
from shengmei.console import formats, options, streams
from shengmei.console.text import counted
from shengmei.console.translation import message
from shengmei.problems import IncompleteProblem, UsageProblem

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.health.report import OutletHealth
    from shengmei.config import Config


@click.command(short_help="Say how each outlet is doing, and what is wrong.")
@click.argument("sites", nargs=-1, metavar="[SITE]...", shell_complete=complete_site)
@click.option(
    "--prometheus", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="Write the figures for Prometheus' text file collector.",
)  # fmt: skip
@click.option(
    "--html", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page with a small plot of each outlet.",
)  # fmt: skip
@formats.format_options("json", "jsonl")
@options.common_options
@click.pass_obj
def health(
    config: Config,
    sites: tuple[str, ...],
    prometheus: Path | None,
    html: Path | None,
    form: formats.Form | None,
) -> None:
    """Say of each outlet that is crawled, or of the SITEs named, how it is doing, and in words what is wrong.

    \b
    shengmei health
    shengmei health hbtv --json
    shengmei health --html /srv/www/health.html --prometheus /var/lib/node_exporter/shengmei.prom

    While an alarm stands the exit code is 4. Where `on_alarm` is set, that command is called with every alarm
    that is new or over, once, on its standard input.
    """
    from datetime import UTC, datetime

    from crawler.health.report import report
    from crawler.store import Store
    from search_cli.views import health as views
    from search_cli.views import health_metrics, health_page

    now = datetime.now(UTC)
    with Store.open_read_only(config.store_path) as store:
        found = store.read(lambda transaction: report(transaction, now, sites))
        figures = store.read(lambda transaction: health_metrics.collection(transaction, now))
    if unknown := [one.site for one in found if sites and not one.history.counts]:
        raise UsageProblem(
            message(
                "{unknown}: nothing was ever crawled of it; known: shengmei health",
                unknown=", ".join(unknown),
            )
        )
    views.write(form, found)
    if html is not None:
        health_page.write(html, found, now)
    if prometheus is not None:
        health_metrics.write(prometheus, found, figures, now)
    told = _tell(config, found, now)
    if standing := [alarm for one in found for alarm in one.alarms]:
        outlets = len({alarm.site for alarm in standing})
        raise IncompleteProblem(
            message(
                "{alarms} of {outlets}{told}",
                alarms=counted(len(standing), "alarm"),
                outlets=counted(outlets, "outlet"),
                told=told,
            )
        )
    if told:
        raise IncompleteProblem(told.removeprefix("; "))


def _tell(config: Config, found: list[OutletHealth], now: datetime) -> str:
    """Calls the operator's command with what is new; returns what went wrong with that, for the last line."""
    if not config.on_alarm:
        return ""
    from search_cli.on_alarm import tell

    problem = tell(config, found, now)
    if problem:
        streams.note(f"shengmei: {problem}")
    return f"; {problem}" if problem else ""
