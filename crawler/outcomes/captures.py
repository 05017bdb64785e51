"""The responses of a batch of outcomes, as the store writes down where the archive keeps them."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.archive import RecordPosition
from crawler.items import Capture
from crawler.outcomes.outcome import Outcome
from crawler.store import CaptureRecord, Store, Transaction


def write_captures(
    transaction: Transaction, outcomes: list[Outcome], positions: list[RecordPosition]
) -> dict[int, int]:
    """Row ids of the outcomes' first responses, by `id()` of the capture.

    The later pages of an article follow its first one, under the article's address: so `reread` finds them.
    """
    captured = [(one, capture) for one in outcomes for capture in one.captures]
    rows = [
        _capture_record(one, capture, position)
        for (one, capture), position in zip(captured, positions, strict=True)
    ]
    ids: dict[int, int] = {}
    for (one, capture), key in zip(captured, transaction.articles.capture(rows), strict=True):
        if capture is one.capture:
            ids[id(capture)] = key
    return ids


def _capture_record(one: Outcome, capture: Capture, position: RecordPosition) -> CaptureRecord:
    return CaptureRecord(
        url=one.verdict.row.url,
        address=capture.url,
        fetched_at=capture.fetched_at,
        status=capture.status,
        file=position.file,
        offset=position.offset,
        length=position.length,
        sha256=position.sha256,
        refers_to=position.refers_to,
    )


def earlier_captures(store: Store, outcomes: Sequence[Outcome]) -> list[CaptureRecord | None]:
    """For each response the last whole one of its address: one that brings what its address brought before is
    only said to be the same."""
    captured = [(one.verdict.row, capture) for one in outcomes for capture in one.captures]
    if all(row.first for row, _ in captured):  # the usual batch of a new outlet asks nothing
        return [None] * len(captured)

    def look_up(transaction: Transaction) -> list[CaptureRecord | None]:
        return [
            None if row.first else transaction.captures.earlier(row.url, capture.url, capture.status)
            for row, capture in captured
        ]

    return store.read(look_up)
