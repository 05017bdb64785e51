from __future__ import annotations

import platform
import subprocess
import sys

import pytest

ARENAS = """
import ctypes, sys, threading
from indexer.memory import share_one_arena
if sys.argv[2] == "shared":
    share_one_arena()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(4)
def take():
    together.wait()
    libc.malloc(1000)
    together.wait()
threads = [threading.Thread(target=take) for _ in range(4)]
for one in threads: one.start()
for one in threads: one.join()
out = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
"""


def arenas(tmp_path, how: str) -> int:
    """How many places for memory a process with four threads more has."""
    written = tmp_path / "arenas.xml"
    subprocess.run([sys.executable, "-c", ARENAS, str(written), how], check=True, timeout=60)
    return written.read_text().count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc is missing: only its malloc has arenas")
def test_threads_share_one_arena(tmp_path):
    assert arenas(tmp_path, "shared") == 1
    assert arenas(tmp_path, "each its own") > 1
