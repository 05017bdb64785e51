"""A worker: a crawl of what is due of a store that others share, with a name and an archive of its own."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.spiders.politeness.visits import VisitBounds, Visits
from crawler.store import Store, StoreError, Transaction
from crawler.store.archive_owner import check_worker_archive, directory_name
from crawler.store.boot_clock import clock
from shengmei import lock_files
from shengmei.messages import message
from shengmei.problems import UsageProblem

if TYPE_CHECKING:
    from filelock import FileLock

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")  # it stands in names of files


@dataclass(frozen=True, kw_only=True)
class WorkerOptions:
    """What a worker is started with. Without a `name` it gets one that no other has: of its machine and its
    data directory, which the next one there gets again."""

    name: str | None = None
    visits: VisitBounds = field(default_factory=VisitBounds)


class Worker:
    """One that runs; its name is its own as long as it is open. Raises `StoreError` for a name in use."""

    def __init__(self, options: WorkerOptions, store: Store, folder: Path, holder: str, lease: float) -> None:
        self._holder = holder
        self._directory = directory_name(folder)
        self._lease = timedelta(seconds=lease)
        self._lock: FileLock | None = None
        self.visits = Visits(options.visits, clock)
        self.drained = False
        self.name = self._take_name(options.name, folder)
        try:
            store.read(lambda there: check_worker_archive(there, self.name, self._directory))
        except StoreError:
            self.release()
            raise

    def begin(self, transaction: Transaction, now: datetime) -> None:
        """Writes down that it runs. Raises `StoreError` where one of its name runs on another machine: with a
        data directory that was copied, or is on a disk of both, their files would have the same names."""
        host, until = socket.gethostname(), now + self._lease
        check_worker_archive(transaction, self.name, self._directory)
        for one in transaction.workers.all(now):
            if one.name == self.name and one.runs and one.host != host:
                raise StoreError(
                    message(
                        "a worker {name} runs on {host}, with a data directory of the same name as this one: "
                        "choose another --name; of one that was killed wait for the end of its lease",
                        name=self.name,
                        host=one.host,
                    )
                )
        transaction.workers.begin(
            self.name, directory=self._directory, host=host, holder=self._holder, now=now, until=until
        )

    def renew(self, transaction: Transaction, now: datetime, pages: int) -> None:
        """Writes down how far it is, `pages` as its summary counts them; begins no visit once it was asked to
        end after those it makes."""
        asked = transaction.workers.renew(
            self.name, self._holder, now + self._lease, visits=self.visits.begun, pages=pages
        )
        self.drained = self.visits.is_draining = asked

    def end(self, transaction: Transaction, now: datetime, reason: str, pages: int) -> None:
        """Writes down that it has ended, and why."""
        transaction.workers.end(self.name, self._holder, now, reason, visits=self.visits.begun, pages=pages)

    def release(self) -> None:
        """Lets go of its name."""
        if self._lock is not None:
            lock_files.let_go(self._lock)
            self._lock = None

    def _take_name(self, wanted: str | None, folder: Path) -> str:
        for name in [wanted] if wanted else _names(self._directory):
            self._lock = lock_files.take(folder / f".worker-{name}.lock")
            if self._lock is not None:
                return name
        raise StoreError(
            message(
                "a worker {name} runs in {place}: choose another --name, or wait for it",
                name=wanted,
                place=folder,
            )
        )


def check_name(name: str | None) -> None:
    """Raises `UsageProblem` for a name that can stand in no name of a file."""
    if name is not None and not _NAME.fullmatch(name):
        raise UsageProblem(
            message(
                "a worker's name has small letters, digits, and . _ - within it, 64 at most: not {name!r}",
                name=name[:80],
            )
        )


def _names(directory: str) -> Iterator[str]:
    """`crawler-1-0f3c9a`, `crawler-1-0f3c9a-2` and so on: of the machine and its data directory."""
    host = re.sub(r"[^a-z0-9]+", "-", socket.gethostname().lower().partition(".")[0]).strip("-")[:32]
    first = f"{host or 'worker'}-{directory[:6]}"
    yield first
    yield from (f"{first}-{number}" for number in count(2))
