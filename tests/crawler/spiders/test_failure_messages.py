"""A request without an answer, in words that name no class of a library."""

from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from twisted.internet.error import ConnectError

from crawler.spiders.failure_messages import RobotsUnknown, failure_reason


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CannotResolveHostError("DNS lookup failed"), "its host name cannot be looked up: "),
        (DownloadConnectionRefusedError("111"), "its server refuses the connection"),
        (DownloadTimeoutError("took longer than 60"), "its server did not answer in time"),
        (DownloadFailedError("[<Failure ConnectionLost>]"), "the connection broke off before"),
        (
            DownloadFailedError("[<twisted.python.failure.Failure crawler.x.HeadTooLong: 1 MB>]"),
            "its answer has a head without an end",
        ),
        (DownloadFailedError("[('SSL routines', 'x')]"), "no secure connection (TLS) to it comes about: "),
        (
            ConnectError(101, "Network is unreachable"),
            "its server cannot be reached: An error occurred while",
        ),
        (RobotsUnknown("robots.txt cannot be had: HTTP 503"), "robots.txt cannot be had: HTTP 503"),
        (RobotsUnknown("words " * 200), "words "),
    ],
)
def test_why_there_is_no_answer(error, words):
    assert failure_reason(error).startswith(words)
    assert type(error).__name__ not in failure_reason(error)
    assert len(failure_reason(error)) <= 500


def test_what_is_not_foreseen_is_named_by_its_class():
    assert failure_reason(KeyError("x")) == "KeyError: 'x'"
