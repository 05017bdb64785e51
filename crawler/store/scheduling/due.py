"""When an address is fetched again, by what it came to: one table of rules.

Sooner or later than that: what was seen gone once (outcomes/refetch_guard.py), an edition that is not
complete (spiders/edition_links.py), and what waits for its server (spiders/politeness/pauses.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta

# A list is looked at again after ten minutes, each time it brings nothing after half as long again, up to a
# day, and when it brings something after half as long. A front page, where all begins, is due sooner.
LIST_AGAIN, LIST_SLOWER = timedelta(minutes=10), 1.5
LIST_LONGEST, FRONT_LONGEST = timedelta(days=1), timedelta(hours=6)
MOST_STEPS = 13  # of 1.5 from ten minutes to more than a day
NEWS_STEPS = 2  # back, which is about half
LIST_UNREAD = timedelta(hours=1)
# An article is looked at again so long after it was published; behind the last one every year.
RUNGS = tuple(timedelta(hours=hours) for hours in (1, 24, 3 * 24, 7 * 24, 30 * 24, 182 * 24))
YEAR = timedelta(days=365)
SOONEST = timedelta(minutes=10)  # between two looks at an article
# What led elsewhere may be back, what vanished may return, robots.txt may change.
AGAIN = dict.fromkeys(("redirect", "alias", "gone", "disallowed"), timedelta(days=30))
# The first retry comes at the end of the same run: most failures are a connection that broke once.
RETRIES = (
    timedelta(0),
    timedelta(minutes=5),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=7),
)
# A server that is away, or has too much to do and does not say for how long.
OUTAGE_RETRIES = tuple(timedelta(minutes=minutes) for minutes in (5, 10, 20, 40, 80, 160, 320, 360))
PAUSE_LONGEST = timedelta(days=1)  # of one that does: some say a year


def next_due(
    state: str,
    kind: str,
    *,
    attempts: int,
    steady: int,
    at: datetime,
    published: datetime | None = None,
    front: bool = False,
    maybe_away: bool = False,
) -> datetime | None:
    """When to fetch again an address whose outcome was recorded at `at`; None is never.

    `attempts` is how many requests went unanswered in a row, this one included; `steady` a list's steps of
    waiting (`next_steady`); `published` when an article was, or when its address was found; `front` says that
    a crawl starts from this list; `maybe_away` that its server has answered nothing else.
    """
    if kind == "list":
        return at + _list_wait(state, attempts, steady, front=front)
    if kind == "edition":
        # An edition is printed once: who asks for its day again wakes what it lacks.
        return at + _retry(attempts) if state in ("failed", "empty") else None
    if state == "kept":
        return next_rung(published or at, at)
    if state in ("failed", "empty"):
        wait = _retry(attempts)
        return at + (min(wait, OUTAGE_RETRIES[-1]) if maybe_away else wait)
    return at + AGAIN[state] if state in AGAIN else None


def next_rung(published: datetime, at: datetime) -> datetime:
    """The first rung of the ladder that is still to come; a moment in the future counts as `at`."""
    since = min(published, at)
    for rung in RUNGS:
        if since + rung >= at + SOONEST:
            return since + rung
    years = (at + SOONEST - since) // YEAR + 1
    return since + years * YEAR


def next_steady(kind: str, steady: int, *, changed: bool) -> int:
    """The steps of a row that was kept: of an article the fetches in a row that changed nothing."""
    if kind == "list":
        return max(steady - NEWS_STEPS, 0) if changed else min(steady + 1, MOST_STEPS)
    return 0 if changed else steady + 1


def longest_wait(state: str, kind: str) -> timedelta:
    """The longest that `next_due` or a pause can give: what is due later was written by a wrong clock."""
    if kind == "list":
        return max(LIST_LONGEST, PAUSE_LONGEST)
    if state == "discovered":
        return PAUSE_LONGEST
    if state == "kept":
        return YEAR
    return AGAIN.get(state, RETRIES[-1])


def _retry(attempts: int) -> timedelta:
    return RETRIES[min(max(attempts, 1), len(RETRIES)) - 1]


def _list_wait(state: str, attempts: int, steady: int, *, front: bool) -> timedelta:
    """A site under repair must not lose its front page for long."""
    if state == "kept":
        return min(LIST_AGAIN * LIST_SLOWER**steady, FRONT_LONGEST if front else LIST_LONGEST)
    if state in ("failed", "empty"):
        return min(_retry(attempts), FRONT_LONGEST)
    return LIST_UNREAD if state in ("unreadable", "redirect", "alias") else FRONT_LONGEST
