"""A WARC file is a row of gzip members, a record each: where one ends, and where the whole ones end."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import IO

CHUNK = 65_536  # bytes
COMPRESSION = 6  # zlib level: 9 costs 1.6 times the time for 1 % of the bytes
_GZIP = 16 + zlib.MAX_WBITS
_SMALLEST_WINDOW = 9  # of zlib, in bits


def compressed(record: bytes) -> bytes:
    """The record as a gzip member of its own, so that it can be read by its offset."""
    # A window as large as the record finds as much as zlib's largest; most requests and many pages are far
    # smaller than that, and half of their time went to clearing it.
    window = max(_SMALLEST_WINDOW, min(zlib.MAX_WBITS, len(record).bit_length()))
    packer = zlib.compressobj(COMPRESSION, zlib.DEFLATED, 16 + window)
    return packer.compress(record) + packer.flush()


def member_length(file: IO[bytes], start: int) -> int | None:
    """The length in bytes of the member that begins at `start`; None for a torn or damaged one, or none."""
    file.seek(start)
    member = zlib.decompressobj(_GZIP)
    try:
        while chunk := file.read(CHUNK):
            member.decompress(chunk)
            if member.eof:
                return file.tell() - len(member.unused_data) - start
    except zlib.error:
        return None
    return None


def unpacked(member: bytes) -> bytes | None:
    """What a whole member holds; None for a torn or damaged one, and where other bytes follow it."""
    stream = zlib.decompressobj(_GZIP)
    try:
        record = stream.decompress(member)
    except zlib.error:
        return None
    return record if stream.eof and not stream.unused_data else None


def end_of_whole_records(path: Path, known: int) -> int:
    """The byte behind the last whole record; `known` is behind the last one that the store has a row of.

    Whole records that no row names may stay.
    """
    end = known
    with path.open("rb") as file:
        while (length := member_length(file, end)) is not None:
            end += length
    return end
