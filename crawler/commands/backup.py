"""`shengmei backup` and `shengmei restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shengmei.console import options, streams
from shengmei.console.article import format_time
from shengmei.console.progress import Progress
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, translated

if TYPE_CHECKING:
    from crawler.backup import Backup
    from shengmei.config import Config

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(short_help="Copy store and archive, while crawls run.")
@click.argument("to", metavar="TO", type=FOLDER)
@options.common_options
@click.pass_obj
def backup(config: Config, to: Path) -> None:
    """Copy store and archive of the data directory to the new folder TO, and check what was written.

    \b
    shengmei backup /mnt/backup/shengmei-2026-05-01

    Crawls may go on meanwhile: the copy is of one moment. Indexes and the ledger of copies are not copied,
    they are made anew from the store.
    """
    from crawler.backup import make_backup
    from crawler.store.databases.only_sqlite import store_file

    store_file(config.store_path, f"use pg_dump, and copy {config.archive_path} after it")
    with Progress("bytes") as progress:
        done = make_backup(config.data, to, progress)
    streams.note(safe(message("{what} copied to {folder} and checked", what=_said(done), folder=to)))
    if done.elsewhere:
        streams.note(
            message(
                "{files} that archive upload moved elsewhere not in it: copy them where they are",
                files=counted(len(done.elsewhere), "file"),
            )
        )


@click.command(short_help="Make a data directory of a backup.")
@click.argument("from_", metavar="FROM", type=FOLDER)
@options.common_options
@click.pass_obj
def restore(config: Config, from_: Path) -> None:
    """Make the data directory (--data) of the backup FROM; where there is a store already, nothing is done.

    \b
    shengmei restore /mnt/backup/shengmei-2026-05-01 --data /srv/shengmei

    The backup is read whole and checked before, and stays as it is. Afterwards index and ledger are made
    anew.
    """
    from crawler.backup import restore as restoring
    from crawler.store.databases.only_sqlite import store_file

    store_file(
        config.store_path, "use pg_restore; or restore into a file (SHENGMEI_STORE=sqlite), then store copy"
    )
    with Progress("bytes") as progress:
        done = restoring(from_, config.data, progress)
    streams.note(safe(message("{what} restored to {folder}", what=_said(done), folder=config.data)))
    streams.note(
        translated(
            "now: shengmei store migrate (if an older version made it), then shengmei index rebuild, and "
            "where you keep a ledger of copies shengmei ledger rebuild"
        )
    )


def _said(done: Backup) -> str:
    return message(
        "{articles} as of {moment} in Beijing, {files}, {size:,.1f} MB",
        articles=counted(done.articles, "article"),
        moment=format_time(done.at, "minute"),
        files=counted(len(done.files), "file"),
        size=done.size / 1e6,
    )
