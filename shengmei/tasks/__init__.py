"""Tasks beside each other: on all cores of this machine, or on the workers of a Dask cluster.

    with running(on="dask://10.0.0.5:8786") as tasks:
        for file, found in tasks.in_order(check, files, lambda file: (folder, file)):
            ...

A task is a function of a module with arguments that can be pickled. It writes nothing: who asked for it does,
when it has the result. So a task that is run twice, because its worker died, does no harm.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from shengmei.tasks.running import Task, Tasks, TasksError

__all__ = ["Task", "Tasks", "TasksError", "running"]


def _nothing() -> str:
    return ""


@contextmanager
def running(
    on: str | None = None, processes: int | None = None, *, alike: Callable[[], str] = _nothing
) -> Iterator[Tasks]:
    """Where tasks run: on the cluster at `on` (`dask://HOST:PORT`), else in so many processes, by default one
    for each core; of one process they run in this one, as they are asked for.

    `alike` tells what else than the code must be the same on a cluster's workers as here. Raises
    `UsageProblem` for another address or a missing extra, `TasksError` for a cluster that cannot be used.
    """
    if on is not None:
        from shengmei.tasks.dask_cluster import on_cluster

        with on_cluster(on, alike) as tasks:
            yield tasks
        return
    number = processes or os.cpu_count() or 1
    if number == 1:
        yield Tasks(None, at_once=1)
        return
    from shengmei.tasks.processes import on_processes

    with on_processes(number) as tasks:
        yield tasks
