"""A backup of a data directory, made while crawls run, and a data directory made of it.

    TO/shengmei.sqlite    the store as it was at one moment
    TO/archive/…          each file up to the last record that this store knows
    TO/backup.json        what belongs to it, with sizes and digests; written last

Indexes are not in it: they are made anew from the store.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from crawler.archive.storage import is_elsewhere
from crawler.store import Store, StoreError, stamp
from crawler.store.upkeep.copy_database import copy_database
from shengmei.disk import sync_to_disk
from shengmei.messages import message
from shengmei.problems import Problem

STORE, ARCHIVE, CONTENTS = "shengmei.sqlite", "archive", "backup.json"
CHUNK = 1 << 20  # bytes
OnProgress = Callable[[int, int], None]


class BackupError(Problem):
    """The backup cannot be made, is not whole, or has no place to be restored to."""


@dataclass(frozen=True, kw_only=True)
class BackupFile:
    """A file of a backup: its name below the backup's folder, its size in bytes and its digest."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Backup:
    """What a backup holds; `at`: the moment of its store."""

    at: str
    shengmei: str
    store: str  # uuid
    articles: int
    files: tuple[BackupFile, ...]
    elsewhere: tuple[str, ...] = ()  # archive files that were uploaded, and are not in it

    @property
    def size(self) -> int:
        return sum(one.size for one in self.files)


def make_backup(data: Path, to: Path, on_progress: OnProgress | None = None) -> Backup:
    """Copies store and archive of a data directory to the folder `to`, which must not be there yet, and reads
    back what was written. Killed midway, nothing stands there. Raises `BackupError` and `StoreError`."""
    target = to.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupError(message("{place} is there already: name a folder that is not", place=target))
    if target.is_relative_to(data.absolute()):
        raise BackupError(
            message(
                "{place} lies in the data directory: name a folder outside, best on another disk",
                place=target,
            )
        )
    partial = target.with_name(f".{target.name}.partial")
    at = datetime.now(UTC)
    with Store.open(data / STORE, to_look=True) as store, _written_to(target):
        shutil.rmtree(partial, ignore_errors=True)
        (partial / ARCHIVE).mkdir(parents=True)
        copy_database(data / STORE, partial / STORE)
        done = _copy_archive(data, partial, at, on_progress)
        (partial / CONTENTS).write_text(json.dumps(asdict(done), indent=1), encoding="utf-8")
        check_backup(partial)
        for path in (partial / CONTENTS, partial / ARCHIVE, partial):
            sync_to_disk(path)
        partial.replace(target)
        sync_to_disk(target.parent)
        if not store.older():
            with store.writing() as transaction:
                transaction.backups.record(str(target), at)
    return done


def check_backup(folder: Path) -> Backup:
    """Reads a backup whole: every file has its digest, the store is sound. Raises `BackupError`."""
    found = contents(folder)
    for one in found.files:
        path = folder / one.name
        if not path.is_file() or path.stat().st_size != one.size or _digest(path) != one.sha256:
            raise BackupError(
                message("{file} is missing or not as it was written: this backup is not whole", file=path)
            )
    with closing(sqlite3.connect(f"file:{folder / STORE}?mode=ro&immutable=1", uri=True)) as database:
        said = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        raise BackupError(message("{place} is damaged: {problem}", place=folder / STORE, problem=said))
    return found


def contents(folder: Path) -> Backup:
    """What backup.json says; raises `BackupError` where it is missing or none of ours."""
    try:
        said = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
        files = tuple(BackupFile(**one) for one in said.pop("files"))
        found = Backup(files=files, **said)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(f"{folder} is no backup of shengmei ({CONTENTS}: {error})") from error
    if any(not _is_inside(one.name) for one in files):
        raise BackupError(message("{place} is no backup of shengmei: it names files outside", place=folder))
    return found


def restore(folder: Path, data: Path, on_progress: OnProgress | None = None) -> Backup:
    """Makes a data directory of a backup, where there is no store yet; the backup is only read.

    The store comes last: killed midway there is none, and the same call goes on. An archive file that is
    there and is another is left alone. Raises `BackupError`, and `StoreError` for somebody else's folder.
    """
    if (data / STORE).exists():
        raise BackupError(
            message("{place} is there already: move it away, or name another --data", place=data / STORE)
        )
    found = check_backup(folder)
    Store.prepare(data)
    done = 0
    with _written_to(data):
        (data / ARCHIVE).mkdir(exist_ok=True)
        for one in found.files:
            if one.name != STORE:
                _restore_file(folder, data, one)
                done += one.size
                if on_progress is not None:
                    on_progress(done, found.size)
        partial = data / f".{STORE}.partial"
        for leftover in data.glob(f"{partial.name}*"):  # of a call that was killed
            leftover.unlink()
        shutil.copyfile(folder / STORE, partial)
        with Store.open(partial, to_look=True) as store:
            store.mark_restored(datetime.now(UTC))
        sync_to_disk(partial)
        partial.replace(data / STORE)
        sync_to_disk(data)
    return found


def _copy_archive(data: Path, partial: Path, at: datetime, on_progress: OnProgress | None) -> Backup:
    with Store.open_read_only(partial / STORE) as store:
        known = store.read(lambda transaction: transaction.articles.archive_ends())
        ends = {name: end for name, end in known.items() if not is_elsewhere(name)}
        elsewhere = tuple(name for name in known if is_elsewhere(name))
        articles = store.read(lambda transaction: sum(transaction.articles.count().values()))
        identity = store.uuid
    size = sum(ends.values())
    if size > (free := shutil.disk_usage(partial).free):
        raise BackupError(f"{partial.parent} has {free / 1e6:,.0f} MB free, and {size / 1e6:,.0f} are needed")
    files, done = [], 0
    for name, end in sorted(ends.items()):
        files.append(_copy_part(data / ARCHIVE / name, partial, f"{ARCHIVE}/{name}", end))
        done += end
        if on_progress is not None:
            on_progress(done, size)
    copy = partial / STORE
    files.append(BackupFile(name=STORE, size=copy.stat().st_size, sha256=_digest(copy)))
    return Backup(
        at=stamp(at),
        shengmei=version("shengmei"),
        store=identity,
        articles=articles,
        files=tuple(files),
        elsewhere=elsewhere,
    )


def _copy_part(source: Path, folder: Path, name: str, length: int) -> BackupFile:
    """Copies the first `length` bytes, which a crawl that goes on writing does not change."""
    digest, left = hashlib.sha256(), length
    with source.open("rb") as read, (folder / name).open("wb") as written:
        while left and (chunk := read.read(min(CHUNK, left))):
            digest.update(chunk)
            written.write(chunk)
            left -= len(chunk)
        written.flush()
        os.fsync(written.fileno())
    if left:
        raise BackupError(
            message("{file} lacks {number:,} bytes at its end: see shengmei doctor", file=source, number=left)
        )
    return BackupFile(name=name, size=length, sha256=digest.hexdigest())


def _restore_file(folder: Path, data: Path, one: BackupFile) -> None:
    path = data / one.name
    if path.exists():
        if path.stat().st_size != one.size or _digest(path) != one.sha256:
            raise BackupError(message("{file} is there already and is another file: move it away", file=path))
        return
    partial = path.with_name(f".{path.name}.partial")
    shutil.copyfile(folder / one.name, partial)
    sync_to_disk(partial)
    partial.replace(path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_inside(name: str) -> bool:
    """Whether it is the name of a file that a backup may have: the store, or one in the archive."""
    parts = name.split("/")
    return name == STORE or (len(parts) == 2 and parts[0] == ARCHIVE and parts[1] not in ("", ".", ".."))


@contextmanager
def _written_to(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        raise BackupError(f"{where}: {error.strerror or error}: nothing stands at {folder} yet") from error
    except sqlite3.Error as error:
        raise StoreError(message("the store cannot be copied: {problem}", problem=error)) from error
