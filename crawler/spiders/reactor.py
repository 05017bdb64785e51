"""The timer of Twisted's reactor."""

from __future__ import annotations

from collections.abc import Callable


def call_later(seconds: float, call: Callable[[], None]) -> object:
    # Importing the reactor installs it: not before Scrapy has chosen one.
    from twisted.internet import reactor

    return reactor.callLater(seconds, call)  # type: ignore[arg-type]
