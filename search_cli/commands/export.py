"""`shengmei export`: everything that a query finds, in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import options, streams
from shengmei.console.text import safe
from shengmei.problems import IncompleteProblem

if TYPE_CHECKING:
    from search_cli.exporting import Ended


@click.command(cls=QueryCommand, short_help="Write everything that a query finds to a file.")
@click.argument("words", nargs=-1)
@click.option("--to", "file", metavar="FILE", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="FILE ends in .csv, .jsonl or .parquet.")  # fmt: skip
@click.option("--fields", metavar="NAME,NAME", help="Only these fields (see: shengmei docs fields).")
@click.option("--force", is_flag=True, help="Replace FILE, begin anew what was begun.")
@options.common_options
@click.pass_obj
def export(config: Config, words: tuple[str, ...], file: Path, fields: str | None, force: bool) -> None:
    """Write all articles in which all WORDS stand to FILE, ordered by id; no words write everything.

    \b
    shengmei export 长江经济带 date:2021 --to yangtze.csv
    shengmei export --to all.parquet --fields title,published,reporters,body

    Killed or interrupted, the same call goes on where it stopped. FILE.manifest.json says what was asked,
    when, of which index, what that index covers, what was crawled for it, and the checksum.
    """
    from search_cli import exporting, lookup
    from shengmei.console.progress import Progress

    job = exporting.Job(
        query=lookup.question(words), file=file, fields=fields, force=force, store=config.store_path
    )
    job.check()
    with lookup.opened(config) as index:
        if not index.count(job.query):
            raise lookup.nothing_found(index, config, job.query)
        with Progress() as progress:
            ended = exporting.run(index, job, progress)
    _say(ended, file)


def _say(ended: Ended, file: Path) -> None:
    resumed = f", {ended.resumed_at:,} of them before the interruption" if ended.resumed_at else ""
    changed = "; the index changed meanwhile" if ended.changed else ""
    articles = "article" if ended.rows == 1 else "articles"
    streams.note(f"{safe(str(file))}: {ended.rows:,} {articles}{resumed}{changed}")
    if not ended.complete:
        raise IncompleteProblem(f"{ended.rows:,} of {ended.expected:,} articles were written: run it again")
