"""What an HTTP status says of the server that answers it, whatever was asked for."""

from __future__ import annotations

from crawler.outcomes.outcome import Trouble


def trouble_of_status(status: int) -> Trouble | None:
    """`busy` for 429 and 503: it has too much to do; `broken` for other 5xx; else None."""
    if status in (429, 503):
        return "busy"
    return "broken" if status >= 500 else None
