"""The work behind `shengmei reread`, with progress on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shengmei.console import streams
from shengmei.console.progress import Progress, duration
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, messages, translated
from shengmei.reasons import reason_in_words

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.reread import Reread
    from shengmei.config import Config
    from shengmei.store_place import StorePlace

SHOWN = 5
TRY_ON_COPY = "try it on a copy of the database, made with createdb --template or with pg_dump"


def reread(
    config: Config, *, dry_run: bool = False, on: str | None = None, processes: int | None = None
) -> Reread:
    """Reads the archive of the data directory again, in so many processes or on a cluster; raises `Problem`
    when there is none. With `dry_run` what that comes to is kept in a copy of the store that is thrown
    away."""
    import time

    from crawler.store.databases.only_sqlite import store_file
    from crawler.store.upkeep.trial_copy import trial_copy

    began = time.monotonic()
    if dry_run:
        with trial_copy(store_file(config.store_path, TRY_ON_COPY)) as trial:
            done = _reread(trial, config, on, processes, notes=None)
    else:
        done = _locked(config, on, processes)
    for line in summary(done, time.monotonic() - began):
        streams.note(line)
    if dry_run:
        streams.note(translated("tried on a copy: nothing was changed"))
    return done


def _locked(config: Config, on: str | None, processes: int | None) -> Reread:
    from crawler.spiders.lock import Lock

    lock = Lock(config.data / "crawl.lock")
    try:
        return _reread(config.store_path, config, on, processes, notes=config.data / "reread.finished")
    finally:
        lock.release()


def _reread(
    store_path: StorePlace, config: Config, on: str | None, processes: int | None, notes: Path | None
) -> Reread:
    from crawler.reread import reread_archive
    from crawler.store import Store

    with Store.open(store_path) as store, Progress("pages") as progress:
        return reread_archive(
            store, config.archive_path, on_progress=progress, processes=processes, on=on, notes=notes
        )


def summary(done: Reread, seconds: float) -> list[str]:
    """What a rereading came to, for people: the first problems, then a line of counts."""
    named = [
        "  " + message("not read today: {url}: {reason}", url=safe(url), reason=safe(reason_in_words(reason)))
        for url, reason in done.problems[:SHOWN]
    ]
    damaged = [
        "  " + message("damaged: {url}: {reason}", url=safe(url), reason=safe(reason_in_words(reason)))
        for url, reason in done.damaged[:SHOWN]
    ]
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
