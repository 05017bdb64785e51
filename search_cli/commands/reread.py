"""`shengmei reread`: the archive read again with today's page classes, without network."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from crawler.cli import reread as rereading
from search_cli.commands.crawl import following, tell
from shengmei.console import options, task_options
from shengmei.console.text import counted
from shengmei.console.translation import message
from shengmei.problems import IncompleteProblem

if TYPE_CHECKING:
    from shengmei.config import Config


@click.command(short_help="Read the archive again, without network.")
@click.option("--no-index", is_flag=True, help="Keep only; `shengmei index sync` feeds the index later.")
@click.option("--dry-run", is_flag=True, help="Try it on a copy that is thrown away; say what would be done.")
@task_options.task_options
@options.common_options
@click.pass_obj
def reread(config: Config, no_index: bool, dry_run: bool, on: str | None, processes: int | None) -> None:
    """Read every archived page again with today's page classes, and keep what they say differently.

    \b
    shengmei reread --dry-run
    shengmei reread
    shengmei reread --no-index && shengmei index sync
    shengmei reread --on dask://10.0.0.5:8786

    After an update of shengmei: what it has learnt to read reaches articles that were fetched long ago. No
    page is fetched; earlier readings stay in the store. `--dry-run` asks for no right to write there.
    """
    with nullcontext() if no_index or dry_run else following(config, create=False) as followed:
        done = rereading(config, dry_run=dry_run, on=on, processes=processes)
    if followed is not None:
        tell(followed, config.index)
    if done.damaged:
        raise IncompleteProblem(
            message(
                "{pages} damaged in the archive: restore it from a copy",
                pages=counted(len(done.damaged), "page is", "pages are"),
            )
        )
    if done.problems:
        raise IncompleteProblem(
            message(
                "{pages} read before and cannot be read today",
                pages=counted(len(done.problems), "page was", "pages were"),
            )
        )
