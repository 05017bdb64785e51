"""Crawls and feeds an index through a simulated year, with kills at random moments or without any.

A third of the steps crawl and then feed (`index sync`), a third feed as they crawl, a third crawl beside
`index watch`. What is killed is started again at once, some seconds later by its clock.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

from tests.crash.outlet import SimulatedOutlet
from tests.crash.plan import Year
from tests.crash.processes import start

NAMES = (("crawl", "sync"), ("crawl with index",), ("crawl", "watch"))  # what runs in the steps, in turn
LOOK = 0.003  # seconds between two looks at a process
PATIENCE = 300  # seconds that a process may take


class Failed(Exception):
    """A process ended as none may, whatever was killed before it."""


@dataclass(frozen=True)
class Took:
    """What a process took in the undisturbed year: by it the moments of kills are chosen."""

    seconds: float
    answers: int


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after the start and, of a crawl, after so many answers."""

    seconds: float
    answers: int = 0


@dataclass
class Kills:
    """Chooses moments; `done` counts the kills that met a process alive, by what they met."""

    number: int
    random: Random
    took: dict[tuple[int, str], Took]
    done: Counter[str] = field(default_factory=Counter)
    late: int = 0  # processes that had ended before their moment came: another one is killed instead
    _due: Counter[int] = field(default_factory=Counter)  # by step
    _left: int = 0

    def __post_init__(self) -> None:
        steps = sorted({step for step, _ in self.took})
        self._due.update(self.random.choices(steps, k=self.number))

    def of_step(self, step: int) -> dict[str, list[Moment]]:
        """The moments of a step's kills, by what is killed."""
        chosen: dict[str, list[Moment]] = {}
        for _ in range(self._due[step] + self._left):
            name = self.random.choice(NAMES[step % len(NAMES)])
            chosen.setdefault(name, []).append(self._moment(self.took[step, name]))
        self._left = 0
        return chosen

    def missed(self, number: int) -> None:
        self.late += number
        self._left += number

    def _moment(self, took: Took) -> Moment:
        if took.answers and self.random.random() < 0.5:
            return Moment(self.random.uniform(0, 0.1), self.random.randint(1, took.answers))
        return Moment(self.random.uniform(0, took.seconds))


class Job:
    """A command that is run to its end, however often it is killed meanwhile."""

    def __init__(
        self, name: str, begin: Callable[[], BaseProcess], outlet: SimulatedOutlet, moments: list[Moment]
    ) -> None:
        self.name, self.killed = name, 0
        self.missed = 0
        self._begin, self._outlet, self._moments = begin, outlet, moments
        self._first = time.monotonic()
        self._start()

    def goes_on(self) -> bool:
        """Looks at it once; False when it has come to its end."""
        if self._process.exitcode is not None:
            self._end()
            return False
        if time.monotonic() - self._first > PATIENCE:
            self._process.kill()
            raise Failed(f"{self.name} did not end")
        if self._moments and self._is_time(self._moments[0]):
            self._moments.pop(0)
            self._process.kill()
            self._process.join()
            if self._process.exitcode != -signal.SIGKILL:  # it ended at this very moment
                self.missed += 1
                self._end()
                return False
            self.killed += 1
            self._start()
        return True

    def stop(self) -> None:
        """Ends what would go on for ever."""
        if self._process.exitcode is None:
            self._process.terminate()
            self._process.join(PATIENCE)
        self._end()

    @property
    def took(self) -> Took:
        return Took(time.monotonic() - self._first, len(self._outlet.asked))

    def _start(self) -> None:
        self._process = self._begin()
        self._started, self._asked = time.monotonic(), len(self._outlet.asked)
        self._answered_at: float | None = None

    def _is_time(self, moment: Moment) -> bool:
        now = time.monotonic()
        if len(self._outlet.asked) - self._asked < moment.answers:
            return False
        if self._answered_at is None:
            self._answered_at = now if moment.answers else self._started
        return now - self._answered_at >= moment.seconds

    def _end(self) -> None:
        self.missed += len(self._moments)
        self._moments = []
        # 4: pages failed, as they do while the outlet is down. SIGTERM before it was waited for is no fault.
        fine = (0, 4) if self.name.startswith("crawl") else (0, -signal.SIGTERM)
        if self._process.exitcode not in fine:
            raise Failed(f"{self.name} ended with {self._process.exitcode}")


def live(
    year: Year, data: Path, kills: Kills | None = None, say: Callable[[str], None] = lambda _: None
) -> dict[tuple[int, str], Took]:
    """The whole year; what each process took, by step and name. Raises `Failed`."""
    took: dict[tuple[int, str], Took] = {}
    said = data.with_name(f"{data.name}.stderr")
    with SimulatedOutlet(year) as outlet:
        for number, at in enumerate(year.crawls):
            outlet.set_time(at)
            moments = kills.of_step(number) if kills else {}
            try:
                for job in _step(number, at, data, outlet, moments, said):
                    took[number, job.name] = job.took
                    if kills:
                        kills.done[job.name] += job.killed
                        kills.missed(job.missed)
            except Failed as failure:
                told = said.read_text(encoding="utf-8")
                raise Failed(f"step {number}, {at}: {failure}\n{told}") from failure
            if number % 20 == 0:
                say(f"{at:%Y-%m-%d}: {sum(kills.done.values()) if kills else 0} kills")
    return took


def _step(
    number: int,
    at: datetime,
    data: Path,
    outlet: SimulatedOutlet,
    moments: dict[str, list[Moment]],
    said: Path,
) -> Iterator[Job]:
    """Runs what belongs to a step; each job when it has ended."""
    began = time.monotonic()
    crawl = ("crawl", "demo", "--delay", "0", "--data", str(data))
    calls = {
        "crawl": (*crawl, "--no-index"),
        "crawl with index": crawl,
        "sync": ("index", "sync", "--data", str(data)),
        "watch": ("index", "watch", "--every", "0.2", "--data", str(data)),
    }

    def job(name: str) -> Job:
        def begin() -> BaseProcess:
            now = at + timedelta(seconds=time.monotonic() - began)
            return start(calls[name], now, outlet.address, said)

        return Job(name, begin, outlet, moments.get(name, []))

    first, *others = NAMES[number % len(NAMES)]
    beside = job("watch") if "watch" in others else None
    running = job(first)
    while running.goes_on():
        if beside and not beside.goes_on():
            raise Failed("watch ended by itself")
        time.sleep(LOOK)
    yield running
    if beside:
        beside.stop()
        yield beside
    if "sync" in others:
        running = job("sync")
        while running.goes_on():
            time.sleep(LOOK)
        yield running
