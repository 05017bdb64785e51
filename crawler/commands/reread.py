"""The work behind `shengmei reread`, with progress on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shengmei.console import streams
from shengmei.console.progress import Progress, duration
from shengmei.console.text import safe

if TYPE_CHECKING:
    from crawler.reread import Reread
    from shengmei.config import Config

SHOWN = 5


def reread(config: Config) -> Reread:
    """Reads the archive of the data directory again; raises `Problem` when there is none."""
    import time

    from crawler.reread import reread_archive
    from crawler.spiders.lock import Lock
    from crawler.store import Store

    began = time.monotonic()
    with Store.open(config.store_path) as store:
        lock = Lock(config.data / "crawl.lock")
        try:
            with Progress("pages") as progress:
                done = reread_archive(store, config.archive_path, on_progress=progress)
        finally:
            lock.release()
    for line in summary(done, time.monotonic() - began):
        streams.note(line)
    return done


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
