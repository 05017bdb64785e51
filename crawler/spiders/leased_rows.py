"""Rows are dequeued only of throttle groups that this crawl has, and go back where it has them no longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from crawler import event_log
from crawler.disk_space import LowDisk, ensure_room
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.spiders.scopes.site_scopes import DueScope
from crawler.spiders.spider_state import SpiderState
from crawler.store import FrontierRow, Transaction

Answer = TypeVar("Answer")
LATER = timedelta(seconds=30)  # until a row is looked at again whose servers another crawl is asking


def dequeue_rows(run: SpiderState, most: int, full_groups: set[str]) -> list[FrontierRow]:
    """At most `most` due rows of groups that are this crawl's, none of those in `full_groups`. What was
    collected is written first, for it may hold new ones; groups of which nothing is due are let go."""
    run.writer.flush()
    ensure_room(run.config.data, run.config.keep_free)
    now = datetime.now(UTC)

    def dequeue(transaction: Transaction) -> tuple[list[FrontierRow], set[str]]:
        lost = run.leases.renew(transaction, now, at_once=False)
        run.leases.begin_round()
        run.servers.save(transaction)
        wanted = run.bounds.at_most(most)
        if run.leases.visits is None:
            rows = _dequeued(run, transaction, wanted, full_groups, now)
        else:
            rows = _visited(run, transaction, wanted, full_groups, now)
        run.leases.end_round()
        return rows, lost

    rows, lost = _write(run, dequeue)
    run.servers.saved()
    _drop(run, lost)
    run.nothing_due_at = None if rows or full_groups or run.leases.has_to_wait else now
    run.bounds.take(len(rows))
    return rows


def keep_leases(run: SpiderState) -> None:
    """Renews the leases, and hands over groups for which others wait; called every `leases.interval`."""
    run.writer.flush()
    now = datetime.now(UTC)
    back: dict[str, list[FrontierRow]] = {}  # by group: what was dequeued of it and waits

    def renew(transaction: Transaction) -> set[str]:
        lost = run.leases.renew(transaction, now)
        run.leases.end_visits()
        for group in run.leases.handing_over:
            if group not in back:
                back[group] = [request.meta["row"] for request in run.scheduler.take_back(group)]
            transaction.frontier.put_back(back[group], now)
        _let_go(run, transaction, run.leases.held - run.leases.handing_over, now)
        if run.worker is not None:
            run.worker.renew(transaction, now + run.leases.ahead, run.writer.tally.pages)
        return lost

    lost = _write(run, renew)
    for group, rows in back.items():
        run.bounds.take(-len(rows))
        run.scope.put_off(group)
    _drop(run, lost)


def may_ask(run: SpiderState, group: str) -> bool:
    """Whether a group may be asked for what is no row of it (a robots.txt that is said to be there); it is
    taken where no other crawl has it."""
    if group in run.leases.held:
        return True
    return _write(run, lambda transaction: run.leases.take(transaction, group, datetime.now(UTC)))


def has_room(run: SpiderState) -> bool:
    """Whether the disk has room for another answer; where it has none, the run ends. A crawl of large pages
    filled what is to stay free with those that it had dequeued."""
    try:
        ensure_room(run.config.data, run.config.keep_free)
    except LowDisk as problem:
        if run.problem is None:
            run.abort(problem)
        return False
    return True


def put_back(run: SpiderState, row: FrontierRow, until: datetime) -> None:
    """A row that was dequeued is as it was, and due then; another crawl's by now is left as it is."""

    def write(transaction: Transaction) -> None:
        if row.claim is None or not transaction.groups.lost({row.claim}):
            transaction.frontier.put_back([row], until)

    run.store.write(write)
    run.bounds.take(-1)
    run.scope.put_off(throttle_group(row.address))


def _write(run: SpiderState, change: Callable[[Transaction], Answer]) -> Answer:
    """What `change` returns, in a transaction; where the server ends the connection before that is kept, it
    is done again with the leases as they were."""
    put_back, is_again = run.leases.remember(), False

    def attempt(transaction: Transaction) -> Answer:
        nonlocal is_again
        if is_again:
            for group in run.leases.asked:  # of these the attempt before may have taken rows out of the scope
                run.scope.put_off(group)
            put_back()
        is_again = True
        return change(transaction)

    return run.store.write(attempt)


def _dequeued(
    run: SpiderState, transaction: Transaction, most: int, full_groups: set[str], now: datetime
) -> list[FrontierRow]:
    """Due rows of groups that this crawl has, or can have."""
    rows = run.scope.dequeue(
        transaction,
        most,
        full_groups,
        now,
        partial(_postponed_until, run),
        lambda group: run.leases.pages_left(group) if run.leases.take(transaction, group, now) else 0,
    )
    rows = _claimed(run, transaction, rows, now)
    _let_go(run, transaction, {row.claim.group for row in rows if row.claim}, now)
    return rows


def _postponed_until(run: SpiderState, address: str) -> datetime | None:
    try:
        return run.postponed_until(address)
    except Exception:  # a border: what is at fault here is asked again before sending, and counted there
        return None


def _visited(
    run: SpiderState, transaction: Transaction, most: int, full_groups: set[str], now: datetime
) -> list[FrontierRow]:
    """Due rows of the groups that a worker visits. Visits that are over end, or have nothing left; then
    others begin, until one of them gives something."""
    assert run.leases.visits is not None
    assert isinstance(run.scope, DueScope)
    scope, leases, visits = run.scope, run.leases, run.leases.visits
    leases.end_visits()
    _let_go(run, transaction, leases.held - leases.handing_over, now)
    tried: set[str] = set()
    while True:
        begun: set[str] = set()
        if visits.room:
            begun = leases.begin_visits(transaction, scope.groups_due(transaction, now) - tried, now)
            tried |= begun
        skip = scope.groups - (leases.held - leases.handing_over) | full_groups
        rows = _dequeued(run, transaction, most, skip, now)
        visits.count(row.claim.group for row in rows if row.claim)
        if rows or not begun:
            return rows


def _claimed(
    run: SpiderState, transaction: Transaction, rows: list[FrontierRow], now: datetime
) -> list[FrontierRow]:
    """The rows with the claims of their groups. One whose address has moved to the servers of another group,
    which another crawl has, comes later."""
    claimed: list[FrontierRow] = []
    for row in rows:
        run.leases.take(transaction, throttle_group(row.address), now)
        if (claim := run.leases.claim_of(row)) is not None:
            claimed.append(replace(row, claim=claim))
        else:
            transaction.frontier.put_back([row], now + LATER)
            run.scope.put_off(throttle_group(row.address))
    return claimed


def _let_go(run: SpiderState, transaction: Transaction, working: set[str], now: datetime) -> None:
    unwritten = run.writer.waiting_groups()

    def is_busy(group: str) -> bool:
        busy = group in working or group in unwritten or run.scheduler.is_busy(group)
        return busy or run.servers.is_asking(group)

    run.leases.let_go(transaction, now, is_busy)


def _drop(run: SpiderState, lost: set[str]) -> None:
    """Forgets what waits of groups that others have taken over: they fetch it, unless they die."""
    for group in lost:
        run.bounds.take(-len(run.scheduler.take_back(group)))
        run.scope.put_off(group)
        event_log.event("platform lost", platform=group)
