"""What was fetched of a platform that another crawl has taken over since is left to that one."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from crawler.archive import RecordPosition
from crawler.outcomes.outcome import Outcome
from crawler.store import FrontierRow, GroupClaim, Transaction

log = logging.getLogger(__name__)


def still_ours(
    transaction: Transaction,
    outcomes: list[Outcome],
    positions: list[RecordPosition],
) -> tuple[list[Outcome], list[RecordPosition]]:
    """The outcomes and the places of their responses, without those of throttle groups that another crawl has
    taken over. Their responses stay in the archive, unnamed."""
    lost = transaction.groups.lost(_claims(one.verdict.row for one in outcomes))
    if not lost:
        return outcomes, positions
    places = iter(positions)
    placed = [(one, [next(places) for _ in one.captures]) for one in outcomes]
    ours = [(one, its) for one, its in placed if one.verdict.row.claim not in lost]
    log.info("%d pages are left to another crawl, which has their platform", len(outcomes) - len(ours))
    return [one for one, _ in ours], [place for _, its in ours for place in its]


def groups_of(outcomes: Iterable[Outcome]) -> set[str]:
    """The throttle groups under whose claims outcomes were fetched."""
    return {claim.group for claim in _claims(one.verdict.row for one in outcomes)}


def _claims(rows: Iterable[FrontierRow]) -> set[GroupClaim]:
    return {row.claim for row in rows if row.claim is not None}
