"""The command `shengmei` in a process of its own, forked from one that has imported what a crawl needs.

Importing takes most of the time of a small crawl. A test of starting, signals or kills starts Python anew.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

PRELOADED = ["tests.imported_by_crawls", "tests.program"]
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(PRELOADED)


def shengmei(*arguments: str, check: bool = False, timeout: int = 300, **variables: str):
    """Runs the command with these arguments and environment variables; what it printed and its exit code."""
    done = in_a_process(run_command, (), arguments, variables, timeout)
    if check:
        done.check_returncode()
    return done


def in_a_process(
    target: Callable[..., None],
    given: tuple[object, ...],
    arguments: tuple[str, ...],
    variables: Mapping[str, str],
    timeout: int,
) -> subprocess.CompletedProcess[str]:
    """What a forked process printed, and its exit code.

    It calls `target` with what is `given`, the command's arguments, its environment, and the files for what
    it prints.
    """
    environment = {**os.environ, "SHENGMEI_CONFIG": os.devnull, **variables}
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = SERVER.Process(target=target, args=(*given, arguments, environment, str(out), str(err)))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(arguments, timeout)
        said = [path.read_text(encoding="utf-8") if path.exists() else "" for path in (out, err)]
    return subprocess.CompletedProcess(["shengmei", *arguments], process.exitcode, *said)


def run_command(arguments: tuple[str, ...], environment: Mapping[str, str], out: str, err: str) -> None:
    """In the forked process."""
    os.environ.clear()
    os.environ.update(environment)
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.argv = ["shengmei", *arguments]
    from search_cli.cli import main

    main()
