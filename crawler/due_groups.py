"""How many platforms something is due of, and of how many that nobody fetches: what an autoscaler goes by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.spiders.politeness.throttle_groups import groups_of_sites
from crawler.store import Transaction


@dataclass(frozen=True)
class DueGroups:
    """Throttle groups of which something is due: all, and those that no crawl has now."""

    all: int
    free: int


def due_groups(transaction: Transaction, now: datetime) -> DueGroups:
    """Counts them at one moment."""
    due = transaction.frontier.sites_with_due(transaction.frontier.sites(), now)
    groups = set(groups_of_sites(due).values())
    held = transaction.groups.held_by_others("", now, lambda _holder: True)
    return DueGroups(len(groups), len(groups - held))
