"""WARC 1.1 records, written, and parsed by warcio.

It does not write them, for it writes HTTP heads anew: values in other bytes than they came in.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.items import Capture
from shengmei.version import VERSION

_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
SAME_PAYLOAD = _PROFILES + "identical-payload-digest"
NOT_MODIFIED = _PROFILES + "server-not-modified"
_HTTP = "application/http; msgtype="
_INFO = f"""software: shengmei/{VERSION}
format: WARC File Format 1.1
conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
robots: obey
"""


@dataclass(frozen=True)
class WarcRecord:
    """One record: its named fields by lower-case name, and its block."""

    version: str
    fields: dict[str, str]
    block: bytes

    @property
    def kind(self) -> str:
        """warcinfo, request, response, revisit, …"""
        return self.fields.get("warc-type", "")


def warcinfo(file: str, at: datetime) -> tuple[str, bytes]:
    """The record that a file begins with, and its id."""
    key = new_id()
    fields = {"WARC-Filename": file, "Content-Type": "application/warc-fields"}
    return key, _record("warcinfo", key, at, fields, _INFO.replace("\n", "\r\n").encode())


def request(capture: Capture, concurrent_to: str, info: str) -> bytes:
    """The request as it was sent; only for a capture with an exchange."""
    assert capture.exchange is not None
    fields = _fields(capture, info) | {"WARC-Concurrent-To": concurrent_to}
    fields["Content-Type"] = _HTTP + "request"
    return _record("request", new_id(), capture.fetched_at, fields, capture.exchange.request)


def response(capture: Capture, key: str, info: str, head: bytes, body: bytes) -> bytes:
    """The response; `head` and `body` as `response_block` gives them."""
    fields = _fields(capture, info) | {"WARC-Payload-Digest": digest(body)}
    fields["Content-Type"] = _HTTP + "response"
    return _record("response", key, capture.fetched_at, fields, head + body)


def revisit(capture: Capture, key: str, info: str, head: bytes, original: WarcRecord) -> bytes:
    """A response that brought the body of an earlier one again, or (304) said that it is still the same."""
    same = original.fields
    fields = _fields(capture, info)
    fields["WARC-Profile"] = NOT_MODIFIED if capture.status == 304 else SAME_PAYLOAD
    for name, given in (
        ("WARC-Refers-To", "warc-record-id"),
        ("WARC-Refers-To-Target-URI", "warc-target-uri"),
        ("WARC-Refers-To-Date", "warc-date"),
        ("WARC-Payload-Digest", "warc-payload-digest"),
    ):
        if given in same:
            fields[name] = same[given]
    fields["Content-Type"] = _HTTP + "response"
    return _record("revisit", key, capture.fetched_at, fields, head)


def parse(record: bytes) -> WarcRecord | None:
    """The record in these bytes; None for what is none, or not whole."""
    try:
        found = next(ArchiveIterator(BytesIO(record), no_record_parse=True))
        block: bytes = found.raw_stream.read()
    except (StopIteration, ArchiveLoadFailed, EOFError):
        return None
    fields = {name.lower(): value for name, value in found.rec_headers.headers}
    if fields.get("content-length") != str(len(block)):
        return None
    return WarcRecord(found.rec_headers.protocol, fields, block)


def digest(data: bytes) -> str:
    """`sha256:…` in base 32, as WARC tools write it."""
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode()


def agrees(written: str, data: bytes) -> bool | None:
    """Whether a digest that a record has, in base 32 or 16, is that of `data`; None for an algorithm that
    nobody knows here."""
    algorithm, _, value = written.partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in hashlib.algorithms_guaranteed or algorithm.startswith("shake"):
        return None
    right = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    written_so = (base64.b32encode(right).decode().rstrip("="), right.hex())
    return value.rstrip("=").casefold() in [one.casefold() for one in written_so]


def new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _fields(capture: Capture, info: str) -> dict[str, str]:
    fields = {"WARC-Target-URI": capture.url, "WARC-Warcinfo-ID": info}
    if capture.exchange is not None and capture.exchange.ip:
        fields["WARC-IP-Address"] = capture.exchange.ip
    if capture.truncated:
        fields["WARC-Truncated"] = "length"
    if capture.exchange is not None and capture.exchange.certificate:
        fields["X-Crawl-Certificate"] = " ".join(capture.exchange.certificate.split())
    return fields


def _record(kind: str, key: str, at: datetime, fields: dict[str, str], block: bytes) -> bytes:
    date = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    named = {"WARC-Type": kind, "WARC-Record-ID": key, "WARC-Date": date, **fields}
    named |= {"WARC-Block-Digest": digest(block), "Content-Length": str(len(block))}
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in named.items()) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"
