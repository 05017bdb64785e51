"""Are the files of an embedded index there, and as they were written? Looked at without tantivy.

Tantivy maps its files and believes them: without a `.pos` it finds no phrase, in silence, and zeros end in a
panic of Rust, which writes to the terminal by itself. Its Python binding does not hand out its check of
checksums, but each file ends with what that needs: a footer in JSON with the CRC-32 of what stands before,
then the footer's length and a magic number, each in four bytes, the lowest first.
"""

from __future__ import annotations

import json
import os
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

META = "meta.json"
_COMPONENTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")  # of each segment
_OF_A_SEGMENT = re.compile(r"[0-9a-f]{32}(\.\d+)?\.[a-z]+")
# Fields that only our schema has together; later layouts keep them.
_TELLING = {"whole_title", "id_order", "date_rising", "date_falling", "json"}
_END = struct.Struct("<II")
_MAGIC = 1337
_LONGEST_FOOTER = 65_536  # bytes; it has about a hundred
_PIECE = 1 << 20  # bytes read at once
_TRIES = 10
_CHEAP = 2_000_000  # bytes whose checksums are compared at every opening, the smallest files first: 2 ms


def damage(path: Path, *, bodies: bool = False) -> str | None:
    """What is wrong with the files that `meta.json` names, `0f…c1.pos is missing`; None when they are sound.

    Reads the last bytes of each file, and the smallest files whole to compare their checksums; with `bodies`
    all of them. Raises `PermissionError`.
    """
    for _ in range(_TRIES):
        meta = _content(path / META)
        found = next(_faults(path, meta, bodies), None)
        # Whoever writes puts a new `meta.json` there before the files of the old one go.
        if found is None or meta == _content(path / META):
            return found
    return found


def named_files(meta: bytes | None) -> list[str]:
    """The names of the files of all segments in a `meta.json`; raises `ValueError`, `KeyError`, `TypeError`
    or `AttributeError` for what is none."""
    return [name for one in _parsed(meta)["segments"] for name in _files(one)]


def is_ours(path: Path) -> bool:
    """Whether `meta.json` there tells of an index with our fields."""
    try:
        return _TELLING.issubset(column_names(path))
    except PermissionError:
        return False


def foreign(path: Path, marker: str) -> str | None:
    """The first thing in the directory that neither tantivy nor we put there; hidden files are nobody's."""
    names = sorted(one.name for one in path.iterdir() if not one.name.startswith("."))
    ours = {marker, META}
    return next((one for one in names if one not in ours and not _OF_A_SEGMENT.fullmatch(one)), None)


def column_names(path: Path) -> list[str]:
    """The columns that `meta.json` there names; none where it cannot be read, which `damage` tells."""
    try:
        return [str(one["name"]) for one in _parsed(_content(path / META))["schema"]]
    except (ValueError, KeyError, TypeError):
        return []


def _content(file: Path) -> bytes | None:
    """None for a file that is not there or cannot be read from its disk."""
    try:
        return file.read_bytes()
    except PermissionError:
        raise
    except OSError:
        return None


def _parsed(meta: bytes | None) -> dict[str, Any]:
    parsed = json.loads(meta or b"")
    if not isinstance(parsed, dict):
        raise TypeError(parsed)
    return parsed


def _faults(path: Path, meta: bytes | None, bodies: bool) -> Iterator[str]:
    if meta is None:
        yield f"{META} is missing or cannot be read"
        return
    try:
        names = named_files(meta)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield f"{META} is not what was written"
        return
    left = _CHEAP
    for size, name in sorted((_size(path / name), name) for name in names):
        left -= size
        if fault := _fault(path / name, bodies or left >= 0):
            yield f"{name} {fault}"


def _size(file: Path) -> int:
    """0 for a file that is not there, which `_fault` tells."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _files(segment: dict[str, Any]) -> Iterator[str]:
    name = segment["segment_id"].replace("-", "")
    yield from (f"{name}.{component}" for component in _COMPONENTS)
    if deletes := segment.get("deletes"):
        yield f"{name}.{int(deletes['opstamp'])}.del"


def _fault(file: Path, bodies: bool) -> str | None:
    try:
        with file.open("rb") as opened:
            body, crc = _footer(opened)
            if bodies and _checksum(opened, body) != crc:
                return "is not what was written"
    except FileNotFoundError:
        return "is missing"
    except PermissionError:
        raise
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    except (ValueError, KeyError, TypeError, struct.error):
        return "is cut off or overwritten"
    return None


def _footer(file: IO[bytes]) -> tuple[int, int]:
    """How many bytes stand before the footer, and the checksum they should have."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - _END.size, 0))
    length, magic = _END.unpack(file.read())
    if magic != _MAGIC or length > _LONGEST_FOOTER or length + _END.size > size:
        raise ValueError(magic)
    body = size - _END.size - length
    file.seek(body)
    return body, int(json.loads(file.read(length))["crc"])


def _checksum(file: IO[bytes], length: int) -> int:
    file.seek(0)
    crc = 0
    while length > 0 and (piece := file.read(min(length, _PIECE))):
        crc, length = zlib.crc32(piece, crc), length - len(piece)
    return crc
