"""What a run writes to: opened before its first request, closed after its last outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import scrapy

from crawler import event_log
from crawler.archive import Archive
from crawler.disk_space import LowDisk, ensure_room
from crawler.items import Article
from crawler.outcomes.counts import DOUBTFUL
from crawler.outcomes.outcome import doubtful_why
from crawler.outlet_likeness import compare_kept
from crawler.pipelines import OutcomeWriter
from crawler.removal.archive_removal import finish_removals
from crawler.spiders.addresses_found import page_without
from crawler.spiders.lock import CrawlLock
from crawler.spiders.politeness.contact import require_contact
from crawler.spiders.politeness.group_leases import GroupLeases
from crawler.spiders.spider_state import SpiderState
from crawler.spiders.worker import Worker
from crawler.store import Store, StoreError, Transaction
from crawler.store.archive_owner import claim_archive, directory_name


def open_run(run: SpiderState) -> None:
    """Opens the data directory for this run, beside other crawls; what a dead run had dequeued is due again.
    Raises `Problem`."""
    ensure_room(run.config.data, run.config.keep_free)
    place = run.config.store_path
    if not isinstance(place, Path):
        Store.prepare(run.config.data)  # for archive, locks and index
    run.store = Store.open(place, create=True)
    run.lock = CrawlLock(run.config.data, is_shared=not isinstance(place, Path))
    if run.worker_options is not None:
        run.worker = Worker(run.worker_options, run.store, run.config.data, run.lock.holder, run.config.lease)
    elif not isinstance(place, Path):
        claim_archive(run.store, directory_name(run.config.data))
    visits = run.worker.visits if run.worker else None
    run.leases = GroupLeases(
        run.lock, run.config.lease, run.servers, visits, lambda transaction, now: transaction.clock.ahead(now)
    )
    finish_removals(run.store, run.config.archive_path)  # before anything is written behind it
    now = datetime.now(UTC)

    def begin(transaction: Transaction) -> int:
        transaction.clock.begin_leases(now)
        run.leases.free_dead(transaction, now)
        # Before the pauses are loaded: they end when rows are due that a wrong clock may have put off.
        run.strange_time = transaction.clock.look(now, transaction.frontier.sites())
        run.servers.load(transaction)
        run.scope.begin(transaction, now)
        require_contact(run.config, run.scope.starts())
        transaction.runs.end_dead(now)
        if run.worker is not None:
            run.worker.begin(transaction, now + run.leases.ahead)
        asked = f"{run.asked}, worker {run.worker.name}" if run.worker else run.asked
        return transaction.runs.begin(asked, f"Scrapy {scrapy.__version__}", now)

    number = run.store.write(begin)
    name = run.worker.name if run.worker else None
    run.archive = Archive(run.config.archive_path, lambda: _archive_ends(run.store), worker=name)
    run.writer = OutcomeWriter(run.store, run.archive, _call_later, run.abort, page_without)
    run.writer.run = number
    event_log.event("run started", run=number, asked=run.asked)


def close_run(run: SpiderState, reason: str) -> None:
    """Writes what is collected, and makes due again what was dequeued and has no outcome."""
    if not _store_is_away(run):
        run.writer.finish()
    run.archive.close()
    if run.problem is None and reason == "finished":
        _compare_with_outlets(run)
    run.writer.tally.postponed.update(run.servers.waiting())
    run.writer.tally.limited.update(run.servers.limited)
    if not _store_is_away(run):
        with suppress(StoreError) if run.problem else nullcontext():
            run.store.write(lambda transaction: _write_end(run, transaction, reason))
    if run.problem is None or isinstance(run.problem, LowDisk):
        run.store.write(partial(_let_go, run, run.leases.remember()))
    _tell_end(run, reason)
    run.store.close()
    if run.worker is not None:
        run.worker.release()
    run.lock.release()


def _store_is_away(run: SpiderState) -> bool:
    """Whether its server was waited for in vain: each further transaction would wait as long again."""
    return isinstance(run.problem, StoreError) and run.problem.waited


def _let_go(run: SpiderState, put_back: Callable[[], None], transaction: Transaction) -> None:
    """What was dequeued and has no outcome is due again, the platforms are free for others. `put_back`: where
    it is done again, because the connection broke, the leases are as they were."""
    put_back()
    run.leases.close(transaction)
    run.servers.save(transaction)
    transaction.clock.record(datetime.now(UTC))
    # What has become due since the frontier was empty is for the next run.
    run.still_due = run.scope.count_due(transaction, run.nothing_due_at or datetime.now(UTC))
    run.next_due = run.scope.next_due(transaction, datetime.now(UTC))
    run.editions = run.scope.editions(transaction)


def _archive_ends(store: Store) -> dict[str, int]:
    return store.read(lambda transaction: transaction.articles.archive_ends())


def _compare_with_outlets(run: SpiderState) -> None:
    """What is compared depends on all pages of the run: one that was interrupted leaves it to the next."""
    doubtful, more = run.writer.tally.doubtful, Counter[tuple[str, str]]()

    def tell(article: Article) -> None:
        if why := doubtful_why(article):
            more[article.site, DOUBTFUL] += article.url not in doubtful
            doubtful[article.url] = why

    compare_kept(run.store, datetime.now(UTC), tell)
    number = run.writer.run
    if number is not None and +more:
        run.store.write(lambda transaction: transaction.runs.add(number, more, datetime.now(UTC)))


def _write_end(run: SpiderState, transaction: Transaction, reason: str) -> None:
    """Writes down that the run has ended, and why."""
    if run.worker is not None:
        ended = _why(run, reason) if run.problem or reason == "shutdown" else run.ended_by
        at = datetime.now(UTC) + run.leases.ahead
        run.worker.end(transaction, at, ended, run.writer.tally.pages)
    if run.writer.run is not None:
        transaction.runs.end(run.writer.run, _why(run, reason), datetime.now(UTC))


def _tell_end(run: SpiderState, reason: str) -> None:
    """Tells the end, and what waits for the next run, to who asks for events."""
    if run.writer.run is None:
        return
    tally = run.writer.tally
    counts = {"lists": tally.lists, "states": dict(tally.states), "articles": dict(tally.articles)}
    waiting = {"still_due": run.still_due, "waiting": dict(tally.postponed + tally.limited)}
    event_log.event("run ended", run=run.writer.run, reason=_why(run, reason), **counts, **waiting)


def _why(run: SpiderState, reason: str) -> str:
    return f"problem: {run.problem}" if run.problem else "interrupted" if reason == "shutdown" else reason


def _call_later(seconds: float, call: Callable[[], None]) -> object:
    # Importing the reactor installs it: not before Scrapy has chosen one.
    from twisted.internet import reactor

    return reactor.callLater(seconds, call)  # type: ignore[arg-type]
