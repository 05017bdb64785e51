"""A Dask scheduler and its workers on loopback, each a process of its own that a test may kill."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 120.0  # seconds: a loaded machine starts them slowly


class DaskProcesses:
    """`with DaskProcesses(folder) as dask: dask.start_workers(3)`; `dask.address` is for `--on`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._log = (folder / "dask.log").open("ab")
        self.workers: list[subprocess.Popen[bytes]] = []
        call = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self.scheduler = self._start([*call, "--scheduler-file", str(self._file)])

    @property
    def address(self) -> str:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError, ValueError):
                return str(json.loads(self._file.read_text())["address"]).replace("tcp://", "dask://")
            time.sleep(0.02)
        raise AssertionError(f"no scheduler: see {self._log.name}")

    def start_workers(self, number: int) -> None:
        """Workers of one thread, which this waits for."""
        scheduler = self.address.replace("dask://", "tcp://")
        call = ["worker", scheduler, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
        folder = str(self._file.parent)
        self.workers += [self._start([*call, "--local-directory", folder]) for _ in range(number)]
        from distributed import Client

        with Client(scheduler, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=PATIENCE)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()

    def _start(self, call: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *call],
            cwd="/",
            stdout=self._log,
            stderr=self._log,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                self.kill(process)
        self._log.close()
