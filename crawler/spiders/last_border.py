"""The border behind all others: what fails of our own code where no other border is, settles its address too.

A row without an outcome would stay `fetching`, hold its slot, and be due untried when the run ends.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.outcomes.outcome import Outcome
from crawler.spiders import classify_response, leased_rows
from crawler.spiders.spider_state import SpiderState
from crawler.store import FrontierRow
from crawler.store.scheduling.due import RETRIES

log = logging.getLogger(__name__)


def may_send(run: SpiderState, request: Request) -> bool:
    """Whether a request may go now; the row of one that may not is put back, or settled by what failed."""
    row: FrontierRow = request.meta["row"]
    try:
        until = None if "multipage_fetch" in request.meta else _put_off(run, row)
        if until is None:
            run.servers.limits.page_sent(request.meta["download_slot"], datetime.now(UTC))
    except Exception as error:  # a border: this address is not asked for, the others are
        settle(run, row, error)
        return False
    if until is not None:
        put_back(run, row, until)
        return False
    run.sent.add(row.url)
    return True


def _put_off(run: SpiderState, row: FrontierRow) -> datetime | None:
    is_over = run.bounds.late or not leased_rows.has_room(run)
    return datetime.now(UTC) if is_over else run.postponed_until(row.address)


def put_back(run: SpiderState, row: FrontierRow, until: datetime) -> None:
    """A row that was dequeued is due then."""
    run.scheduler.expect_more()
    try:
        leased_rows.put_back(run, row, until)
    except Exception as problem:  # a border, as where rows are dequeued
        run.abort(problem)


class LastBorder:
    """Scrapy's signals of what has raised."""

    def __init__(self, run: SpiderState) -> None:
        self._run = run

    def spider_error(self, failure: Failure, response: Response | Failure) -> None:
        """A callback has failed, or what Scrapy calls on the way to it or behind it."""
        request = getattr(response, "request", None)
        row = request.meta.get("row") if isinstance(request, Request) else None
        if isinstance(row, FrontierRow) and isinstance(failure.value, Exception):
            settle(self._run, row, failure.value)

    def item_error(self, item: object, failure: Failure) -> None:
        """An outcome could not be handed to those who write it."""
        if isinstance(item, Outcome) and isinstance(failure.value, Exception):
            settle(self._run, item.verdict.row, failure.value)


def settle(run: SpiderState, row: FrontierRow, error: Exception) -> None:
    """Writes the fault as the outcome of its address, and frees the slot if it has one."""
    log.error("settling %s failed", row.address, exc_info=error)
    try:
        run.free_slot(row)
        verdict = classify_response.of_fault(row, error).verdict
        # Not in this run: what fails here may fail each time.
        run.writer.settle_alone(Outcome(verdict=replace(verdict, due_at=verdict.at + RETRIES[1])))
    except Exception as problem:  # a border: a run that cannot write what addresses came to must end
        run.abort(problem)
    run.scheduler.expect_more()
