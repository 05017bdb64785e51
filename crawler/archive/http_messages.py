"""HTTP messages as bytes: the head (first line, headers) apart from the body; content codings undone."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Collection
from http import HTTPStatus

import brotli

from crawler.items import Capture

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# What a header is called here whose coding is undone in the record; Common Crawl's archives call it so.
UNDONE_PREFIX = "X-Crawl-"
_HOW_IT_TRAVELLED = ("content-encoding", "transfer-encoding", "content-length")
_UNDONE = {*_HOW_IT_TRAVELLED, *(UNDONE_PREFIX.lower() + name for name in _HOW_IT_TRAVELLED)}
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_PHRASES = {one.value: one.phrase for one in HTTPStatus}
_GZIP, _ZLIB, _RAW = 31, 15, -15  # what zlib calls the containers around deflated data


def response_block(capture: Capture) -> tuple[bytes, bytes]:
    """Head and body of a response as its record holds them.

    The head is byte for byte what came. Chunks are put together, for the tools do not agree on the digest of
    a chunked payload; the content coding is as it was sent, unless undoing it does not give the body that was
    read. The name of a header that says what is no longer so begins with `X-Crawl-`.
    """
    wire = capture.exchange
    if wire is None:
        return _renamed(_head_of(capture), _HOW_IT_TRAVELLED), capture.body
    headers = headers_of(wire.head)
    if decoded(wire.body, headers) != capture.body:
        return _renamed(wire.head, _HOW_IT_TRAVELLED), capture.body
    chunked = any(name.lower() == "transfer-encoding" for name, _ in headers)
    return _renamed(wire.head, _HOW_IT_TRAVELLED[1:]) if chunked else wire.head, wire.body


def split_head(message: bytes) -> tuple[bytes, bytes]:
    """Head, with the empty line that ends it, and body; a message without an empty line is all head."""
    end = _END_OF_HEAD.search(message)
    return (message[: end.end()], message[end.end() :]) if end else (message, b"")


def headers_of(head: bytes) -> list[tuple[str, str]]:
    """Names and values in order, each byte a character; lines without a colon are passed over."""
    lines: list[bytes] = []
    for line in head.replace(b"\r\n", b"\n").split(b"\n")[1:]:
        if line[:1] in (b" ", b"\t") and lines:
            lines[-1] += line
        else:
            lines.append(line)
    pairs = (line.decode("latin-1").partition(":") for line in lines if b":" in line)
    return [(name, value.strip()) for name, _, value in pairs]


def without_codings(headers: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The headers of a body whose codings are undone: none says how it travelled."""
    return tuple(one for one in headers if one[0].lower() not in _UNDONE)


def decoded(body: bytes, headers: list[tuple[str, str]]) -> bytes | None:
    """The body with its content codings undone, as the crawl undoes them: the last first, up to one that
    nobody knows. None for a body that is not in the coding that its headers name."""
    named = ",".join(value for name, value in headers if name.lower() == "content-encoding")
    codings = [one for one in map(str.strip, named.lower().split(",")) if one]
    try:
        while body and codings and (decode := _DECODERS.get(codings.pop())):
            body = decode(body)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError):
        return None
    return body


def _gunzip(body: bytes) -> bytes:
    """A gzip file may hold several streams one behind the other; what else follows is no part of it."""
    parts: list[bytes] = []
    while body.startswith(b"\x1f\x8b"):
        stream = zlib.decompressobj(_GZIP)
        parts.append(stream.decompress(body))
        body = stream.unused_data
    return b"".join(parts)


def _inflate(body: bytes) -> bytes:
    """With zlib's head, as the standard has it, or without, as some servers send it."""
    try:
        return zlib.decompress(body, _ZLIB)
    except zlib.error:
        return zlib.decompress(body, _RAW)


_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": brotli.decompress,
    "zstd": zstd.decompress,
}


def _head_of(capture: Capture) -> bytes:
    """A head for a response of which only status and headers are known."""
    phrase = _PHRASES.get(capture.status, "")
    lines = [f"HTTP/1.1 {capture.status} {phrase}", *(f"{name}: {value}" for name, value in capture.headers)]
    return b"".join(_bytes(line) + b"\r\n" for line in (*lines, ""))


def _bytes(line: str) -> bytes:
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "replace")


def _renamed(head: bytes, names: Collection[str]) -> bytes:
    """The head with `X-Crawl-` before the names of these headers."""
    return b"\n".join(
        UNDONE_PREFIX.encode() + line
        if line.partition(b":")[0].strip().lower().decode("latin-1") in names
        else line
        for line in head.split(b"\n")
    )
