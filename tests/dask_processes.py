"""A Dask scheduler and three workers on loopback, each a process that a test may kill.

They are forked from one process that has imported everything already: importing it in each takes longer than
all that the tests do.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parent.parent


class DaskProcesses:
    """`with DaskProcesses(folder) as dask`; `address` is for `--on`, `scheduler` and `workers` are process
    ids."""

    def __init__(self, folder: Path, workers: int = 3) -> None:
        call = [sys.executable, "-m", "tests.dask_processes", str(folder), str(workers)]
        with (folder / "dask.log").open("wb") as log:
            self._parent = subprocess.Popen(
                call, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self._parent.stdout is not None
        said = self._parent.stdout.readline().split()
        assert said, (folder / "dask.log").read_text()
        self.address = said[0].replace("tcp://", "dask://")
        self.scheduler, *self.workers = map(int, said[1:])

    def kill(self, process: int) -> None:
        os.kill(process, signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._parent.communicate()


def main() -> None:
    """Says address and process ids, and ends all of them when its input ends."""
    for name in ("distributed", "crawler.reread", "crawler.archive.verify", "indexer.copies.ledger.rebuild"):
        import_module(name)
    from crawler import reader
    from crawler.items import Capture
    from shengmei.tasks.same_code import code_digest
    from tests.crawler.spiders.web import article

    folder, workers = Path(sys.argv[1]), int(sys.argv[2])
    code_digest()
    page = article("任意一块田").encode()
    reader.read(Capture(url="https://news0.example/1.html", fetched_at=datetime.now(UTC), body=page))
    read_end, write_end = os.pipe()
    processes = [_forked(lambda: _scheduler(write_end))]
    os.close(write_end)
    with os.fdopen(read_end) as told:
        address = told.readline().strip()
    processes += [_forked(lambda: _worker(address, folder)) for _ in range(workers)]
    sys.stdout.write(f"{' '.join([address, *map(str, processes)])}\n")
    sys.stdout.flush()
    sys.stdin.read()
    for process in processes:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _forked(run: Callable[[], Coroutine[Any, Any, None]]) -> int:
    process = os.fork()
    if process == 0:
        try:
            asyncio.run(run())
        finally:
            os._exit(0)
    return process


async def _scheduler(write_end: int) -> None:
    from distributed import Scheduler

    async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as scheduler:
        os.write(write_end, f"{scheduler.address}\n".encode())
        await scheduler.finished()


async def _worker(address: str, folder: Path) -> None:
    from distributed import Worker

    plugin = _tasks_told(folder / f"tasks-{os.getpid()}.log")
    async with Worker(
        address, nthreads=1, local_directory=str(folder), dashboard=False, plugins=[plugin]
    ) as worker:
        await worker.finished()


def _tasks_told(path: Path) -> Any:
    """What writes down each task that the worker begins, and each that it has ended."""
    from distributed import WorkerPlugin

    class TasksTold(WorkerPlugin):  # type: ignore[misc]
        def transition(self, key: Any, start: str, finish: str, **_more: Any) -> None:
            if finish == "executing" or (start == "executing" and finish == "memory"):
                with path.open("a") as file:
                    file.write(f"{'begun' if finish == 'executing' else 'ended'} {key}\n")

    return TasksTold()


if __name__ == "__main__":
    main()
