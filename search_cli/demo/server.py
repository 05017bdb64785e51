"""Serves the demo outlets on 127.0.0.1 as the proxy of their hosts, so that their addresses keep their names.

In this process: `with DemoServer() as server: … server.address …`; in one of its own:
`python -m search_cli.demo.server --port 0 --pages 2000`, which prints its address.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import threading
from concurrent.futures import Future
from http import HTTPStatus
from typing import TYPE_CHECKING

from search_cli.demo import newspaper, outlet
from search_cli.demo.conference import ConferenceSite, conference
from search_cli.demo.pages import fill
from search_cli.demo.provinces import OUTLETS, ProvinceSite
from search_cli.demo.site import BARE_HTML, DemoSite, Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

LOOPBACK = ("127.0.0.1", "localhost")  # so that a person can look at it with a browser
LONGEST_HEAD = 64 * 1024


class DemoServer:
    """The demo outlets' web server and proxy, in a thread of its own; leave the `with` block to stop it."""

    def __init__(self, pages: int | None = None, *, port: int = 0) -> None:
        self.site = DemoSite(pages)
        self.provinces = {one.host: ProvinceSite(one) for one in OUTLETS}
        self.newspaper = newspaper.NewspaperSite()
        self.conference = {one["host"]: ConferenceSite(one) for one in conference()["outlets"]}
        self.address = ""
        self.served: list[str] = []  # path and query of each request, in order; clear it as you like
        self._missing = Page(fill("missing").encode(), status=404)
        self._port = port
        self._started: Future[str] = Future()
        self._thread = threading.Thread(target=self._run, name="demo server", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.address = self._started.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def replace(self, path: str, body: str | bytes, *, content_type: str | None = None) -> None:
        """Serve this at `path` from now on: a correction, a list with a new entry, rubbish."""
        data = body.encode() if isinstance(body, str) else body
        before = self.site.pages.get(path)
        kind = content_type or (before.content_type if before else BARE_HTML)
        self.site.pages[path] = Page(data, kind)

    def remove(self, path: str) -> None:
        """Answer 404 at `path` from now on."""
        self.site.pages.pop(path, None)

    def correct(self) -> None:
        """Serve the stories that were mistaken as their outlets corrected them from now on."""
        for site in self.provinces.values():
            site.correct()

    def answer(self, method: str, target: str, host: str) -> Page:
        """The page for a request line and a Host header, absolute-form targets included."""
        if target.startswith("http://"):
            host, slash, path = target.removeprefix("http://").partition("/")
            target = slash + path or "/"
        name = host.partition(":")[0].lower()
        if method not in ("GET", "HEAD"):
            return Page(b"", status=501)
        site = self._site_at(name)
        if site is None:
            known = ", ".join((outlet.HOST, *self.provinces, newspaper.HOST, *self.conference))
            return Page(f"This proxy knows {known}, not {name}.\n".encode(), "text/plain", 502)
        self.served.append(target)
        return site.page(target) or self._missing

    def _site_at(
        self, host: str
    ) -> DemoSite | ProvinceSite | newspaper.NewspaperSite | ConferenceSite | None:
        if host in outlet.HOSTS or host in LOOPBACK:
            return self.site
        if host == newspaper.HOST:
            return self.newspaper
        return self.provinces.get(host) or self.conference.get(host)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except Exception as error:  # the port is taken: whoever waits for the address must hear of it
            if self._started.done():
                raise
            self._started.set_exception(error)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        open_connections: set[asyncio.Transport] = set()
        server = await self._loop.create_server(
            lambda: _Connection(self.answer, open_connections), "127.0.0.1", self._port, backlog=1024
        )
        self._started.set_result(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await self._stop.wait()
        server.close()
        for transport in tuple(open_connections):
            transport.abort()


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, as little of it as crawlers need: heads in, whole answers out."""

    def __init__(
        self, answer: Callable[[str, str, str], Page], open_connections: set[asyncio.Transport]
    ) -> None:
        self._answer = answer
        self._open_connections = open_connections
        self._received = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # what create_server makes
        self._transport = transport
        self._open_connections.add(transport)

    def connection_lost(self, _: Exception | None) -> None:
        self._open_connections.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = self._received[:end].decode("latin-1")
            del self._received[: end + 4]
            self._reply(head)
        if len(self._received) > LONGEST_HEAD:
            self._transport.close()

    def _reply(self, head: str) -> None:
        line, *fields = head.split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)
        }
        method, target, version = [*line.split(" "), "", "", ""][:3]
        page = self._answer(method, target, headers.get("host", ""))
        keep = (
            version == "HTTP/1.1" and headers.get("connection", "").lower() != "close" and page.status != 501
        )
        known = headers.get("if-none-match") == page.etag and page.status == 200
        self._transport.write(_written(page, keep=keep, known=known, bodiless=method == "HEAD"))
        if not keep:
            self._transport.close()


def _written(page: Page, *, keep: bool, known: bool, bodiless: bool) -> bytes:
    """The page as it goes over the wire; `known` says that the asker has it already."""
    status = 304 if known else page.status
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"ETag: {page.etag}"]
    if not known:
        lines += [f"Content-Type: {page.content_type}", f"Content-Length: {len(page.body)}"]
    if page.modified:
        lines.append(f"Last-Modified: {page.modified}")
    if not keep:
        lines.append("Connection: close")
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    return head if known or bodiless else head + page.body


def main() -> None:
    """Serve until a signal ends it."""
    parser = argparse.ArgumentParser(description="Serve the demo outlets on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--pages", type=int, default=None, help="at least so many articles")
    given = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with DemoServer(given.pages, port=given.port) as server:
        sys.stdout.write(f"{server.address}\n")
        sys.stdout.flush()
        ended.wait()


if __name__ == "__main__":
    main()
