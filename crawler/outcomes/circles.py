"""Redirects that lead back to where they began: failures, but for those that set a cookie on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.outcomes.outcome import Outcome
from crawler.store import Transaction
from crawler.store.scheduling.frontier import MOST_HOPS


def without_circles(transaction: Transaction, outcomes: list[Outcome], now: datetime) -> list[Outcome]:
    """The outcomes, with circles as failures.

    Some outlets send a visitor over a page that sets a cookie, and back: then that address is fetched
    again, with the cookie.
    """
    ended = [_ended(transaction, one, now) for one in outcomes]
    transaction.frontier.record(
        [one.verdict for one, was in zip(ended, outcomes, strict=True) if one is not was]
    )
    return ended


def _ended(transaction: Transaction, one: Outcome, now: datetime) -> Outcome:
    verdict = one.verdict
    if verdict.state != "alias" or one.moved_to or not transaction.frontier.in_circle(verdict.row.url):
        return one
    back = one.discoveries[0] if one.discoveries else None
    if one.sets_cookie and back is not None and verdict.row.hops < MOST_HOPS:
        transaction.frontier.move(back.url, back.address, verdict.row.hops + 1, now)
        return one
    return replace(one, verdict=replace(verdict, state="failed", reason="redirects in a circle", target=None))
