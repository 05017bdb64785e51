"""Where archive files stand: in the archive folder, in another folder, or in an object storage.

What the store says of a file is its name, for one in the archive folder, or its whole path or address:
`/mnt/archive/shengmei-000001.warc.gz`, `s3://bucket/archive/shengmei-000001.warc.gz`. fsspec opens addresses.
Whatever goes wrong there is an `OSError`, as with a file on a disk.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from shengmei.disk import sync_to_disk
from shengmei.optional_libraries import require

_CHUNK = 2**20  # bytes
SCRATCH = ".rewritten.partial"  # in the archive folder: a file that is written anew to be put elsewhere
_PRUNED_NAME = re.compile(r"(-p(\d+))?\.warc\.gz$")


class SeenFile(NamedTuple):
    """Size in bytes of an archive file, and which version of it this is: the time of its last change in
    nanoseconds, or what an object storage tells versions by."""

    size: int
    version: int


def is_elsewhere(name: str) -> bool:
    """Whether a file that the store names is not in the archive folder."""
    return "/" in name or os.sep in name


def is_remote(name: str) -> bool:
    """Whether it is in an object storage, or whatever else has addresses."""
    return "://" in name


def base_name(name: str) -> str:
    """`s3://bucket/archive/shengmei-000001.warc.gz` gives `shengmei-000001.warc.gz`."""
    return name.rpartition("/")[2] if is_remote(name) else Path(name).name


def place_in(to: str, name: str) -> str:
    """What a file is called that stands in the folder or at the address `to`."""
    return f"{to.rstrip('/')}/{name}" if is_remote(to) else str(Path(to) / name)


def shown(folder: Path, name: str) -> str:
    """Its whole path or address."""
    return name if is_remote(name) else str(folder / name)


def seen(folder: Path, name: str) -> SeenFile | None:
    """A file as this process sees it; None where it is not there. Raises `OSError` where nobody can tell."""
    try:
        if is_remote(name):
            with _asked(name) as (files, path):
                found = files.info(path)
                return SeenFile(int(found["size"]), int(files.ukey(path)[:12], 16))
        there = (folder / name).stat()
    except FileNotFoundError:
        return None
    return SeenFile(there.st_size, there.st_mtime_ns)


def open_to_read(folder: Path, name: str) -> IO[bytes]:
    """The file's bytes, from any place. Raises `OSError`."""
    if not is_remote(name):
        return (folder / name).open("rb")
    with _asked(name) as (files, path):
        return io.BufferedReader(_RemoteFile(name, files.open(path, "rb")), _CHUNK)


def put(local: Path, folder: Path, name: str) -> None:
    """Copies a file to another place, where none of that name may be, reads the copy back and compares it by
    its digest; then it is on the disk there. Raises `OSError`."""
    if is_remote(name):
        with _asked(name) as (files, path):
            files.put_file(str(local), path)
            files.invalidate_cache()
    else:
        target, partial = folder / name, _partial(folder / name)
        shutil.copyfile(local, partial)
        sync_to_disk(partial)
        partial.replace(target)
        sync_to_disk(target.parent)
    if digest(folder, name) != digest(folder, str(local)):
        delete(folder, name)
        raise OSError(errno.EIO, "what was written there is read back as something else", shown(folder, name))


def fetch(folder: Path, name: str, local: Path) -> None:
    """Copies a file from its place to a local one. Raises `OSError`."""
    with open_to_read(folder, name) as file, local.open("wb") as written:
        shutil.copyfileobj(file, written, _CHUNK)


def delete(folder: Path, name: str) -> None:
    """Deletes a file, if it is there, and what `put` began of it. Raises `OSError`."""
    if is_remote(name):
        with suppress(FileNotFoundError), _asked(name) as (files, path):
            files.rm_file(path)
            files.invalidate_cache()
    else:
        here = folder / name
        here.unlink(missing_ok=True)
        _partial(here).unlink(missing_ok=True)
        if here.parent.is_dir():
            sync_to_disk(here.parent)


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.partial")


def digest(folder: Path, name: str) -> str:
    """The sha256 of a file. Raises `OSError`."""
    found = hashlib.sha256()
    with open_to_read(folder, name) as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def next_name(folder: Path, name: str) -> str:
    """A name for a file that is written anew: for `shengmei-000001.warc.gz` `shengmei-000001-p1.warc.gz`,
    for that `…-p2.warc.gz`. Raises `OSError`."""
    found = _PRUNED_NAME.search(name)
    stem, number = (name[: found.start()], int(found[2] or 0)) if found else (name, 0)
    while seen(folder, new := f"{stem}-p{number + 1}.warc.gz") is not None:
        number += 1
    return new


def without_turn(name: str) -> str:
    """What a file and all that were written in its place begin with: `shengmei-000001`."""
    return _PRUNED_NAME.sub("", name)


class _RemoteFile(io.RawIOBase):
    """A file of a storage whose errors are `OSError`s."""

    def __init__(self, name: str, file: Any) -> None:
        super().__init__()
        self._name, self._file = name, file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        with _as_os_error(self._name):
            data = self._file.read(len(into))
        into[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        with _as_os_error(self._name):
            return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


@contextmanager
def _asked(name: str) -> Iterator[tuple[Any, str]]:
    """The storage of an address, and what it calls the file."""
    require(name, "storage", "fsspec")
    from fsspec.core import url_to_fs

    with _as_os_error(name):
        yield url_to_fs(name)


@contextmanager
def _as_os_error(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, "No such file", name) from error
    except OSError as error:
        raise OSError(error.errno or errno.EIO, error.strerror or str(error), name) from error
    except Exception as error:  # each storage's library has errors of its own
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}", name) from error
