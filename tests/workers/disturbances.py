"""What happens to workers and their database: kills, stops longer than a lease, restarts, cut connections."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Engine, text

from crawler.store import stamp
from tests.postgresql import PostgresServer
from tests.workers.started import StartedWorker

SPREAD = 0.9  # of the work: what happens after that may find nothing to disturb
_HELD = text(
    "SELECT w.name, g.grp, g.epoch FROM groups g JOIN workers w ON w.holder = g.holder "
    "WHERE w.ended_at IS NULL AND g.lease_until > :now"
)
_STATES = text("SELECT grp, epoch, lease_until FROM groups")
_CUT = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass
class TakeOvers:
    """How long it took until others had, or could have, the platforms of workers that were killed or stopped:
    there are more platforms than are visited at a time."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {"kill": [], "stop": []})
    # By platform: epoch, since when, and what happened.
    _waiting: dict[str, tuple[int, float, str]] = field(default_factory=dict)

    def begin(self, held: list[tuple[str, int]], what: str) -> None:
        """`held`: platforms and epochs of a worker that is killed or stopped now."""
        self._waiting |= {group: (epoch, time.monotonic(), what) for group, epoch in held}

    def put_off(self, seconds: float) -> None:
        """The database was away for so long: nobody could take anything over meanwhile."""
        self._waiting = {
            group: (epoch, since + seconds, what) for group, (epoch, since, what) in self._waiting.items()
        }

    def look(self, engine: Engine) -> None:
        if self._waiting:
            with engine.connect() as connection:
                states = {row.grp: row for row in connection.execute(_STATES)}
            now = stamp(datetime.now(UTC))
            for group, (epoch, since, what) in list(self._waiting.items()):
                state = states[group]
                if state.epoch > epoch or state.lease_until is None or state.lease_until < now:
                    self.seconds[what].append(time.monotonic() - since)
                    del self._waiting[group]


class Disturbances:
    """Each of them, in a random order, spread at random over the work: the next one comes when so many pages
    are kept. Spread over time instead, they end the work on a busy machine, where a worker that was killed
    takes longer to start than the next kill to come."""

    def __init__(
        self,
        workers: list[StartedWorker],
        server: PostgresServer,
        engine: Engine,
        *,
        seed: int,
        lease: float,
        counts: dict[str, int],
        pages: int,
    ) -> None:
        """`pages`: how many there are to keep."""
        self._workers, self._server, self._engine, self._lease = workers, server, engine, lease
        self._random = random.Random(seed)
        self._left = [name for name, count in counts.items() for _ in range(count)]
        self._random.shuffle(self._left)
        most = int(SPREAD * pages)
        # How many pages are kept when each comes; the last one stands first.
        self._comes_at = sorted((self._random.randrange(most + 1) for _ in self._left), reverse=True)
        self._stopped: dict[StartedWorker, float] = {}  # when each goes on
        self._next_at = time.monotonic()
        self.done: dict[str, int] = dict.fromkeys(counts, 0)
        self.take_overs = TakeOvers()

    @property
    def over(self) -> bool:
        return not self._left and not self._stopped

    def look(self, kept: int, *, between: float) -> None:
        """Does what is due when so many pages are `kept`; the next one comes `between` seconds later, more or
        less, at the earliest."""
        now = time.monotonic()
        for worker, at in list(self._stopped.items()):
            if now >= at:
                worker.send(signal.SIGCONT)
                del self._stopped[worker]
        self.take_overs.look(self._engine)
        if self._left and now >= self._next_at and kept >= self._comes_at[-1]:
            doing: Callable[[], bool] = getattr(self, f"_{self._left[-1]}")
            if doing():
                self._comes_at.pop()
                self.done[self._left.pop()] += 1
                self._next_at = time.monotonic() + self._random.uniform(0.3, 1.7) * between

    def _kill(self) -> bool:
        worker = self._one_that_works("kill")
        if worker is not None:
            worker.kill()
            worker.start()
        return worker is not None

    def _stop(self) -> bool:
        worker = self._one_that_works("stop")
        if worker is not None:
            worker.send(signal.SIGSTOP)
            self._stopped[worker] = time.monotonic() + 2 * self._lease
        return worker is not None

    def _restart(self) -> bool:
        began = time.monotonic()
        self._engine.dispose()
        self._server.stop("fast")
        self._server.start()
        self.take_overs.put_off(time.monotonic() - began)
        return True

    def _cut(self) -> bool:
        with self._engine.connect() as connection:
            connection.execute(_CUT)
        return True

    def _one_that_works(self, what: str) -> StartedWorker | None:
        """Any of those that have platforms now, for which `what` begins; None while all are starting, as on a
        machine that is busy."""
        held: dict[str, list[tuple[str, int]]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(_HELD, {"now": stamp(datetime.now(UTC))}):
                held.setdefault(row.name, []).append((row.grp, row.epoch))
        able = [one for one in self._workers if one not in self._stopped and one.name in held]
        if not able:
            return None
        worker = self._random.choice(able)
        self.take_overs.begin(held[worker.name], what)
        return worker
