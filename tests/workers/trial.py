"""One trial: workers fetch everything that is due, and the account of what web and store saw."""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from crawler.store import Discovery, Store
from tests.postgresql import ONE_STORE, postgresql_server
from tests.workers.disturbances import Disturbances
from tests.workers.started import StartedWorker
from tests.workers.watched_web import WatchedWeb

_KEPT = text("SELECT count(*) FROM frontier WHERE state = 'kept'")
NONE = {"kill": 0, "stop": 0, "restart": 0, "cut": 0}
LATE = 0.5  # of the delay: so much later than the one before a busy web may notice a request


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a trial is made of; seconds."""

    groups: int
    each: int
    workers: int
    delay: float
    lease: float
    at_once: int
    answer: float = 0.01  # that an answer takes
    between: float = 1.0  # from one disturbance to the next, at least
    within: float = 3600.0  # that it may take
    seed: int = 1
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Account:
    """What came of it. `shortest` and `shortest_kept`: the shortest gap of a host in seconds, as the web saw
    requests, and as the store has the answers; `too_short`: how many gaps the web saw were shorter than the
    delay, by more than it may be late itself."""

    seconds: float
    pages: int
    kept: int
    revisions: int
    asked_twice: int
    most_at_once: int
    shortest: float
    shortest_kept: float
    too_short: int
    done: dict[str, int]
    take_overs: dict[str, list[float]]  # seconds, by what happened to the worker; the shortest first
    said: str

    @property
    def all_once(self) -> bool:
        return self.kept == self.pages == self.revisions


def trial(plan: Plan) -> Account:
    """Runs it; the workers are started again as long as something is due."""
    server, place = postgresql_server(), ONE_STORE.emptied()
    hosts = [f"news.outlet{number}.example" for number in range(plan.groups)]
    engine = create_engine(place.url, pool_pre_ping=True)
    with WatchedWeb(hosts, plan.each, plan.answer) as web, tempfile.TemporaryDirectory() as folder:
        with Store.open(place) as store:
            found = [Discovery(url=_canonical(url), address=url, site=_host(url)) for url in web.urls]
            store.write(lambda transaction: transaction.frontier.discover(found, datetime.now(UTC)))
        settings = {"SHENGMEI_STORE": place.url, "SHENGMEI_LEASE": str(plan.lease), "http_proxy": web.address}
        words = ("--delay", str(plan.delay), "--at-once", str(plan.at_once), "--visit-pages", "40")
        workers = [
            StartedWorker(f"w{number}", Path(folder), settings, *words, "--visit-time", "5s")
            for number in range(plan.workers)
        ]
        counts = NONE | dict(plan.counts)
        pages = len(web.urls)
        chaos = Disturbances(
            workers, server, engine, seed=plan.seed, lease=plan.lease, counts=counts, pages=pages
        )
        began = time.monotonic()
        while (number := _kept_now(engine)) < pages and time.monotonic() < began + plan.within:
            with suppress(DBAPIError):  # the connection that was cut is this one's too
                chaos.look(number, between=plan.between)
            for worker in workers:
                if worker.has_ended():
                    worker.start()
            time.sleep(0.1)
        first = min(times[0] for times in web.sent.values())
        seconds = max(times[-1] for times in web.sent.values()) - first
        for worker in workers:
            worker.end(120 if _kept_now(engine) == pages else 0)
        said = "\n".join(worker.said() for worker in workers)
    kept, revisions, shortest_kept = _kept(engine)
    engine.dispose()
    gaps = web.gaps()
    return Account(
        seconds=seconds,
        pages=len(web.urls),
        kept=kept,
        revisions=revisions,
        asked_twice=web.asked_twice(),
        most_at_once=max(web.most.values()),
        shortest=gaps[0],
        shortest_kept=shortest_kept,
        too_short=sum(gap < plan.delay * (1 - LATE) for gap in gaps),
        done=chaos.done,
        take_overs={what: sorted(seconds) for what, seconds in chaos.take_overs.seconds.items()},
        said=said,
    )


def _kept_now(engine) -> int:
    """How many pages are kept; 0 while the database is away."""
    with suppress(DBAPIError), engine.connect() as connection:
        return connection.execute(_KEPT).scalar_one()
    return 0


def _kept(engine) -> tuple[int, int, float]:
    with engine.connect() as connection:
        kept = connection.execute(_KEPT).scalar_one()
        revisions = connection.execute(text("SELECT count(*) FROM revisions")).scalar_one()
        rows = connection.execute(text("SELECT url, fetched_at FROM captures ORDER BY fetched_at")).all()
    times: dict[str, list[float]] = {}
    for url, at in rows:
        times.setdefault(_host(url), []).append(datetime.fromisoformat(at).timestamp())
    gaps = [b - a for one in times.values() for a, b in pairwise(one)]
    return kept, revisions, min(gaps)


def _canonical(url: str) -> str:
    return url.replace("http://", "https://", 1)


def _host(url: str) -> str:
    return url.split("/")[2]
