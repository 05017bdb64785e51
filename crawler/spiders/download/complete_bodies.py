"""Answers whose compressed body ends early are failures: Scrapy decodes what came, and says nothing.

A body that ends without its length or its last chunk is Twisted's to notice (`ResponseDataLossError`).
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Any

import brotli
from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from crawler.spiders.download.long_bodies import BEGINNING, TRUNCATED

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK = 65_536  # bytes decoded at a time: only whether the stream ends is asked, not what it says
_LONGEST_NAME = 40  # characters of a coding's name that are told
_GZIP, _ZLIB, _RAW = 31, 15, -15  # what zlib calls the containers around deflated data


class BodyCutShort(Exception):
    """The compressed body of an answer ends before its stream does, or is damaged."""

    def __init__(self, url: str, encoding: str) -> None:
        super().__init__(f"the {encoding} body of {url} ends early")
        self.encoding = encoding


class CompleteBodies(HttpCompressionMiddleware):
    """In the place of Scrapy's `HttpCompressionMiddleware`; an errback gets `BodyCutShort`."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 (Scrapy's)
    ) -> Request | Response:
        encodings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
        encoding = encodings.strip()  # one: of several, none was ever met
        most = request.meta.get(BEGINNING)
        if most is not None and (beginning := _beginning(response, encoding, most)) is not None:
            return beginning
        has_body = request.method != "HEAD" and bool(response.body)
        if has_body and not is_complete(response.body, encoding, self._max_size):
            raise BodyCutShort(response.url, encoding)
        try:
            answer: Request | Response = super().process_response(request, response)
        except (OSError, EOFError, zlib.error, brotli.error, zstd.ZstdError) as error:
            # One coding around another, of which the server names more than there are.
            raise BodyCutShort(response.url, encoding[:_LONGEST_NAME]) from error
        return answer

    def _handle_encoding(
        self, body: bytes, content_encoding: list[bytes], max_size: int
    ) -> tuple[bytes, list[bytes]]:
        # 0 is no limit, for the bytes of what may be cut behind its beginning; what they unpack to has one.
        return super()._handle_encoding(body, content_encoding, max_size or self._max_size)


def _beginning(response: Response, encoding: str, most: int) -> Response | None:
    """The beginning of an answer that has more than `most` bytes, decoded; None of any other."""
    start = decoded_start(response.body, encoding, most + 1)
    if "download_stopped" not in response.flags and len(start) <= most:
        return None
    headers = response.headers.copy()
    headers.pop("Content-Encoding", None)
    return response.replace(body=start[:most], headers=headers, flags=[*response.flags, TRUNCATED])


def decoded_start(body: bytes, encoding: str, most: int) -> bytes:
    """At most the first `most` bytes of a body in this content coding; one that nobody knows stays as it is.
    Of what is damaged nothing."""
    try:
        match encoding:
            case "gzip" | "x-gzip":
                return zlib.decompressobj(_GZIP).decompress(body, most)
            case "deflate":
                raw = bool(body) and body[0] & 0x0F != 8
                return zlib.decompressobj(_RAW if raw else _ZLIB).decompress(body, most)
            case "br":
                return bytes(brotli.Decompressor().process(body, output_buffer_limit=most)[:most])
            case "zstd":
                return bytes(zstd.ZstdDecompressor().decompress(body, most))
    except (zlib.error, brotli.error, zstd.ZstdError):
        return b""
    return body[:most]


def is_complete(body: bytes, encoding: str, most: int) -> bool:
    """Whether a body in this content coding ends where its stream does.

    Codings that nobody knows are complete. So is what has more than `most` bytes when it is decoded, which is
    refused for its size.
    """
    check = _CHECKS.get(encoding)
    return check is None or check(body, most)


def _gzip_ends(body: bytes, most: int) -> bool:
    """A gzip file may hold several streams one behind the other; what else follows does no harm."""
    while True:
        stream = zlib.decompressobj(_GZIP)
        if not _zlib_ends(stream, body, most):
            return False
        body = stream.unused_data
        if not body.startswith(b"\x1f\x8b"):
            return True


def _deflate_ends(body: bytes, most: int) -> bool:
    """With zlib's head, as the standard has it, or without, as some servers send it."""
    return any(_zlib_ends(zlib.decompressobj(container), body, most) for container in (_ZLIB, _RAW))


def _zlib_ends(stream: Any, body: bytes, most: int) -> bool:
    decoded = 0
    try:
        while body and not stream.eof and decoded <= most:
            decoded += len(stream.decompress(body, _CHUNK))
            body = stream.unconsumed_tail
    except zlib.error:
        return False
    return stream.eof or decoded > most


def _brotli_ends(body: bytes, most: int) -> bool:
    stream, decoded = brotli.Decompressor(), 0
    try:
        out = stream.process(body, output_buffer_limit=_CHUNK)
        while out and decoded <= most:
            decoded += len(out)
            out = b"" if stream.is_finished() else stream.process(b"", output_buffer_limit=_CHUNK)
    except brotli.error:
        return False
    return stream.is_finished() or decoded > most


def _zstd_ends(body: bytes, most: int) -> bool:
    stream, decoded = zstd.ZstdDecompressor(), 0
    try:
        decoded += len(stream.decompress(body, _CHUNK))
        while not stream.eof and not stream.needs_input and decoded <= most:
            decoded += len(stream.decompress(b"", _CHUNK))
    except zstd.ZstdError:
        return False
    return stream.eof or decoded > most


_CHECKS: dict[str, Callable[[bytes, int], bool]] = {
    "gzip": _gzip_ends,
    "x-gzip": _gzip_ends,
    "deflate": _deflate_ends,
    "br": _brotli_ends,
    "zstd": _zstd_ends,
}
