"""`shengmei worker`: crawls what is due, together with other workers on this and other machines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from crawler.commands.crawl import LogFormat, crawl, raise_for
from crawler.commands.crawl_options import crawl_options
from shengmei.console import formats, options, streams, tables
from shengmei.console.article import format_time
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, translated
from shengmei.problems import Problem, UsageProblem

if TYPE_CHECKING:
    from crawler.spiders.run import RunResult
    from crawler.store import Transaction, WorkerState
    from shengmei.config import Config

ENDINGS = {  # why a worker ends, as it is written down, and what is said
    "nothing due": "nothing is due any more",
    "others": "what is due is being fetched by others",
    "time": "its time is over",
    "pages": "it has fetched as many pages as it may",
    "visits": "it has made as many visits as it may",
    "drained": "it was asked to end after its visits",
}


class NothingToDo(Problem):
    """A worker that had nothing to fetch."""

    exit_code = 1


@click.group(
    invoke_without_command=True, short_help="Crawl what is due, with other workers on other machines."
)
@click.option("--name", metavar="NAME", help="What it and its archive files are called; default: by machine.")
@click.option("--for", "duration", metavar="TIME", help="End after that long (90s, 20m, 2h).")
@click.option("--max-pages", type=click.IntRange(min=1), metavar="N", help="Fetch at most N pages.")
@click.option("--max-visits", type=click.IntRange(min=1), metavar="N", help="Visit at most N platforms.")
@click.option(
    "--at-once",
    type=click.IntRange(min=1),
    default=16,
    show_default=True,
    metavar="N",
    help="Visit N platforms at a time.",
)
@click.option(
    "--visit-time",
    metavar="TIME",
    default="60s",
    show_default=True,
    help="Leave a platform to others after that long.",
)
@click.option(
    "--visit-pages",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    metavar="N",
    help="Leave a platform to others after N pages.",
)
@crawl_options
@options.common_options
@click.pass_context
def worker(
    context: click.Context,
    name: str | None,
    duration: str | None,
    max_pages: int | None,
    max_visits: int | None,
    at_once: int,
    visit_time: str,
    visit_pages: int,
    delay: float | None,
    quiet: bool,
    log_format: LogFormat,
) -> None:
    """Fetch what is due, as one of several: each takes platforms that nobody else has, visits each for a
    while, and takes the next, until nothing is due.

    \b
    shengmei worker --for 20m
    shengmei worker --name north --max-visits 50
    shengmei worker list
    shengmei worker drain north

    Workers on several machines share a store on PostgreSQL (SHENGMEI_STORE). Each keeps its pages in archive
    files with its name, in its own data directory; `shengmei index watch` feeds the index.

    Exit code 0 when nothing is due any more or a bound was reached, which is said; 1 when there was nothing
    to do; 4 when pages failed.
    """
    if context.invoked_subcommand is not None:
        return
    from crawler.spiders import bounds
    from crawler.spiders.politeness.visits import VisitBounds
    from crawler.spiders.worker import WorkerOptions, check_name
    from shengmei.setting_values import delay_seconds

    config: Config = context.obj
    check_name(name)
    bounds.duration_seconds(duration)  # refuses one that is none before anything begins
    seconds = bounds.duration_seconds(visit_time) or 0.0
    visits = VisitBounds(at_once=at_once, seconds=seconds, pages=visit_pages, most=max_visits)
    run = crawl(
        config if delay is None else replace(config, delay=delay_seconds(delay)),
        due=True,
        duration=duration,
        max_pages=max_pages,
        quiet=quiet,
        log_format=log_format,
        worker=WorkerOptions(name=name, visits=visits),
    )
    _tell(run, quiet=quiet or log_format == "json")


def _tell(run: RunResult, *, quiet: bool) -> None:
    """Says why a worker ended; raises what its exit code stands for."""
    ending = translated(ENDINGS[run.ended_by])
    if not quiet and not run.interrupted and run.low_disk is None:
        streams.note(
            message(
                "worker {name}: {visits}, {pages}; it ends because {ending}",
                name=run.worker,
                visits=counted(run.visits, "visit"),
                pages=counted(run.tally.pages, "page"),
                ending=ending,
            )
        )
    # What is left is the next worker's, or another's already.
    left_to_others = run.ended_by in ("others", "drained", "visits")
    raise_for(replace(run, bounded=run.bounded or left_to_others))
    if not run.visits and not run.tally.pages:
        raise NothingToDo(message("nothing was fetched: {ending}", ending=ending))


@worker.command("list", short_help="Say which workers there are, and what each does since when.")
@formats.format_options("json")
@options.common_options
@click.pass_obj
def list_(config: Config, form: formats.Form | None) -> None:
    """Say which workers there are, what each does and since when; those that ended or were lost as well.

    \b
    shengmei worker list

    A lost one said nothing for as long as a lease lasts: it was killed, or does not reach the store. Others
    take over what it was visiting.
    """
    from crawler.store import Store

    with Store.open_read_only(config.store_path) as store:
        found = store.read(_all)
    if form == "json":
        streams.write_json({"workers": [one.as_json() for one in found]}, indent=2)
    elif found:
        names = ("name", "state", "since", "visits", "pages", "does", "host")
        right = ("visits", "pages")
        columns = [tables.Column(name, right=name in right) for name in names]
        tables.write([_row(one) for one in found], columns)
    else:
        streams.note(translated("no worker has crawled into this store"))


def _all(transaction: Transaction) -> list[WorkerState]:
    """Every worker, by the clock that their leases are written by."""
    now = datetime.now(UTC)
    return transaction.workers.all(now + transaction.clock.ahead(now))


def _row(one: WorkerState) -> dict[str, object]:
    does = ", ".join(f"{name} ({format_time(at.isoformat(), 'minute')})" for name, at in one.groups.items())
    return {
        "name": one.name,
        "state": translated(one.state),
        "since": format_time((one.ended_at or one.started_at).isoformat(), "minute"),
        "visits": one.visits,
        "pages": one.pages,
        "does": does or safe(one.reason or ""),
        "host": one.host,
    }


@worker.command(short_help="Have a worker end after its visits.")
@click.argument("name")
@options.common_options
@click.pass_obj
def drain(config: Config, name: str) -> None:
    """Ask the worker NAME to begin no further visit, and to end after those that it makes.

    \b
    shengmei worker drain north

    It hears of it within a third of a lease (10 seconds), and ends with exit code 0.
    """
    from crawler.store import Store

    def ask(transaction: Transaction) -> list[WorkerState]:
        known = _all(transaction)
        if any(one.name == name and one.runs for one in known):
            transaction.workers.drain(name, datetime.now(UTC))
        return known

    with Store.open(config.store_path) as store:
        known = {one.name: one for one in store.write(ask)}
    if name not in known:
        raise UsageProblem(message("no worker is called {name}: shengmei worker list", name=safe(name)))
    if not known[name].runs:
        state = translated(known[name].state)
        raise NothingToDo(message("worker {name} does not run: {state}", name=name, state=state))
    streams.note(message("worker {name} ends after its visits", name=name))
