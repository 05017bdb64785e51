"""A server of the tests never outlives the process that started it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.postgresql import postgresql_server

SCRIPT = """
import sys
from tests.postgresql import postgresql_server
print(postgresql_server().home, flush=True)
sys.stdin.read()
"""


def test_a_server_ends_with_a_process_that_is_killed():
    postgresql_server()  # skips, or fails in CI, where there is none
    command = [sys.executable, "-c", SCRIPT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        home = Path(process.stdout.readline().strip())
        assert (home / "data" / "postmaster.pid").exists()
        process.kill()
    until = time.monotonic() + 60
    while home.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not home.exists()
