"""The work behind `shengmei reread`, with progress on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shengmei.console import streams
from shengmei.console.progress import Progress, duration
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, messages

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
    head = message(
        "{pages} read again in {duration}",
        pages=counted(done.pages - len(done.damaged), "page"),
        duration=duration(seconds),
    )
    told = [
        messages(
            "{number:,} article says more or other than before",
            "{number:,} articles say more or other than before",
            done.changed,
        ),
        messages("{number:,} is new", "{number:,} are new", done.found),
    ]
    if done.ends_early:
        told.append(messages("{number:,} ends early", "{number:,} end early", done.ends_early))
    if done.doubtful:
        told.append(messages("{number:,} is doubtful", "{number:,} are doubtful", done.doubtful))
    if lost := len(done.damaged):
        told.append(
            messages("{number:,} is damaged in the archive", "{number:,} are damaged in the archive", lost)
        )
    return [*named, *damaged, f"{head}: {', '.join(told)}"]
