"""What a server's `Retry-After` says, in seconds."""

from __future__ import annotations

import math
import time
from email.utils import parsedate_to_datetime

from scrapy.http import Response


def retry_after(response: Response) -> float | None:
    """`120` gives 120.0, an HTTP date the seconds until then, by the server's own clock where it tells the
    time; None where nothing is said, or nothing that can be read."""
    said = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    try:
        seconds = float(said)
    except ValueError:
        until = _seconds_of(said)
        now = _seconds_of((response.headers.get("Date") or b"").decode("latin-1")) or time.time()
        seconds = until - now if until is not None else math.nan
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _seconds_of(http_date: str) -> float | None:
    """`Wed, 21 Oct 2015 07:28:00 GMT` as seconds since 1970."""
    try:
        return parsedate_to_datetime(http_date).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
