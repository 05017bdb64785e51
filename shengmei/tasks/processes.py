"""Tasks on the cores of this machine, a process each."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from shengmei.console.translation import translated
from shengmei.problems import Problem
from shengmei.tasks.running import Tasks, TasksError


@contextmanager
def on_processes(number: int) -> Iterator[Tasks]:
    """So many processes, which end with this one, however it ends."""
    with ProcessPoolExecutor(number, initializer=_begin) as pool:
        try:
            yield Tasks(pool, at_once=number, explain=_explain)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # what still waits would be done for nobody
            raise


def _begin() -> None:
    """In a new process: Ctrl-C is for who asked; and who asked may be killed, which a pool's processes do not
    notice: they would wait for ever, since each holds the others' pipes open."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _explain(error: BaseException) -> Problem | None:
    if isinstance(error, BrokenProcessPool):
        return TasksError(
            translated(
                "a process that worked for this one died: killed, or out of memory (--processes 1 needs the "
                "least). What was done until then is kept"
            )
        )
    return None
