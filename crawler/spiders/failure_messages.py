"""Why a request got no response, in words for an operator: the `last_error` of its frontier row."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed

from crawler.outcomes.outcome import Trouble
from crawler.spiders.download.complete_bodies import BodyCutShort
from crawler.spiders.politeness.public_addresses import AddressRefused

_LONGEST = 500  # characters of a reason that the store keeps


class RobotsUnknown(Exception):
    """robots.txt could not be had; the page is not asked for, and tried again later.

    `busy`: its server has too much to do; `wait`: the seconds after which it asks to be tried again.
    """

    def __init__(self, why: str, *, busy: bool = False, wait: float | None = None) -> None:
        super().__init__(why)
        self.busy = busy
        self.wait = wait


def is_certificate_error(error: BaseException | None) -> bool:
    """Whether a connection did not come about because the server's certificate does not fit."""
    said = str(error)
    return "certificate verify failed" in said or "VerificationError" in said


def _tls_reason(error: BaseException | None) -> str | None:
    said = str(error)
    if is_certificate_error(error):
        names = {"DNSMismatch": "it is for another name", "IPAddressMismatch": "it is for another address"}
        why = [words for name, words in names.items() if name in said]
        return f"its certificate does not fit: {why[0] if why else 'no trusted signature, or out of date'}"
    return f"no secure connection (TLS) to it comes about: {said}" if "SSL" in said else None


def _break_off_reason(said: str) -> str:
    if "HeadTooLong" in said:  # the class in record_exchange.py, as Twisted hands it on
        return "its answer has a head without an end"
    return "the connection broke off before the answer was whole"


def failure_reason(error: BaseException | None) -> str:
    """`its host name cannot be looked up`; what is not foreseen here is named by its class too."""
    said = str(error)
    if (reason := _tls_reason(error)) is not None:
        return reason[:_LONGEST]
    match error:
        case RobotsUnknown() | AddressRefused():
            return said[:_LONGEST]
        case CannotResolveHostError():
            return "its host name cannot be looked up: a wrong name, or no network"
        case DownloadConnectionRefusedError():
            return "its server refuses the connection"
        case DownloadTimeoutError():
            return "its server did not answer in time"
        case ConnectError():
            return f"its server cannot be reached: {said}"[:_LONGEST]
        case DownloadFailedError() | ResponseDataLossError() | ConnectionClosed():
            return _break_off_reason(said)
        case BodyCutShort():
            return f"the answer is not whole: its {error.encoding} body ends early"
        case UnsupportedURLSchemeError():
            return "addresses of this kind are not fetched"
        case _:
            return f"{type(error).__name__}: {said}"[:_LONGEST]


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What an error says about the server that was asked; None where the address itself is at fault."""
    match error:
        case RobotsUnknown():
            return "busy" if error.busy else "away"
        case CannotResolveHostError() | DownloadConnectionRefusedError() | ConnectError():
            return "away"
        case DownloadTimeoutError() | DownloadFailedError() | ResponseDataLossError() | ConnectionClosed():
            return "away" if "SSL" in str(error) or is_certificate_error(error) else "broken"
        case _:
            return None
