"""`shengmei archive upload`: files that are closed move to a shared folder or an object storage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from shengmei.console import options, streams
from shengmei.console.progress import Progress
from shengmei.console.text import counted, safe, size_text
from shengmei.console.translation import message, translated
from shengmei.optional_libraries import require
from shengmei.problems import IncompleteProblem, UsageProblem

if TYPE_CHECKING:
    from shengmei.config import Config


@click.command(short_help="Move closed files to a shared folder or object storage.")
@click.argument("to", metavar="TO")
@click.option("--all", "everything", is_flag=True, help="The file that a crawl would go on with, too.")
@options.common_options
@click.pass_obj
def upload(config: Config, to: str, everything: bool) -> None:
    """Move the archive files that no crawl appends to any more to TO: a folder that other machines see at the
    same path, or the address of an object storage.

    \b
    shengmei archive upload /mnt/archive
    shengmei archive upload s3://bucket/archive

    Each is copied and the copy compared by its digest; then the store says that it is there, then it goes
    here. Whatever reads pages reads them there. Stopped at any moment, it goes on when called again. No crawl
    may be running.
    """
    from crawler.archive.upload import upload as upload_files
    from crawler.removal.archive_removal import finish_removals
    from crawler.spiders.lock import Lock
    from crawler.store import Store

    place = _place(to, config)
    with Store.open(config.store_path) as store, Progress("bytes") as progress:
        lock = Lock(config.data / "crawl.lock")
        try:
            if left := finish_removals(store, config.archive_path):
                raise IncompleteProblem(
                    message(
                        "{reason}: what was forgotten is still in it; nothing was uploaded",
                        reason=left.reason,
                    )
                )
            done = upload_files(
                store, config.archive_path, place, everything=everything, on_progress=progress
            )
        finally:
            lock.release()
    streams.out(
        message(
            "{files} moved to {place}, {size}",
            files=counted(done.files, "file"),
            place=safe(place),
            size=size_text(done.bytes),
        )
    )


def _place(to: str, config: Config) -> str:
    """The whole path, or the address; raises `UsageProblem` for what is neither, and the archive's own."""
    if "://" not in to:
        folder = Path(to).absolute()
        if not folder.is_dir():
            raise UsageProblem(
                message("{to} is no folder: name one that is there, or an address", to=safe(to))
            )
        if folder.resolve() == config.archive_path.resolve():
            raise UsageProblem(translated("that is the archive's own folder: name another one"))
        return str(folder)
    if "@" in urlsplit(to).netloc:
        raise UsageProblem(
            translated(
                "the store keeps this address: give names and keys by the storage's variables or files"
            )
        )
    require(safe(to), "storage", "fsspec")
    from fsspec.core import url_to_fs

    try:
        url_to_fs(to)
    except (ImportError, ValueError) as error:
        raise UsageProblem(
            message("{to} is no address that can be used: {error}", to=safe(to), error=safe(str(error)))
        ) from error
    return to
