"""Which parts of a long piece of work are finished, in a file, so that none is done again after a kill."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from shengmei.console.translation import message
from shengmei.disk import sync_to_disk
from shengmei.tasks.running import TasksError


class FinishedParts:
    """The parts that were finished, each with its result. With no file nothing is remembered."""

    def __init__(self, file: IO[str] | None, known: dict[str, tuple[str, Any]]) -> None:
        self._file, self._known = file, known

    def result(self, part: str, state: str) -> Any:
        """What was noted of a part, as JSON holds it; None where nothing was, or where it was in another
        state then."""
        then, result = self._known.get(part, ("", None))
        return result if then == state else None

    def add(self, part: str, state: str, result: Any) -> None:
        """Notes a part as finished, in this state; it is on the disk when this returns."""
        if self._file is not None:
            self._file.write(json.dumps([part, state, result], ensure_ascii=False) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())


@contextmanager
def finished_parts(path: Path | None, work: str) -> Iterator[FinishedParts]:
    """What an earlier run of the same `work` has noted in the file. Notes of other work are thrown away; the
    file goes at the end, unless something is raised here. Raises `TasksError` where it cannot be written."""
    if path is None:
        yield FinishedParts(None, {})
        return
    known = _read(path, work)
    try:
        file = _opened(path, work, anew=known is None)
    except OSError as error:
        raise TasksError(
            message("{path} cannot be written: {reason}", path=str(path), reason=error.strerror or "")
        ) from error
    with file:
        yield FinishedParts(file, known or {})
    path.unlink(missing_ok=True)


def _opened(path: Path, work: str, *, anew: bool) -> IO[str]:
    file = path.open("w" if anew else "a", encoding="utf-8")
    # A line that a killed run began is ended: what is noted next stands on a line of its own.
    file.write(json.dumps({"work": work}) + "\n" if anew else "\n")
    file.flush()
    sync_to_disk(path.parent)
    return file


def _read(path: Path, work: str) -> dict[str, tuple[str, Any]] | None:
    """By part its state and result; None where there are no notes, or those of other work."""
    try:
        head, *lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        if json.loads(head) != {"work": work}:
            return None
    except (OSError, ValueError):
        return None
    known = {}
    for line in lines:
        try:
            part, state, result = json.loads(line)
        except (ValueError, TypeError):  # cut off by a kill
            continue
        known[part] = (state, result)
    return known
