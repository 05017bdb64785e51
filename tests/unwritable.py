"""A data directory in which nobody may write, for tests that look at one as another user."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534
# Runs the command once where it may write, so that all modules are loaded, which another user might not be
# able to read; then without any right to write.
SCRIPT = """
import contextlib, io, json, os, sys
from search_cli.cli import make_root

def run(data, command):
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            make_root()(["--data", data, *command])
        except SystemExit as ended:
            return ended.code, *(one.buffer.getvalue().decode() for one in (out, err))

first, second, user, commands = sys.argv[1:5]
commands = json.loads(commands)
for one in commands:
    run(first, [part.replace("FILE", "before") for part in one])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
print(json.dumps([run(second, [part.replace("FILE", "after") for part in one]) for one in commands]))
"""


@contextmanager
def unwritable_copy(data: Path) -> Iterator[Path]:
    """A copy of the data directory, without locks of its makers, in which nobody may write."""
    # Not in pytest's folders: every session that begins closes them to other users again.
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        folder = Path(shutil.copytree(data, Path(parent) / "data"))
        for lock in (folder / "index").glob(".tantivy-*.lock"):
            lock.unlink()
        for one in (folder, *folder.rglob("*")):
            one.chmod(0o555 if one.is_dir() else 0o444)
        yield folder
        for one in (folder, *folder.rglob("*")):
            one.chmod(0o755)


def run_as_nobody(data: Path, closed: Path, commands: list[list[str]]) -> list[tuple[int, str, str]]:
    """The exit code, output and notes of each command on `closed` as another user, since root passes over
    permissions; before that each is run once on `data`, where it may write."""
    call = [sys.executable, "-c", SCRIPT, str(data), str(closed), str(NOBODY), json.dumps(commands)]
    done = subprocess.run(call, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [(code or 0, said, noted) for code, said, noted in json.loads(done.stdout)]
