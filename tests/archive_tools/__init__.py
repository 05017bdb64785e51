"""Other web-archive tools that tests hold our files against, each in an environment of its own (fetch.sh)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def tool(name: str) -> Path:
    """The folder of a tool, fetched where it is not there yet: `jwarc`, `pywb` or `scrapyd`. Where it cannot
    be had the test is skipped with the reason, or fails if `CI` is set."""
    folder = Path(os.environ.get("SHENGMEI_ARCHIVE_TOOLS", "/var/tmp/shengmei-archive-tools")) / name
    command = [str(HERE / "fetch.sh"), name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = f"{name} cannot be fetched: {done.stderr.strip()[-300:]}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


def java() -> str:
    """The program `java` of a JDK."""
    home = subprocess.run(
        [str(HERE.parent / "servers" / "jdk.sh")], capture_output=True, text=True, check=True
    )
    return f"{home.stdout.strip()}/bin/java"
