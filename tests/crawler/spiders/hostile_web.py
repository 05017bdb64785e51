"""Servers that misbehave, each under hosts of its own, behind one proxy on loopback.

The first label of a host says how it answers: `endless-3.hostile.example` never ends its response.
"""

from __future__ import annotations

import gzip
import socketserver
import threading
import time
from collections.abc import Callable, Iterator

from tests.crawler.spiders.web import article

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
PAGE = article("早稻插秧").encode()
DRIP = 0.2  # seconds between two bytes
BOMB = gzip.compress(bytes(200_000_000))


def _sized(body: bytes, length: int | None = None, *more: bytes) -> bytes:
    lines = b"".join(line + b"\r\n" for line in more)
    return HEAD + lines + b"Content-Length: %d\r\n\r\n" % (len(body) if length is None else length) + body


def _endless() -> Iterator[bytes]:
    yield HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"10000\r\n" + b"a" * 0x10000 + b"\r\n"


def _gigabyte() -> Iterator[bytes]:
    yield HEAD + b"Content-Length: 1000000000\r\n\r\n"
    for _ in range(16_000):
        yield b"a" * 0x10000


def _drip() -> Iterator[bytes]:
    yield HEAD + b"Content-Length: 100000\r\n\r\n"
    while True:
        time.sleep(DRIP)  # what the hostile server is for: a byte now and then
        yield b"a"


def _silent() -> Iterator[bytes]:
    time.sleep(3600)
    yield b""


def _endless_headers() -> Iterator[bytes]:
    yield HEAD
    while True:
        yield b"X-Padding: " + b"a" * 1000 + b"\r\n"


def _endless_interim() -> Iterator[bytes]:
    while True:
        yield b"HTTP/1.1 100 Continue\r\n\r\n"


def _endless_line() -> Iterator[bytes]:
    yield HEAD + b"X-Long: "
    while True:
        yield b"a" * 0x10000


def _slow_head() -> Iterator[bytes]:
    yield HEAD
    while True:
        time.sleep(DRIP)  # the same
        yield b"X-More: a\r\n"


def _once(answer: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter((answer,))


WAYS: dict[str, Callable[[], Iterator[bytes]]] = {
    "endless": _endless,
    "gigabyte": _gigabyte,
    "bomb": _once(_sized(BOMB, None, b"Content-Encoding: gzip")),
    "drip": _drip,
    "silent": _silent,
    "headers": _endless_headers,
    "long": _once(_sized(PAGE, len(PAGE) + 500)),  # promises more than comes, and closes
    "short": _once(_sized(PAGE, 700)),  # promises less than comes
    "charset": _once(_sized(PAGE).replace(b"charset=utf-8", b"charset=utf-16")),
    "cookies": _once(_sized(PAGE, None, *(b"Set-Cookie: a%d=b" % n for n in range(1000)))),
    "cut": _once(_sized(PAGE, len(PAGE) * 2)[:400]),
    "gbk": _once(_sized(PAGE, None, "X-Server: 新闻网服务器".encode("gbk"), "Server: 省台".encode("gbk"))),
    "gbk-location": _once(
        b"HTTP/1.1 302 Found\r\nLocation: /\xd0\xc2\xce\xc5/1.html\r\nContent-Length: 0\r\n\r\n"
    ),
    "no-http": _once(b"\x00\x01\x02 hello\r\n\r\n"),
    "closed": _once(b""),
    "interim": _endless_interim,
    "line": _endless_line,
    "slow-head": _slow_head,
    "circle": _once(b"HTTP/1.1 302 Found\r\nLocation: /p/1.html\r\nContent-Length: 0\r\n\r\n"),
    "chunks": _once(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + PAGE),
    "negative": _once(_sized(PAGE, -5)),
    "two-lengths": _once(_sized(PAGE, None, b"Content-Length: 10")),
    "status": _once(_sized(PAGE).replace(b"200 OK", b"999 ")),
    "wordless": _once(_sized(PAGE).replace(b"200 OK", b"two hundred")),
    "switch": _once(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + PAGE),
    "zeros": _once(_sized(bytes(2_000_000))),
    "coding": _once(_sized(PAGE, None, b"Content-Encoding: " + b"gzip, " * 2000 + b"gzip")),
}
# What each comes to; the page of `good`, `charset`, `cookies` and `gbk` is an article.
KEPT = frozenset({"good", "charset", "cookies", "gbk"})


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        asked = self.rfile.readline(65_536)
        while self.rfile.readline(65_536).strip():
            pass
        host = asked.split()[1].removeprefix(b"http://").partition(b"/")[0].decode()
        if asked.split()[1].endswith(b"/robots.txt"):
            self._send(iter((b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",)))
            return
        kind = host.partition(".")[0].rpartition("-")[0]
        self._send(WAYS[kind]() if kind in WAYS else iter((_sized(PAGE, None, b"Connection: close"),)))

    def _send(self, pieces: Iterator[bytes]) -> None:
        try:
            for piece in pieces:
                self.wfile.write(piece)
        except OSError:
            return  # the crawl has heard enough


class HostileWeb(socketserver.ThreadingTCPServer):
    """`with HostileWeb() as web:` answers at `web.address`, to be used as a proxy."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> HostileWeb:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


def addresses(hosts: int, kinds: tuple[str, ...] = tuple(WAYS), pages: int = 1) -> list[str]:
    """`pages` article addresses on each of `hosts` hosts of each kind."""
    return [
        f"http://{kind}-{host}.hostile.example/p/{page}.html"
        for kind in kinds
        for host in range(hosts)
        for page in range(1, pages + 1)
    ]
