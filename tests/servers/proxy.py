"""A proxy on loopback that passes requests on to a server, and spoils those that a test names."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """Given in place of the server's; the server hears nothing."""

    status: int
    body: bytes = b"{}"
    content_type: str = "application/json"
    product: str | None = None  # `Elasticsearch`, when it is to look as if that had answered

    @classmethod
    def error(cls, status: int, error_type: str, product: str | None = None) -> Answer:
        body = {"error": {"type": error_type, "reason": "by test"}}
        return cls(status, json.dumps(body).encode(), product=product)


@dataclass(frozen=True)
class Drop:
    """Ends the connection: before the server hears of the request, or when half its answer is sent."""

    heard: bool


@dataclass(frozen=True)
class Slow:
    """The server's answer, some seconds late."""

    seconds: float


@dataclass(frozen=True)
class Changed:
    """The server's answer, with its JSON changed by a function."""

    change: Callable[[Any], None]


Fault = Answer | Drop | Slow | Changed


@dataclass(kw_only=True)
class Proxy:
    """`spoil("_bulk", fault, …)` uses up one fault for each request with this in its path; `seen` are all
    requests: method, path, body."""

    address: str
    seen: list[tuple[str, str, bytes]] = field(default_factory=list)
    largest: int | None = None  # bytes of a body; beyond, the answer is 413
    _faults: dict[str, deque[Fault]] = field(default_factory=dict)

    def spoil(self, part: str, *faults: Fault) -> None:
        self._faults.setdefault(part, deque()).extend(faults)

    def heal(self) -> None:
        """From now on everything goes through."""
        self._faults.clear()
        self.largest = None

    def bodies(self, part: str) -> list[bytes]:
        """Bodies of the requests with this in their path."""
        return [body for _, path, body in self.seen if part in path]

    def fault(self, path: str, body: bytes) -> Fault | None:
        if self.largest is not None and len(body) > self.largest:
            return Answer.error(413, "content_too_long_exception")
        waiting = next((faults for part, faults in self._faults.items() if part in path and faults), None)
        return waiting.popleft() if waiting else None


@contextmanager
def proxy_to(address: str, *, port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    """A proxy to the server at `address`, as long as the block lasts; on a port of its own, unless named, and
    over https with `tls`."""
    server = _Server(("127.0.0.1", port), _Handler)
    server.tls = tls
    server.target = str(urlsplit(address).netloc)  # type: ignore[attr-defined]
    scheme = "https" if tls else "http"
    server.proxy = proxy = Proxy(address=f"{scheme}://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    tls: ssl.SSLContext | None = None

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._open: set[Any] = set()

    def get_request(self) -> tuple[Any, Any]:
        connection, peer = super().get_request()
        if self.tls is not None:  # the handshake happens in the handler's thread, at the first byte read
            connection = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        self._open.add(connection)
        return connection, peer

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Connections that a client keeps open end with the server, as a real one's do."""
        super().server_close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, *_: object) -> None:
        """Nothing: a client that does not trust us hangs up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes: without this the body waits 40 ms for an acknowledgement of the head.
    disable_nagle_algorithm = True

    def handle_request(self) -> None:
        proxy: Proxy = self.server.proxy  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        proxy.seen.append((self.command, self.path, body))
        fault = proxy.fault(self.path, body)
        with suppress(ConnectionError):  # who asked may have gone
            if isinstance(fault, Answer):
                named = {"x-elastic-product": fault.product} if fault.product else {}
                self._give(fault.status, fault.body, {"content-type": fault.content_type, **named})
            elif fault == Drop(heard=False):
                self.close_connection = True
            else:
                self._pass_on(body, fault)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_request  # noqa: N815  # names of http.server

    def _pass_on(self, body: bytes, fault: Fault | None) -> None:
        status, answer, headers = self._ask(body)
        if isinstance(fault, Slow):
            time.sleep(fault.seconds)
        if isinstance(fault, Changed):
            changed = json.loads(answer)
            fault.change(changed)
            answer = json.dumps(changed).encode()
        self._give(status, answer, headers, cut=isinstance(fault, Drop))

    def _ask(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection(self.server.target, timeout=30)  # type: ignore[attr-defined]
        headers = {name: value for name, value in self.headers.items() if name.lower() != "accept-encoding"}
        connection.request(self.command, self.path, body or None, headers)
        answer = connection.getresponse()
        kept = {name.lower(): value for name, value in answer.getheaders()}
        read = answer.read()
        connection.close()
        return answer.status, read, {n: kept[n] for n in ("content-type", "x-elastic-product") if n in kept}

    def _give(self, status: int, body: bytes, headers: dict[str, str], *, cut: bool = False) -> None:
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = self.close_connection or cut

    def log_message(self, *_: object) -> None:
        """Nothing: pytest shows what matters."""
