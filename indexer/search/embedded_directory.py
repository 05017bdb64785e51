"""The directory that an embedded index is: made whole or not at all, known by a marker file of ours."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import tantivy

from indexer.search.base import IndexAbsent, IndexUnavailable, SearchError
from indexer.search.embedded_schema import FORMAT, register, schema

MARKER = "shengmei-index.json"
_KIND = "shengmei search index"
# A writing thread that died of a full disk says only that it died.
_NOT_WRITTEN = (
    *("Worker thread failed", "StorageFull", "PermissionDenied", "ReadOnlyFilesystem"),
    *(f"(os error {code})" for code in (errno.EACCES, errno.EFBIG, errno.ENOSPC, errno.EROFS, errno.EDQUOT)),
)


@dataclass(frozen=True, kw_only=True)
class Marker:
    """What the marker file says."""

    identity: str
    format: int
    created_at: str


def open_directory(path: Path, *, create: bool) -> tuple[tantivy.Index, Marker]:
    """The index in a directory; with `create`, made where there is nothing or an empty directory.

    Raises `SearchError` when there is none, or another's files, or an index of a newer or of no program.
    """
    if create and not (path / MARKER).exists():
        _make(path)
    marker = read_marker(path)
    with speaking_of(path):
        index = tantivy.Index.open(str(path))
        register(index)
        index.config_reader(reload_policy="manual")
    return index, marker


def read_marker(path: Path) -> Marker:
    """Raises `SearchError`: no index, not ours, damaged, newer."""
    if not path.is_dir():
        raise IndexAbsent(
            f"no index at {path}: crawl something first, or feed one from a store with `shengmei index sync`,"
            " or name another (--index)"
        )
    try:
        written = json.loads((path / MARKER).read_text(encoding="utf-8"))
        marker = Marker(
            identity=str(written["identity"]), format=int(written["format"]), created_at=written["created_at"]
        )
    except FileNotFoundError:
        raise SearchError(_not_ours(path)) from None
    except OSError as error:
        raise SearchError(f"the index at {path} cannot be read: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError):
        raise SearchError(_damaged(path, f"{MARKER} is not what was written")) from None
    if marker.format > FORMAT:
        raise SearchError(
            f"the index at {path} was made by a newer shengmei (format {marker.format}, this one reads"
            f" {FORMAT}): update shengmei, or rebuild the index elsewhere (--index)"
        )
    return marker


def ensure_same(path: Path, marker: Marker) -> None:
    """Documents must not be acknowledged as in this index when another one has taken its place."""
    if read_marker(path).identity != marker.identity:
        raise SearchError(
            f"the index at {path} was replaced by another meanwhile: run `shengmei index sync` again"
        )


def _make(path: Path) -> None:
    """Beside its place and then moved there, so that no kill leaves half an index."""
    import shutil  # here and not above: a search from the command line need not load them
    import uuid

    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise SearchError(_not_ours(path))
    beside = path.parent / f".{path.name}.{uuid.uuid4().hex[:8]}"
    try:
        beside.mkdir(parents=True)
        tantivy.Index(schema(), str(beside))
        _write_marker(beside, str(uuid.uuid4()))
        if path.exists():
            path.rmdir()
        beside.rename(path)
    except (OSError, ValueError) as error:
        shutil.rmtree(beside, ignore_errors=True)
        # Another process may have made it at the same moment; then it is there.
        if not (path / MARKER).exists():
            raise SearchError(f"an index cannot be made at {path}: {error}") from None


def _write_marker(path: Path, identity: str) -> None:
    marker = {
        "kind": _KIND,
        "format": FORMAT,
        "identity": identity,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with (path / MARKER).open("w", encoding="utf-8") as file:
        json.dump(marker, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def speaking_of(path: Path) -> Iterator[None]:
    """What tantivy raises, as one line with the directory in it."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise _problem(path, str(error)) from None
    except BaseException as error:
        # Tantivy's own assertions arrive as pyo3's PanicException: no Exception, and not to be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise SearchError(_damaged(path, str(error))) from None


def _problem(path: Path, reason: str) -> SearchError:
    """Tantivy tells its errors apart only in their texts."""
    if "LockBusy" in reason:
        return IndexUnavailable(
            f"the index at {path} is being written by another process: wait until it has ended"
        )
    if any(sign in reason for sign in _NOT_WRITTEN):
        return SearchError(
            f"the index at {path} could not be written ({_short(reason)}): make room on the disk, or make it"
            " writable, and run `shengmei index sync`; what it held it still holds"
        )
    return SearchError(_damaged(path, reason))


def _damaged(path: Path, reason: str) -> str:
    said = _short(reason)
    return f"the index at {path} is damaged ({said}): delete the directory and run `shengmei index sync`"


def _short(reason: str) -> str:
    return " ".join(reason.split())[:200]


def _not_ours(path: Path) -> str:
    return f"{path} holds no search index of shengmei (no {MARKER}): name another directory (--index)"
