"""The work behind `shengmei reread`, with progress on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from crawler.commands.progress import duration
from shengmei.console import streams
from shengmei.console.text import safe

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.reread import Reread
    from shengmei.config import Config

SHOWN = 5


def reread(config: Config, *, dry_run: bool = False) -> Reread:
    """Reads the archive of the data directory again; raises `Problem` when there is none. With `dry_run` what
    that comes to is kept in a copy of the store that is thrown away."""
    import time

    from crawler.store.trial_copy import trial_copy

    began = time.monotonic()
    if dry_run:
        with trial_copy(config.store_path) as trial:
            done = _reread(trial, config)
    else:
        done = _locked(config)
    for line in summary(done, time.monotonic() - began):
        streams.note(line)
    if dry_run:
        streams.note("tried on a copy: nothing was changed")
    return done


def _locked(config: Config) -> Reread:
    from crawler.spiders.lock import Lock

    lock = Lock(config.data / "crawl.lock")
    try:
        return _reread(config.store_path, config)
    finally:
        lock.release()


def _reread(store_path: Path, config: Config) -> Reread:
    from crawler.reread import reread_archive
    from crawler.store import Store

    with Store.open(store_path) as store:
        return reread_archive(
            store, config.archive_path, on_progress=_report_progress if sys.stderr.isatty() else None
        )


def summary(done: Reread, seconds: float) -> list[str]:
    """What a rereading came to, for people: the first problems, then a line of counts."""
    named = [f"  not read today: {safe(url)}: {safe(reason)}" for url, reason in done.problems[:SHOWN]]
    damaged = [f"  damaged: {safe(url)}: {safe(reason)}" for url, reason in done.damaged[:SHOWN]]
    counts = (
        f"{done.pages - len(done.damaged)} pages read again in {duration(seconds)}: "
        f"{done.changed} articles say more or other than before, {done.found} are new"
    )
    early = f", {done.ends_early} end early" if done.ends_early else ""
    doubtful = f", {done.doubtful} are doubtful" if done.doubtful else ""
    lost = f", {len(done.damaged)} are damaged in the archive" if done.damaged else ""
    return [*named, *damaged, counts + early + doubtful + lost]


def _report_progress(done: int, to_do: int) -> None:
    click.echo(f"\r\x1b[K{done} of {to_do} pages", nl=done >= to_do, err=True)
