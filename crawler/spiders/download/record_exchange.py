"""Scrapy's download handler for http and https, which also records what went over the wire.

Scrapy gives a response's headers by name, in its own spelling; the archive keeps the bytes. What was recorded
of a response stands in `request.meta["exchange"]`.
"""

from __future__ import annotations

import logging
import re
import time
from typing import Any

from scrapy import Request
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.web.iweb import IPolicyForHTTPS

from crawler.items import Exchange
from crawler.normalise import addresses
from crawler.spiders.failure_messages import failure_reason, is_certificate_error
from crawler.spiders.politeness.group_leases import LeaseEnded

MOST_HEAD = 1_000_000  # bytes; a thousand cookies are some 100,000
# A proxy's password is no part of what the site was asked.
_TOLD_TO_THE_PROXY = re.compile(rb"^Proxy-[^\n]*\n", re.IGNORECASE | re.MULTILINE)


class RecordExchange(http11.HTTP11DownloadHandler):
    """In the place of Scrapy's `HTTP11DownloadHandler`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _RecordingFactory
        self._any_certificate: Any = _ScrapyClientContextFactory(verify_certificates=False)
        self._unfit: dict[str, str] = {}  # by host: why its certificate does not fit, where that may be
        # What is wrong with a certificate is the address's reason, or recorded.
        logging.getLogger("scrapy.core.downloader.tls").setLevel(logging.ERROR)
        logging.getLogger("twisted").addFilter(_is_of_no_certificate)

    async def download_request(self, request: Request) -> Response:
        """The response. Raises what Scrapy's handler raises, and `LeaseEnded`."""
        request.meta.pop("exchange", None)
        leases = getattr(self._crawler.spider, "leases", None)  # `scrapy shell` has none
        if leases is not None and not leases.may_send(request.meta["download_slot"]):
            raise LeaseEnded(f"{request.url} is left to whoever crawls its platform now")
        host = addresses.host_of(request.url)
        if host in self._unfit:
            return await self._download(request, self._any_certificate, self._unfit[host])
        try:
            return await self._download(request, self._contextFactory)
        except Exception as error:
            servers = getattr(self._crawler.spider, "servers", None)
            if not is_certificate_error(error) or servers is None or not servers.limits.any_certificate(host):
                raise
            self._unfit[host] = failure_reason(error)
        return await self._download(request, self._any_certificate, self._unfit[host])

    async def _download(
        self, request: Request, context_factory: IPolicyForHTTPS, certificate: str | None = None
    ) -> Response:
        # As the method that it takes the place of, with an agent that hands on what its connection recorded.
        agent = _RecordingAgent(
            contextFactory=context_factory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        with wrap_twisted_exceptions():
            response: Response = await maybe_deferred_to_future(agent.download_request(request))
        request.meta["sent_at"] = agent.sent_at
        request.meta["exchange"] = Exchange(
            request=_TOLD_TO_THE_PROXY.sub(b"", agent.request_head),
            head=agent.response_head,
            body=response.body,
            ip=None if request.meta.get("proxy") else str(response.ip_address or "") or None,
            certificate=certificate,
        )
        return response


def _is_of_no_certificate(record: logging.LogRecord) -> bool:
    """Twisted logs a traceback as critical for each certificate of another name or of none."""
    return "while verifying certificate" not in record.getMessage()


class _RecordingAgent(http11._ScrapyAgent):
    """`request_head` and `response_head` are what went over the wire, once the response has come; `sent_at`
    is when the request did (monotonic)."""

    request_head = response_head = b""
    sent_at = 0.0

    def _cb_bodyready(self, txresponse: Any, request: Request) -> Any:
        self.request_head, self.response_head = txresponse.heads
        self.sent_at = txresponse.sent_at
        return super()._cb_bodyready(txresponse, request)


class HeadTooLong(Exception):
    """The head of a response, or what its server sends instead of one, goes on and on."""

    def __init__(self) -> None:
        super().__init__(f"its head is longer than {MOST_HEAD // 1_000_000} MB")


class _RecordingParser(http11._LenientHTTPClientParser):
    """`head`: the lines of the response up to the empty one, with what ends them; `head_bytes`: how long they
    are, answers with status 1xx included."""

    head: list[bytes]
    head_bytes: int

    def connectionMade(self) -> None:  # noqa: N802 (Twisted's)
        self.head = []  # begun anew behind an answer with status 1xx, which is no response yet
        super().connectionMade()  # type: ignore[no-untyped-call]  # Twisted's

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 (Twisted's)
        self.head.append(line + self.delimiter)
        self.head_bytes += len(line) + len(self.delimiter)
        # Twisted keeps every line until the last one: without an end, five gigabytes in a minute.
        if self.head_bytes > MOST_HEAD:
            raise HeadTooLong
        super().lineReceived(line)


class _RecordingProtocol(http11._LenientHTTP11ClientProtocol):
    """Gives its responses `heads`: of the request and of the response, as bytes; and `sent_at`."""

    def request(self, request: Any) -> Deferred[Any]:
        sent, sent_at = _Sent(), time.monotonic()
        request.writeTo(sent)  # Scrapy's bodies can be written twice
        answered: Deferred[Any] = super().request(request)
        # As Scrapy's protocol does it: Twisted's names the class of its parser itself.
        parser: Any = self._parser
        parser.__class__ = _RecordingParser
        parser.head, parser.head_bytes = [], 0

        def attach_heads(response: Any) -> Any:
            response.heads = (b"".join(sent.parts), b"".join(parser.head))
            response.sent_at = sent_at
            return response

        return answered.addCallback(attach_heads)


class _RecordingFactory(http11._LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _RecordingProtocol:  # noqa: ARG002, N802 (Twisted's)
        return _RecordingProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted's


class _Sent:
    """In the place of a transport: keeps what a request would write to it."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.parts.append(data)

    def registerProducer(self, *_: object) -> None:  # noqa: N802 (Twisted's)
        """Nothing: a body comes at once."""

    def unregisterProducer(self) -> None:  # noqa: N802 (Twisted's)
        """Nothing."""

    def writeSequence(self, data: list[bytes]) -> None:  # noqa: N802 (Twisted's)
        self.parts.extend(data)
