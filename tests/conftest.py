"""Settings of all tests."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from shengmei.ledger_place import LedgerPlace
from shengmei.store_place import StorePlace
from tests.postgresql import ONE_STORE, Ledgers, stop_postgresql
from tests.servers.fixtures import stop_servers

# No test depends on speed: a busy machine must not fail one for being slow.
settings.register_profile("shengmei", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shengmei")
# Of `make mutants`: the same few examples for each of some thousand mutants.
settings.register_profile(
    "mutants", parent=settings.get_profile("shengmei"), max_examples=5, derandomize=True
)

# A shell without job control starts what ends in `&` with Ctrl-C ignored; the commands that tests start, and
# interrupt, would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_place(request: pytest.FixtureRequest, tmp_path: Path) -> StorePlace:
    """Where a new store is to be, once on each database: a file, or tables without rows."""
    if request.param == "sqlite":
        return tmp_path / "data" / "shengmei.sqlite"
    return ONE_STORE.emptied()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], LedgerPlace]]:
    """Gives the place of a ledger that is not there yet, another one at each call, once on each database."""
    if request.param == "sqlite":
        files = (tmp_path / f"ledger-{number}.sqlite" for number in count())
        yield lambda: next(files)
        return
    there = Ledgers()
    yield there.place
    there.drop()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Of several test processes (pytest-xdist): which gets what."""
    from tests.scheduling import FewServers  # only where pytest-xdist is in use

    return FewServers(config, log) if config.getvalue("dist") == "loadscope" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a test process of several: what takes long comes first, so that none is left with it at the end."""
    if hasattr(config, "workerinput"):
        from tests.scheduling import turn

        items.sort(key=lambda item: turn(item.nodeid))


def pytest_sessionfinish() -> None:
    """Ends the servers that tests of this process have started."""
    stop_servers()
    stop_postgresql()
