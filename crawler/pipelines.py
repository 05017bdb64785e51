"""Scrapy's item pipeline: the outcome of each request goes to the archive and the store, in batches.

A batch is 16 outcomes or 100 ms, whichever comes first: first appended to the archive and on the disk, then
one transaction with captures, articles, change log, discovered addresses and frontier states. A process that
dies in between loses at most one batch, which is fetched again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from crawler import event_log
from crawler.archive import Archive, RecordPosition
from crawler.outcomes.captures import earlier_captures, write_captures
from crawler.outcomes.circles import without_circles
from crawler.outcomes.counts import count_outcomes, run_counts
from crawler.outcomes.discoveries import Discoveries
from crawler.outcomes.editions import placed_articles, record_editions
from crawler.outcomes.learned_parameters import LearnedParameters, PageWithout
from crawler.outcomes.lost_claims import groups_of, still_ours
from crawler.outcomes.outcome import Outcome, Tally
from crawler.outcomes.refetch_guard import accept_refetches, keep_longer
from crawler.outcomes.stated_addresses import StatedAddresses
from crawler.removal.mask_person import mask_outcome
from crawler.store import (
    ChangeKind,
    Discovery,
    FetchedArticle,
    MaskRule,
    Store,
    Transaction,
    Verdict,
)
from crawler.store.scheduling.frontier_rows import RETURNED_ONCE
from shengmei.problems import Problem

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)
BATCH = 16
SECONDS = 0.1


class CallLater(Protocol):
    """Calls a function after some seconds; the reactor's `callLater`."""

    def __call__(self, seconds: float, call: Callable[[], None]) -> object: ...


class OutcomeWriter:
    """Collects outcomes and writes them in batches. `on_failure` is called, once, with what the store or the
    archive raises when a batch cannot be written; after that nothing is written any more."""

    def __init__(
        self,
        store: Store,
        archive: Archive,
        call_later: CallLater,
        on_failure: Callable[[Exception], None],
        page_without: PageWithout = lambda *_: None,
    ) -> None:
        self._store = store
        self._archive = archive
        self._call_later = call_later
        self._on_failure = on_failure
        self._outcomes: list[Outcome] = []
        self._batch = 0  # how many were begun
        self._stated = StatedAddresses()
        self._discoveries = Discoveries(LearnedParameters(page_without))
        self.tally = Tally()
        self.problem: Exception | None = None
        self.run: int | None = None  # the number under which the run is written down

    def waiting_groups(self) -> set[str]:
        """The throttle groups of outcomes that are not written yet."""
        return groups_of([*self._outcomes, *self._stated.waiting()])

    def add(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        if len(self._outcomes) >= BATCH:
            self.flush()
        elif len(self._outcomes) == 1:
            self._batch += 1
            self._call_later(SECONDS, partial(self._flush_later, self._batch))

    def flush(self) -> None:
        """Writes what was collected; nothing after a batch that could not be written, for the run is over."""
        if self.problem is not None or not self._outcomes:
            return
        try:
            self._write_or_part()
        except Exception as problem:  # a border: a run that cannot keep what it fetches must end, and say so
            self.problem = problem
            self._on_failure(problem)

    def _write_or_part(self) -> None:
        """Writes the batch; where it is refused for something that one page holds, page by page, so that the
        page with the fault is counted as failed and the others are kept."""
        try:
            self._write()
        except (Problem, OSError):  # of store or archive, not of a page
            raise
        except Exception:  # a border: what is wrong with a page must not end the run, this one and all later
            log.exception("a batch of %d outcomes cannot be written", len(self._outcomes))
            outcomes, self._outcomes = self._outcomes, []
            for one in outcomes:
                self._write_alone(one)

    def _write_alone(self, one: Outcome) -> None:
        self._outcomes = [one]
        try:
            self._write()
        except (Problem, OSError):
            raise
        except Exception as error:  # a border: the page is counted with its fault
            failed = _without_content(one, error)
        else:
            return
        self._outcomes = [failed]
        try:
            self._write()
        except (Problem, OSError):
            raise
        except Exception:  # a border: what fails without its content too, fails whenever it is tried
            self._outcomes = []
            self.settle_alone(failed)

    def settle_alone(self, one: Outcome) -> None:
        """Writes the verdict on an address for which all else fails, and nothing else."""

        def write(transaction: Transaction) -> None:
            verdict = one.verdict
            if verdict.row.claim is None or not transaction.groups.lost({verdict.row.claim}):
                transaction.frontier.record([verdict])
                if self.run is not None:
                    counts = run_counts([one], {}, self.tally.problems)
                    transaction.runs.add(self.run, counts, verdict.at)

        self._store.write(write)
        self.tally.add(one)

    def finish(self) -> None:
        """Writes everything, also what waits for an address that its page states."""
        self.flush()
        if self.problem is None:
            self._outcomes = self._store.read(lambda transaction: self._stated.copy().give_up(transaction))
            self._stated = StatedAddresses()
            self.flush()

    def _flush_later(self, batch: int) -> None:
        if batch == self._batch:  # otherwise it was full before its time was over
            self.flush()

    def _write(self) -> None:
        now = datetime.now(UTC)
        stated = self._stated

        def settle(
            transaction: Transaction,
        ) -> tuple[list[Outcome], list[Discovery], list[MaskRule]]:
            nonlocal stated
            stated = self._stated.copy()  # what waits is as it was, where this is asked again
            return *stated.settle(transaction, self._outcomes), transaction.masks.rules()

        outcomes, wanted, rules = self._store.read(settle)
        self._stated = stated
        outcomes = [mask_outcome(rules, one) for one in outcomes]
        self._outcomes = outcomes  # what waits does not wait twice, should this batch fail
        captured = [capture for one in outcomes for capture in one.captures]
        positions = self._archive.append(captured, earlier_captures(self._store, outcomes))

        def write(transaction: Transaction) -> tuple[list[str], list[Outcome]]:
            ours, places = still_ours(transaction, outcomes, positions)
            ours = accept_refetches(transaction, ours)
            record_editions(transaction, ours, now)
            ours = self._discoveries.worth_following(placed_articles(transaction, ours))
            transaction.frontier.discover(wanted, now)
            tried = self.tally.problems
            kinds = _write_batch(transaction, ours, places, self._discoveries, now, self.run, tried)
            return kinds, without_circles(transaction, ours, now)

        kinds, outcomes = self._store.write(write)
        self._outcomes = []
        self.tally.articles.update(kinds)
        for one in outcomes:
            self.tally.add(one)
            event_log.event("page", run=self.run, **_facts(one))


def _facts(one: Outcome) -> dict[str, object]:
    """What the event log says of an outcome."""
    verdict = one.verdict
    facts: dict[str, object] = {"url": verdict.row.url, "site": verdict.row.site, "kind": verdict.row.kind}
    return facts | {"state": verdict.state, "reason": verdict.reason, "target": verdict.target}


def _without_content(one: Outcome, error: Exception) -> Outcome:
    """The outcome of a page that cannot be kept: failed, to be tried again, and nothing of what it said."""
    reason = ascii(f"keeping it failed: {type(error).__name__}: {error}")[1:-1][:500]
    return Outcome(verdict=replace(one.verdict, state="failed", reason=reason, target=None))


def _write_batch(
    transaction: Transaction,
    outcomes: list[Outcome],
    positions: list[RecordPosition],
    discoveries: Discoveries,
    now: datetime,
    run: int | None,
    tried: Mapping[str, tuple[str, str]],
) -> list[str]:
    ids = write_captures(transaction, outcomes, positions)
    outcomes = [keep_longer(transaction, one) if one.ends_early else one for one in outcomes]
    kept = [
        FetchedArticle(
            article=one.article,
            capture_id=ids[id(one.capture)],
            fetched_at=one.verdict.at,
            seen_once=one.verdict.sighting == RETURNED_ONCE,
        )
        for one in outcomes
        if one.article is not None
    ]
    kinds = transaction.articles.keep(kept, now)
    changed = dict(zip((id(one.article) for one in kept), kinds, strict=True))
    lists_changed = discoveries.write(transaction, outcomes, now)
    for one in outcomes:
        if one.verdict.state == "gone" and id(one.capture) in ids:
            transaction.articles.gone(one.verdict.row.url, ids[id(one.capture)], now)
        if one.moved_to:
            transaction.frontier.move(one.verdict.row.url, one.moved_to, one.verdict.row.hops + 1, now)
    for one in outcomes:
        if one.also_excused and one.verdict.due_at is not None:
            transaction.frontier.excuse(one.also_excused, one.verdict.due_at)
    transaction.frontier.record(
        [_with_change(one, changed, lists_changed) for one in outcomes if not one.moved_to]
    )
    count_outcomes(transaction, run, outcomes, changed, lists_changed, now, tried)
    discoveries.parameters.learn(transaction, outcomes, changed, now)
    for one in outcomes:
        if one.verdict.state == "alias" and one.stated and one.verdict.target == one.stated.url:
            transaction.joining.join(one.verdict.row.url, one.stated.url, now)  # where it was kept apart
    return list(kinds)


def _with_change(one: Outcome, changed: dict[int, ChangeKind], lists: dict[int, int]) -> Verdict:
    if one.verdict.row.kind != "article":
        return replace(one.verdict, changed=lists[id(one)] > 0)
    published = one.article.published.at if one.article and one.article.published else None
    same = changed.get(id(one.article), "new") == "same"
    return replace(one.verdict, changed=not same, published=published)


class StorePipeline:
    """Scrapy's item pipeline: hands each outcome to the spider's writer."""

    def __init__(self, writer: OutcomeWriter) -> None:
        self._writer = writer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        return cls(crawler.spider.writer)  # type: ignore[union-attr]

    def process_item(self, item: Outcome) -> Outcome:
        self._writer.add(item)
        return item
