"""`shengmei crawl`: fetches what is due, keeps it, and feeds the index as it goes."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from crawler.cli import check_crawl, complete_site, crawl_options, raise_for
from crawler.cli import crawl as crawled
from shengmei.config import is_address
from shengmei.console import options, streams
from shengmei.console.text import counted
from shengmei.console.translation import message, translated
from shengmei.problems import IncompleteProblem, UsageProblem
from shengmei.setting_values import delay_seconds

if TYPE_CHECKING:
    from crawler.cli import LogFormat
    from indexer.live_feed import Following
    from shengmei.config import Config


@click.command(short_help="Fetch what is due, keep it and index it.")
@click.argument("sites", nargs=-1, metavar="[SITE|URL]...", shell_complete=complete_site)
@click.option(
    "--urls", metavar="FILE", type=click.Path(allow_dash=True), help="Addresses to fetch, one a line."
)
@click.option(
    "--max-pages",
    type=click.IntRange(min=1),
    metavar="N",
    help="Fetch at most N pages (an article on several is one).",
)
@click.option("--due", is_flag=True, help="Whatever is due, of every outlet that was ever crawled.")
@click.option("--for", "duration", metavar="TIME", help="End after that long (90s, 20m, 2h).")
@click.option("--since", metavar="DAY", help="Leave out what lists date before this day (2021-05-01).")
@click.option(
    "--date",
    metavar="DAY[..DAY]",
    help="Of newspapers the editions of these days and no others (2026-05-01..2026-05-31).",
)
@crawl_options
@click.option("--no-index", is_flag=True, help="Keep only; `shengmei index sync` feeds the index later.")
@options.common_options
@click.pass_obj
def crawl(
    config: Config,
    sites: tuple[str, ...],
    urls: str | None,
    max_pages: int | None,
    due: bool,
    duration: str | None,
    since: str | None,
    date: str | None,
    delay: float | None,
    no_index: bool,
    quiet: bool,
    log_format: LogFormat,
) -> None:
    """Fetch what is due of the named SITEs, or the addresses named or in a file, keep it and feed the index.

    \b
    shengmei crawl hbtv hbtctv --max-pages 500
    shengmei crawl --urls addresses.txt --since 2021-05-01
    shengmei crawl --due --for 20m
    shengmei crawl hbrb --date 2026-05-01..2026-05-31

    Of a newspaper today's and yesterday's editions are fetched, and what is incomplete of the last week; with
    --date those of the days named.

    Stop it when you like, however you like: the next run goes on where this one was.
    """
    if sites and all(is_address(name) for name in sites) and not urls:
        sites, urls = (), "\n".join(sites)
    elif any(is_address(name) for name in sites):
        raise UsageProblem(translated("name sites or addresses, not both"))
    if [bool(sites), bool(urls), due].count(True) != 1:
        raise UsageProblem(
            translated("name sites (all: shengmei sites), a file of addresses with --urls, or --due")
        )
    chosen = config if delay is None else replace(config, delay=delay_seconds(delay))
    # Before a store or an index is made for a call that is wrong.
    check_crawl(chosen, sites, urls, since, due=due, duration=duration, date=date)
    with nullcontext() if no_index else following(chosen) as followed:
        run = crawled(
            chosen,
            sites=sites,
            urls=urls,
            max_pages=max_pages,
            since=since,
            quiet=quiet,
            log_format=log_format,
            due=due,
            duration=duration,
            date=date,
        )
        if run.interrupted and followed is not None:
            followed.leave()
    if followed is not None:
        tell(followed, chosen.index, quiet=quiet or log_format == "json")
    raise_for(run, followed.behind if followed is not None else None)


def following(config: Config, *, create: bool = True) -> AbstractContextManager[Following]:
    """Feeds the configured index as long as the block lasts."""
    from indexer.live_feed import following

    return following(config.store_path, config.index, ledger=config.ledger_place, create=create)


def tell(followed: Following, address: str, *, quiet: bool = False) -> None:
    """Says on stderr what the index got, unless `quiet`; raises what stopped it. The crawl itself is kept by
    then."""
    if followed.problem is not None:
        streams.note(
            translated("the pages are kept; `shengmei index sync` feeds the index when it answers again")
        )
        raise followed.problem
    refused = followed.refused and message(", {number:,} refused (dead letters)", number=followed.refused)
    if not quiet:
        streams.note(
            message(
                "index {address}: {documents} written{refused}",
                address=address,
                documents=counted(followed.written, "document"),
                refused=refused or "",
            )
        )
    if followed.refused:
        raise IncompleteProblem(translated("the index refused documents: see `shengmei index status`"))
    if followed.ledger_problem is not None:
        raise IncompleteProblem(
            message("the ledger of copies was not fed: {problem}", problem=followed.ledger_problem)
        )
