"""The work behind `shengmei forget`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shengmei.console import streams
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, messages
from shengmei.problems import IncompleteProblem, UsageProblem

if TYPE_CHECKING:
    from crawler.removal.archive_removal import Left
    from crawler.store import Store
    from shengmei.config import Config


def forget(config: Config, name: str | None, reason: str) -> None:
    """Takes what `name` names out of store and archive; without a name finishes what was begun.

    Raises `Problem`, and `IncompleteProblem` when an archive file cannot be written to.
    """
    from crawler.removal.archive_removal import finish_removals
    from crawler.removal.forget import forget_article

    with _alone(config) as store:
        if name is not None:
            done = forget_article(store, name, reason)
            for url in done.addresses:
                streams.out(safe(url))
            streams.note(
                message(
                    "forgotten: {revisions}, {captures}; {addresses} not fetched again",
                    revisions=counted(done.revisions, "revision or reading", "revisions and readings"),
                    captures=counted(done.captures, "response"),
                    addresses=counted(len(done.addresses), "address is", "addresses are"),
                )
            )
        _raise_for(finish_removals(store, config.archive_path))


def mask(config: Config, name: str, site: str | None, reason: str) -> None:
    """Masks a person's name in store and archive, and in whatever comes. Raises as `forget` does."""
    from crawler.removal.mask_person import mask_person

    with _alone(config) as store:
        with store.reading() as transaction:
            if site is not None and not transaction.frontier.states(site):
                raise UsageProblem(
                    message("nothing is kept of a site {site!r}: see shengmei sites", site=site)
                )
        done = mask_person(store, config.archive_path, name, site, reason)
    streams.note(
        message(
            "masked in {articles} and {responses}, and in what comes",
            articles=counted(done.articles, "article"),
            responses=counted(done.responses, "response"),
        )
    )
    _raise_for(done.left)
    if done.damaged:
        raise IncompleteProblem(
            messages(
                "{number:,} response is damaged in the archive and was not masked: restore it from a copy",
                "{number:,} responses are damaged in the archive and were not masked: restore it from a copy",
                done.damaged,
            )
        )


@contextmanager
def _alone(config: Config) -> Iterator[Store]:
    """The store, while no crawl may run."""
    from crawler.spiders.lock import Lock
    from crawler.store import Store

    with Store.open(config.store_path) as store:
        lock = Lock(config.data / "crawl.lock")
        try:
            yield store
        finally:
            lock.release()


def _raise_for(left: Left | None) -> None:
    if left is not None:
        raise IncompleteProblem(
            messages(
                "{number:,} record is still in the archive ({reason}): "
                "mend that, then run `shengmei forget --finish`",
                "{number:,} records are still in the archive ({reason}): "
                "mend that, then run `shengmei forget --finish`",
                left.records,
                reason=left.reason,
            )
        )
