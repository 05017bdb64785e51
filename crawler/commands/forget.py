"""The work behind `shengmei forget`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shengmei.console import streams
from shengmei.console.text import safe
from shengmei.problems import IncompleteProblem

if TYPE_CHECKING:
    from shengmei.config import Config


def forget(config: Config, name: str | None, reason: str) -> None:
    """Takes what `name` names out of store and archive; without a name finishes what was begun.

    Raises `Problem`, and `IncompleteProblem` when an archive file cannot be written to.
    """
    from crawler.archive_removal import finish_removals
    from crawler.forget import forget_article
    from crawler.spiders.lock import Lock
    from crawler.store import Store

    with Store.open(config.store_path) as store:
        lock = Lock(config.data / "crawl.lock")
        try:
            if name is not None:
                done = forget_article(store, name, reason)
                for url in done.addresses:
                    streams.out(safe(url))
                streams.note(
                    f"forgotten: {done.revisions} revisions and readings, {done.captures} responses; "
                    f"{len(done.addresses)} addresses are not fetched again"
                )
            left = finish_removals(store, config.archive_path)
        finally:
            lock.release()
    if left is not None:
        raise IncompleteProblem(
            f"{left.records} records are still in the archive ({left.reason}): mend that, then run "
            "`shengmei forget --finish`"
        )
