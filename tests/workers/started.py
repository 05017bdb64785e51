"""`shengmei worker` as a process, with a data directory of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

NO_ENVIRONMENT = {"SHENGMEI_CONFIG": os.devnull, "SHENGMEI_CONTACT": "me@example.cn"}


class StartedWorker:
    """`words` are further words of the command."""

    def __init__(self, name: str, folder: Path, settings: dict[str, str], *words: str) -> None:
        self.name, self._folder = name, folder
        command = [sys.executable, "-m", "search_cli", "worker", "--name", name, *words]
        self._command = [*command, "--data", str(folder / name)]
        self._environment = os.environ | NO_ENVIRONMENT | settings
        self.endings: list[int] = []
        self.start()

    def start(self) -> None:
        with (self._folder / f"{self.name}.log").open("ab") as log:
            self._process = subprocess.Popen(self._command, env=self._environment, stderr=log, stdout=log)

    def send(self, number: int) -> None:
        self._process.send_signal(number)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def end(self, seconds: float) -> None:
        """Waits for its end so long, woken where it was stopped; then kills it."""
        with suppress(ProcessLookupError):
            self.send(signal.SIGCONT)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def has_ended(self) -> bool:
        code = self._process.poll()
        return code is not None

    def wait(self, seconds: float) -> int:
        """Its exit code."""
        return self._process.wait(seconds)

    def said(self) -> str:
        return (self._folder / f"{self.name}.log").read_text(encoding="utf-8")
