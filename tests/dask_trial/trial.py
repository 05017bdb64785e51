"""One piece of work on three Dask workers, with something killed in its midst, against the same without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.dask_processes import DaskProcesses
from tests.dask_trial.works import Work

WITHIN = 600.0  # seconds of one call
_ENVIRONMENT = {"SHENGMEI_CONFIG": os.devnull, "LANG": "C.UTF-8"}


@dataclass
class Call:
    """A call of the command: its exit code, what it printed, seconds, and how many parts were finished by it
    and before."""

    code: int
    printed: str
    said: str
    seconds: float
    done: int


@dataclass
class Account:
    """Calls until the work was done; `begun` and `ended`: tasks, over all of them. `result` is what was left
    and printed at last."""

    calls: list[Call] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    result: list[str] = field(default_factory=list)


def alone(work: Work, collection: Path) -> Account:
    """The work in one process."""
    with _copy(collection) as folder:
        data, account = Path(folder) / "data", Account()
        account.calls.append(_call(work, data, ["--processes", "1"]))
        account.result = [*work.result(data), account.calls[-1].printed, str(account.calls[-1].code)]
        return account


def disturbed(work: Work, collection: Path, kill: str, after: int) -> Account:
    """The work on three workers; when so many parts are finished, `kill` is killed: nothing, worker,
    scheduler (and all workers with it) or command. Called again until it is done."""
    with _copy(collection) as folder:
        data, account = Path(folder) / "data", Account()
        for number in range(2):
            tasks = Path(folder) / f"dask{number}"
            tasks.mkdir()
            with DaskProcesses(tasks) as dask:
                kills = _killing(kill, dask, tasks) if number == 0 else None
                call = _call(work, data, ["--on", dask.address], kills, after)
            begun, ended = _counted(tasks)
            account.calls.append(call)
            account.begun.append(len(begun))
            account.ended.append(len(ended))
            if call.code in (0, 4):
                break
        account.result = [*work.result(data), account.calls[-1].printed, str(account.calls[-1].code)]
        return account


Kill = Callable[[subprocess.Popen[str]], bool]


def _killing(what: str, dask: DaskProcesses, tasks: Path) -> Kill | None:
    """Kills it, and says whether it could: of workers one that has begun a task and not ended it."""

    def worker(_command: subprocess.Popen[str]) -> bool:
        begun, ended = _counted(tasks)
        at_work = [pid for pid in dask.workers if any(one[0] == pid for one in begun - ended)]
        for pid in at_work[:1]:
            dask.kill(pid)
        return bool(at_work)

    def scheduler(_command: subprocess.Popen[str]) -> bool:
        for pid in (dask.scheduler, *dask.workers):
            dask.kill(pid)
        return True

    def command(command: subprocess.Popen[str]) -> bool:
        command.kill()
        return True

    return {"worker": worker, "scheduler": scheduler, "command": command}.get(what)


def _call(work: Work, data: Path, options: list[str], kill: Kill | None = None, after: int = 0) -> Call:
    words = [sys.executable, "-m", "search_cli", *work.words, *options, "--data", str(data)]
    began, done = time.monotonic(), 0
    process = subprocess.Popen(
        words, env=os.environ | _ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        while time.monotonic() < began + WITHIN:
            with suppress(subprocess.TimeoutExpired):
                printed, said = process.communicate(timeout=0.02)
                break
            done = max(done, work.done(data))
            if kill is not None and done >= after and kill(process):
                kill = None
        else:
            raise AssertionError(f"{work.name} {options} does not end")
    finally:
        process.kill()
    done = max(done, work.done(data))
    return Call(process.returncode, printed, said, time.monotonic() - began, done)


def _counted(folder: Path) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    """By process and key: tasks that workers have begun, and those they have ended."""
    found: dict[str, set[tuple[int, str]]] = {"begun": set(), "ended": set()}
    for path in folder.glob("tasks-*.log"):
        for line in path.read_text().splitlines():
            what, key = line.split()
            found[what].add((int(path.stem.removeprefix("tasks-")), key))
    return found["begun"], found["ended"]


def _copy(collection: Path) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory()
    shutil.copytree(collection, Path(folder.name) / "data")
    return folder
