"""The directory that an embedded index is: made whole or not at all, known by a marker file of ours."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import tantivy

from indexer.search.embedded.integrity import META, damage, foreign, is_ours
from indexer.search.embedded.schema import FORMAT, digest, register, schema
from indexer.search.embedded.snapshot import open_snapshot
from indexer.search.embedded.watcher import wait_for_first_look
from indexer.search.errors import IndexAbsent, IndexBusy, IndexDamaged, SearchError
from shengmei.console.translation import message
from shengmei.problems import Problem

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
    digest: str = ""  # of the columns it was made with; empty from before there were digests


def open_directory(
    path: Path, *, create: bool = False, read_only: bool = False
) -> tuple[tantivy.Index, Marker]:
    """The index in a directory; with `create`, made where there is nothing or an empty directory. With
    `read_only` it stays at the state of this moment (snapshot.py).

    Raises `SearchError` when there is none, or another's files, or an index of a newer or of no program.
    """
    while True:
        place = _place(path)
        try:
            return _opened(path, create, read_only)
        except IndexDamaged:
            if _place(path) == place:  # else a rebuilding has put another there meanwhile
                raise


def _place(path: Path) -> int | None:
    """What tells the directory from another of its name."""
    return path.stat().st_ino if path.exists() else None


def _opened(path: Path, create: bool, read_only: bool) -> tuple[tantivy.Index, Marker]:
    if create and not (path / MARKER).exists():
        _make(path)
    marker = read_marker(path)
    ensure_sound(path)
    with speaking_of(path):
        if read_only:
            return open_snapshot(path), marker
        index = tantivy.Index.open(str(path))
        register(index)
        index.config_reader(reload_policy="manual")
        wait_for_first_look()
    return index, marker


def read_marker(path: Path) -> Marker:
    """Raises `SearchError`: no index, not ours, damaged, newer."""
    if not path.is_dir():
        raise IndexAbsent(
            message(
                "no index at {path}: crawl something first, or feed one from a store with `shengmei index "
                "sync`, or name another (--index)",
                path=path,
            )
        )
    try:
        written = json.loads((path / MARKER).read_text(encoding="utf-8"))
        marker = Marker(
            identity=str(written["identity"]),
            format=int(written["format"]),
            created_at=written["created_at"],
            digest=str(written.get("digest", "")),
        )
    except FileNotFoundError:
        raise _unmarked(path) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    except (ValueError, KeyError, TypeError):
        raise _damaged(path, f"{MARKER} is not what was written") from None
    if marker.format > FORMAT:
        raise SearchError(
            message(
                "the index at {path} was made by a newer shengmei (format {theirs}, this one reads "
                "{ours}): update shengmei, or rebuild the index elsewhere (--index)",
                path=path,
                theirs=marker.format,
                ours=FORMAT,
            )
        )
    return marker


def ensure_sound(path: Path, *, bodies: bool = False) -> None:
    """Raises `IndexDamaged` when files are missing, cut off or overwritten; with `bodies` reads them all."""
    try:
        found = damage(path, bodies=bodies)
    except PermissionError as error:
        raise _unreadable(path, error) from None
    if found:
        raise _damaged(path, found)


def ensure_replaceable(path: Path) -> None:
    """Raises `SearchError` when something else than an index of ours, damaged or not, would be deleted with
    the directory."""
    if not path.exists():
        return
    try:
        if not path.is_dir() or (any(path.iterdir()) and not ((path / MARKER).exists() or is_ours(path))):
            raise SearchError(_not_ours(path))
        other = foreign(path, MARKER)
    except OSError as error:
        raise _unreadable(path, error) from None
    if other:
        raise SearchError(
            message(
                "{path} holds {other}, which is none of the index: move it elsewhere; the directory is "
                "replaced",
                path=path,
                other=other,
            )
        )


def ensure_same(path: Path, marker: Marker) -> None:
    """Documents must not be acknowledged as in this index when another one has taken its place."""
    if read_marker(path).identity != marker.identity:
        raise SearchError(
            message(
                "the index at {path} was replaced by another meanwhile: run `shengmei index sync` again",
                path=path,
            )
        )


def _make(path: Path) -> None:
    """Beside its place and then moved there, so that no kill leaves half an index."""
    import shutil  # here and not above: a search from the command line need not load them
    import uuid

    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise _unmarked(path)
    beside = path.parent / f".{path.name}.{uuid.uuid4().hex[:8]}"
    try:
        beside.mkdir(parents=True)
        tantivy.Index(schema(), str(beside))
        _write_marker(beside, str(uuid.uuid4()))
        share_meta(beside)
        if path.exists():
            path.rmdir()
        beside.rename(path)
    except (OSError, ValueError) as error:
        shutil.rmtree(beside, ignore_errors=True)
        # Another process may have made it at the same moment; then it is there.
        if not (path / MARKER).exists():
            said = message("an index cannot be made at {path}: {error}", path=path, error=error)
            raise SearchError(said) from None


def _write_marker(path: Path, identity: str) -> None:
    marker = {
        "kind": _KIND,
        "format": FORMAT,
        "digest": digest(),
        "identity": identity,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with (path / MARKER).open("w", encoding="utf-8") as file:
        json.dump(marker, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def share_meta(path: Path) -> None:
    """Lets everyone read `meta.json` who may read the marker: tantivy writes it for its owner alone, and a
    colleague on the same machine could not search."""
    (path / META).chmod(stat.S_IMODE((path / MARKER).stat().st_mode))


@contextmanager
def speaking_of(path: Path) -> Iterator[None]:
    """What tantivy raises, or we over what it reads from damaged files, as one line with the directory."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise _problem(path, str(error)) from None
    except BaseException as error:
        # Tantivy's own assertions arrive as pyo3's PanicException: no Exception, and not to be imported.
        if type(error).__name__ == "PanicException":
            raise _damaged(path, str(error)) from None
        if isinstance(error, Exception) and not isinstance(error, Problem):
            ensure_sound(path, bodies=True)  # what files are damaged make of an answer may fail anywhere
        raise


def _problem(path: Path, reason: str) -> SearchError:
    """Tantivy tells its errors apart only in their texts."""
    if "LockBusy" in reason:
        return IndexBusy(
            message(
                "the index at {path} is being written by another process: wait until it has ended", path=path
            )
        )
    if any(part in reason for part in _NOT_WRITTEN):
        return SearchError(
            message(
                "the index at {path} could not be written ({reason}): make room on the disk, or make it "
                "writable, and run `shengmei index sync`; what it held it still holds",
                path=path,
                reason=_short(reason),
            )
        )
    return _damaged(path, reason)


def _damaged(path: Path, reason: str) -> IndexDamaged:
    return IndexDamaged(
        message(
            "the index at {path} is damaged ({reason}): run `shengmei index rebuild`",
            path=path,
            reason=_short(reason),
        )
    )


def _unreadable(path: Path, error: OSError) -> SearchError:
    said = message("the index at {path} cannot be read: {error}", path=path, error=error.strerror or error)
    return SearchError(said)


def _short(reason: str) -> str:
    return " ".join(reason.split())[:200]


def _unmarked(path: Path) -> SearchError:
    if is_ours(path):
        return _damaged(path, f"{MARKER} is missing")
    return SearchError(_not_ours(path))


def _not_ours(path: Path) -> str:
    return message(
        "{path} holds no search index of shengmei (no {marker}): name another directory (--index)",
        path=path,
        marker=MARKER,
    )
