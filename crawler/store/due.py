"""When an address is fetched again: one table of rules, known to nobody else."""

from __future__ import annotations

from datetime import datetime, timedelta

LIST_AGAIN, LIST_UNREAD = timedelta(minutes=10), timedelta(hours=1)
FIRST_REVISIT, LAST_REVISIT = timedelta(days=1), timedelta(days=90)
ELSEWHERE_AGAIN = timedelta(days=30)  # what led elsewhere may be back
GONE_AGAIN = timedelta(days=30)  # what vanished may return
DISALLOWED_AGAIN = timedelta(days=30)  # robots.txt may change
# The first retry comes at the end of the same run: most failures are a connection that broke once.
RETRIES = (
    timedelta(0),
    timedelta(minutes=5),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=7),
)


def next_due(state: str, kind: str, *, attempts: int, steady: int, at: datetime) -> datetime | None:
    """When to fetch again an address whose outcome was recorded at `at`; None is never.

    `attempts` is how many requests went unanswered in a row, this one included; `steady` how many fetches in
    a row changed nothing: an article that stays as it is is looked at after 1, 3, 9, 27, 81, then 90 days.
    """
    if state == "kept":
        return at + (LIST_AGAIN if kind == "list" else min(FIRST_REVISIT * 3 ** min(steady, 5), LAST_REVISIT))
    if kind == "list" and state in ("unreadable", "redirect", "alias"):
        return at + LIST_UNREAD  # a site under repair must not lose its front page for ever
    if state in ("redirect", "alias"):
        return at + ELSEWHERE_AGAIN
    if state in ("failed", "empty"):
        return at + RETRIES[min(max(attempts, 1), len(RETRIES)) - 1]
    if state == "gone":
        return at + GONE_AGAIN
    if state == "disallowed":
        return at + DISALLOWED_AGAIN
    return None
