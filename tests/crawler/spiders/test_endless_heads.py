"""The head of a response has a bound, as its body has: who sends headers for ever takes no memory."""

from __future__ import annotations

import pytest
from scrapy.core.downloader.handlers.http11 import _RequestBodyProducer
from scrapy.exceptions import DownloadFailedError
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure
from twisted.web._newclient import Request, ResponseFailed
from twisted.web.http_headers import Headers

from crawler.spiders.download.record_exchange import MOST_HEAD, _RecordingProtocol
from crawler.spiders.failure_messages import failure_reason, trouble_of

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
COOKIES = b"".join(b"Set-Cookie: a%d=%s\r\n" % (number, b"b" * 80) for number in range(1000))


def asked(*pieces: bytes) -> tuple[list[object], StringTransport, int]:
    """What a request comes to whose server sends these pieces; how many of them were taken."""
    protocol, transport = _RecordingProtocol(), StringTransport()
    protocol.makeConnection(transport)
    headers = Headers({b"host": [b"one.example"]})
    answered = protocol.request(Request(b"GET", b"/1.html", headers, _RequestBodyProducer(b"")))
    came: list[object] = []
    answered.addBoth(came.append)
    taken = 0
    for piece in pieces:
        if transport.disconnecting or transport.disconnected:
            break
        protocol.dataReceived(piece)
        taken += 1
    return came, transport, taken


@pytest.mark.parametrize(
    "endless", [b"X-Padding: " + b"a" * 1000 + b"\r\n", b" folded " + b"a" * 1000 + b"\r\n"]
)
def test_headers_without_an_end_end_the_connection(endless):
    came, _, taken = asked(HEAD, *[endless] * 3000)
    assert taken < 1100
    (failure,) = came
    assert isinstance(failure, Failure)
    assert isinstance(failure.value, ResponseFailed)
    as_scrapy_has_it = DownloadFailedError(str(failure.value))
    assert failure_reason(as_scrapy_has_it) == "its answer has a head without an end"


def test_so_do_answers_that_are_none_yet():
    interim = b"HTTP/1.1 100 Continue\r\nX-Padding: " + b"a" * 10_000 + b"\r\n\r\n"
    came, _, taken = asked(*[interim] * 300)
    assert taken * len(interim) < 2 * MOST_HEAD
    assert isinstance(came[0], Failure)


def test_a_thousand_cookies_are_taken():
    came, _, _ = asked(HEAD, COOKIES, b"Content-Length: 0\r\n\r\n")
    assert came[0].code == 200
    assert came[0].heads[1] == HEAD + COOKIES + b"Content-Length: 0\r\n\r\n"


def test_it_is_the_servers_trouble_that_it_breaks_off():
    assert trouble_of(DownloadFailedError("[<Failure HeadTooLong>]")) == "broken"
