"""When an address is fetched again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.store.due import next_due

AT = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "kind", "attempts", "steady", "wait"),
    [
        ("kept", "list", 0, 0, timedelta(minutes=10)),
        ("kept", "article", 0, 0, timedelta(days=1)),
        ("kept", "article", 0, 1, timedelta(days=3)),
        ("kept", "article", 0, 2, timedelta(days=9)),
        ("kept", "article", 0, 4, timedelta(days=81)),
        ("kept", "article", 0, 5, timedelta(days=90)),
        ("kept", "article", 0, 99, timedelta(days=90)),
        ("failed", "article", 0, 0, timedelta(0)),
        ("failed", "article", 1, 0, timedelta(0)),
        ("failed", "article", 2, 0, timedelta(minutes=5)),
        ("failed", "list", 3, 0, timedelta(hours=1)),
        ("failed", "article", 4, 0, timedelta(hours=6)),
        ("failed", "article", 5, 0, timedelta(days=1)),
        ("failed", "article", 6, 0, timedelta(days=7)),
        ("failed", "article", 99, 0, timedelta(days=7)),
        ("empty", "article", 3, 0, timedelta(hours=1)),
        ("unreadable", "list", 0, 0, timedelta(hours=1)),
        ("unreadable", "article", 0, 0, None),
        ("gone", "article", 0, 0, timedelta(days=30)),
        ("gone", "list", 0, 0, timedelta(days=30)),
        ("disallowed", "article", 0, 0, timedelta(days=30)),
        ("redirect", "article", 0, 0, timedelta(days=30)),
        ("alias", "article", 0, 0, timedelta(days=30)),
        ("redirect", "list", 0, 0, timedelta(hours=1)),
        ("alias", "list", 0, 0, timedelta(hours=1)),
    ],
)
def test_the_wait_of_each_state(state, kind, attempts, steady, wait):
    due = next_due(state, kind, attempts=attempts, steady=steady, at=AT)
    assert due == (AT + wait if wait is not None else None)
