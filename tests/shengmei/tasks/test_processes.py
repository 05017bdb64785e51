"""Tasks on this machine: in order, few ahead, errors as they were raised, and nothing left of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from shengmei.problems import UsageProblem
from shengmei.tasks import TasksError, running

# Says the ids of two processes that work for it, and is killed then.
KILLED = """
import os, signal, time
from shengmei.tasks import running
with running(processes=2) as tasks:
    asked = [tasks.submit(time.sleep, 0.3) for _ in range(2)]
    ids = {tasks.submit(os.getpid).result() for _ in range(20)}
    print(*ids, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def double(number: int) -> int:
    if number == 13:
        raise KeyError(number)
    if number == 99:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_order_and_few_are_asked_for_ahead(processes):
    drawn = []

    def numbers():
        for number in range(12):
            drawn.append(number)
            yield number

    with running(processes=processes) as tasks:
        found = []
        for number, result in tasks.in_order(double, numbers(), lambda number: (number,)):
            found.append((number, result))
            assert len(drawn) - len(found) <= 2 * processes
    assert found == [(number, 2 * number) for number in range(12)]


@pytest.mark.parametrize("processes", [1, 2])
def test_what_a_task_raises_is_raised_where_its_result_is_asked_for(processes):
    with running(processes=processes) as tasks:
        task = tasks.submit(double, 13)
        with pytest.raises(KeyError):
            task.result()
        assert tasks.submit(double, 1).result() == 2


def test_a_process_that_dies_is_one_clear_error():
    with pytest.raises(TasksError, match="died"), running(processes=2) as tasks:
        list(tasks.in_order(double, [1, 99, 2, 3], lambda number: (number,)))


def test_processes_end_with_who_asked_them_when_it_is_killed():
    done = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    ids = [int(one) for one in done.stdout.split()]
    assert ids
    until = time.monotonic() + 60
    while any(os.path.exists(f"/proc/{one}/status") and not _ended(one) for one in ids):
        assert time.monotonic() < until, "they wait for ever"
        time.sleep(0.05)


def _ended(process: int) -> bool:
    """Gone, or a zombie that nobody has waited for yet."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tcp://127.0.0.1:8786",
        "dask://",
        "dask://host",
        "dask://host:0",
        "dask://host:99999",
        "dask://a b:1",
    ],
)
def test_another_address_than_a_dask_schedulers_is_refused(address):
    with pytest.raises(UsageProblem, match="dask://HOST:PORT"), running(on=address):
        pass


def test_without_the_extra_the_way_to_install_it_is_said(monkeypatch):
    monkeypatch.setattr("shengmei.optional_libraries.find_spec", lambda _: None)
    with pytest.raises(UsageProblem, match=r"shengmei\[dask\]"), running(on="dask://127.0.0.1:8786"):
        pass
