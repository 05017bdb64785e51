"""Tasks on the workers of a Dask cluster, wherever they are.

A worker that dies is noticed by the scheduler, which gives its tasks to others. Where the scheduler dies, or
no worker is left, this ends with an error; what was done until then is kept by who asked.
"""

from __future__ import annotations

import logging
import re
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from shengmei.console.translation import message
from shengmei.optional_libraries import require
from shengmei.problems import Problem, UsageProblem
from shengmei.tasks import same_code
from shengmei.tasks.running import Tasks, TasksError

if TYPE_CHECKING:
    from distributed import Client

CONNECT_WITHIN = 10.0  # seconds
WORKERS_WITHIN = 10.0  # seconds, until one worker has come
WITHOUT_WORKERS = 60.0  # seconds for which no worker may be there
_ADDRESS = re.compile(r"dask://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):(?P<port>\d{1,5})/?\Z")


@contextmanager
def on_cluster(address: str, alike: Callable[[], str]) -> Iterator[Tasks]:
    """The workers of the scheduler at `dask://HOST:PORT`, each of which must have this very code."""
    where = _scheduler(address)
    require("--on dask://…", "dask", "distributed")
    import dask
    from distributed import Client

    _be_silent()
    try:
        # As Dask's own settings say, with the certificates that stand there.
        encrypted = dask.config.get("distributed.comm.require-encryption", None)
        scheduler = f"{'tls' if encrypted else 'tcp'}://{where}"
        client = Client(scheduler, timeout=CONNECT_WITHIN, set_as_default=False)
    except (OSError, ValueError) as error:
        raise TasksError(message("no Dask scheduler answers at {address}", address=address)) from error
    try:
        cluster = _Cluster(client, address, alike)
        yield Tasks(
            None,
            at_once=cluster.check_workers(),
            far=True,
            submit=cluster.submit,
            look=cluster.look,
            explain=cluster.explain,
        )
    finally:
        client.close(timeout=CONNECT_WITHIN)


def _be_silent() -> None:
    """What goes wrong is said here, once. Dask gives each of its loggers a level of its own."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _scheduler(address: str) -> str:
    found = _ADDRESS.match(address)
    if found is None or not 0 < int(found["port"]) < 1 << 16:
        raise UsageProblem(
            message(
                "--on {address}: write dask://HOST:PORT, the address of a Dask scheduler", address=address
            )
        )
    return f"{found['host']}:{found['port']}"


class _Cluster:
    def __init__(self, client: Client, address: str, alike: Callable[[], str]) -> None:
        self._client, self._address, self._alike = client, address, alike
        self._here = same_code.identity(alike)
        self._executor = client.get_executor(pure=False)
        self._seen_workers = time.monotonic()

    def check_workers(self) -> int:
        """How many workers there are; raises `TasksError` for none, and for one with other code."""
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_WITHIN)
        except TimeoutError as error:
            raise TasksError(
                message("the Dask scheduler at {address} has no workers", address=self._address)
            ) from error
        try:
            found = self._client.run(same_code.identity, self._alike)
        except Exception as error:  # a border: whatever a worker without this code answers
            raise TasksError(
                message(
                    "a worker of {address} cannot run this version of shengmei ({error}): install it there",
                    address=self._address,
                    error=f"{type(error).__name__}: {error}",
                )
            ) from error
        for worker, there in sorted(found.items()):
            if problem := same_code.difference(worker, tuple(there), self._here):
                raise TasksError(problem)
        return len(found)

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        with warnings.catch_warnings():
            # That a task's arguments are large: they are the rows of a file, which no two tasks share.
            warnings.simplefilter("ignore", UserWarning)
            future: Future[Any] = self._executor.submit(
                same_code.run_alike, self._here, self._alike, function, *arguments
            )
        return future

    def look(self) -> None:
        """Raises `TasksError` where the scheduler is gone, or all workers for a minute."""
        if self._client.status not in ("running", "connecting"):
            raise self._gone()
        if self._client.status == "running" and self._client.scheduler_info(n_workers=1)["workers"]:
            self._seen_workers = time.monotonic()
        elif time.monotonic() - self._seen_workers > WITHOUT_WORKERS:
            raise self._gone()

    def explain(self, error: BaseException) -> Problem | None:
        from distributed import KilledWorker
        from distributed.comm.core import CommClosedError

        if isinstance(error, KilledWorker):
            return TasksError(
                message(
                    "several workers of {address} died of the same task, of too little memory perhaps",
                    address=self._address,
                )
            )
        if isinstance(error, CancelledError | CommClosedError):
            return self._gone()
        return None

    def _gone(self) -> TasksError:
        return TasksError(
            message(
                "the Dask scheduler or all workers of {address} are gone: start them, and run this again",
                address=self._address,
            )
        )
