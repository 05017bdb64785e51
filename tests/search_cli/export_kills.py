"""Exports that are killed at their n-th write to the disk and run again; a program, because it forks.

`python -m tests.search_cli.export_kills INDEX FILE STEP` prints a JSON object: what the file must be and,
for each STEP-th place, what it was after the kill and a second run.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from indexer.search import Query, open_index
from search_cli import exporting
from search_cli.exporting import parquet, row_files
from search_cli.exporting.durable import sha256

WRITES = {"write", "fsync", "replace", "rename", "truncate", "unlink", "rmtree", "mkdir", "flock"}
STEP, BATCH = 20, 10  # small, so that few documents make many marks
EARLY, LAST = 8, 22  # so many places are tried before the end, and each of the last ones


class Killer:
    """Counts what is written through the system, and kills this process at the n-th."""

    def __init__(self, place: int) -> None:
        self.seen, self.place = 0, place

    def __call__(self, _frame: Any, event: str, what: Any) -> None:
        if event == "c_call" and what.__name__ in WRITES and not isinstance(what.__self__, str | type):
            self.seen += 1
            if self.seen == self.place:
                os.kill(os.getpid(), signal.SIGKILL)


def export(index: str, file: Path, place: int = 0) -> int:
    """How often it wrote."""
    killer = Killer(place)
    with open_index(index) as opened:
        sys.setprofile(killer)
        exporting.run(opened, exporting.Job(query=Query(), file=file), lambda _done, _all: None)
        sys.setprofile(None)
    return killer.seen


def forked(work: Callable[[], object]) -> bool:
    """Runs in a process of its own; False when that was killed."""
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("the export failed")
    return not os.WIFSIGNALED(status)


def forget(file: Path) -> None:
    file.unlink()
    file.with_name(file.name + ".manifest.json").unlink()


def tear(file: Path) -> None:
    """What the system may have written of rows that no mark counts."""
    part = file.with_name(file.name + ".part")
    if part.exists():
        with part.open("ab") as torn:
            torn.write(b"torn,\x00")


def left(folder: Path) -> list[str]:
    """What an export leaves; a lock that nobody holds, left by a kill, is nothing."""
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def main(index: str, file: Path, step: int) -> None:
    row_files.Lines.step = parquet.Parquet.step = STEP
    exporting.BATCH = BATCH
    export(index, file)  # what is imported at its first use is not counted
    whole, names, places = sha256(file), left(file.parent), {}
    forget(file)
    writes = export(index, file)
    end = max(1, writes - LAST)
    for place in [*range(1, end, max(1, end // EARLY)), *range(end, writes + 1)][::step]:
        forget(file)
        killed = not forked(lambda place=place: export(index, file, place))
        if not (file.exists() and left(file.parent) == names):  # else it was killed when all was done
            tear(file)
            forked(lambda: export(index, file))
        places[place] = (killed, sha256(file), left(file.parent))
    print(json.dumps({"whole": whole, "left": names, "places": places}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
