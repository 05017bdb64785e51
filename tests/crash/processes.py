"""`shengmei` in processes whose clock stands elsewhere, forked from one that has imported it."""

from __future__ import annotations

import os
from datetime import datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

import time_machine

from tests import program

program.SERVER.set_forkserver_preload([*program.PRELOADED, "indexer.watch", __name__])


def start(arguments: tuple[str, ...], at: datetime, proxy: str, said: Path) -> BaseProcess:
    """Starts the command at that moment, from which its clock goes on; what it prints on stderr goes to the
    file `said`."""
    environment = {**os.environ, "SHENGMEI_CONFIG": os.devnull, "http_proxy": proxy}
    process = program.SERVER.Process(target=_run, args=(arguments, environment, at, str(said)))
    process.start()
    return process


def _run(arguments: tuple[str, ...], environment: dict[str, str], at: datetime, said: str) -> None:
    """In the forked process."""
    time_machine.travel(at, tick=True).start()
    program.run_command(arguments, environment, os.devnull, said)
