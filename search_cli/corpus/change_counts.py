"""How often each outlet edits, takes away and brings back its articles, by month, and after how many days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from shengmei.timezone import SHANGHAI

CHANGES = ("revised", "gone", "returned")


@dataclass
class MonthOfChanges:
    """`counts` is by what happened; `articles` are those it happened to; `days` passed since each was first
    kept."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHANGES, 0))
    articles: set[str] = field(default_factory=set)
    days: list[float] = field(default_factory=list)


def count_changes(
    logged: Iterable[tuple[Mapping[str, Any], Sequence[tuple[str, str]]]], states: Iterable[str], since: str
) -> list[dict[str, Any]]:
    """A row for each outlet and Beijing month in which something in `states` was seen, from documents with
    what the change log has of them (what, when; oldest first). `since` is a moment, empty for none."""
    wanted = frozenset(states)
    found: dict[tuple[str, str], MonthOfChanges] = defaultdict(MonthOfChanges)
    for document, changes in logged:
        for what, at in changes:
            if what in wanted and at >= since:
                month = datetime.fromisoformat(at).astimezone(SHANGHAI).strftime("%Y-%m")
                there = found[document.get("site_name") or document["site"], month]
                there.counts[what] += 1
                there.articles.add(document["id"])
                there.days.append(_days(changes[0][1], at))
    return [
        {
            "outlet": outlet,
            "month": month,
            "articles": len(there.articles),
            **there.counts,
            "days": round(median(there.days), 2),
        }
        for (outlet, month), there in sorted(found.items())
    ]


def _days(first: str, at: str) -> float:
    return (datetime.fromisoformat(at) - datetime.fromisoformat(first)) / timedelta(days=1)
