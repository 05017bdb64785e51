"""Runs the steps of the Containerfile where no image can be built: `make image-steps`.

Folders of the image become folders of an empty one (/src, /opt/shengmei, /data), `COPY . .` the files that
git tracks, and a command sees the environment that the image gives it and an empty home. Left out: what only
an image has (its base, its user). At the end the program that was installed answers as the image would.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDERS = re.compile(r"(?<![\w/.-])(/src|/opt/shengmei|/data)(?![\w-])")
ONLY_IN_AN_IMAGE = ("useradd ",)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        return _run_steps(Path(folder))


def _run_steps(root: Path) -> int:
    environment = {
        "PATH": f"{Path(sys.executable).resolve().parent}:/usr/bin:/bin",
        "HOME": str(root / "home"),
    }
    for name in ("home", "src", "data", "opt"):
        (root / name).mkdir()
    program: dict[str, list[str]] = {}
    for line in (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines():
        step, _, what = line.partition(" ")
        if step == "RUN" and not what.startswith(ONLY_IN_AN_IMAGE):
            _say(line)
            subprocess.run(
                ["/bin/sh", "-ec", _moved(what, root)], cwd=root / "src", env=environment, check=True
            )
        elif step == "COPY" and not what.startswith("--from"):
            _say(line)
            _copy(what.split()[0], root / "src")
        elif step == "ENV":
            for name, value in (pair.split("=", 1) for pair in what.split()):
                environment[name] = _moved(value, root).replace("$PATH", environment["PATH"])
        elif step in ("ENTRYPOINT", "CMD"):
            program[step] = json.loads(what)
    shutil.rmtree(root / "src")  # the image has none
    return _try(program["ENTRYPOINT"], program["CMD"], root / "home", environment)


def _copy(what: str, target: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z", what], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, tracked.stdout.split("\0")):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target / name)


def _try(entry: list[str], command: list[str], home: Path, environment: dict[str, str]) -> int:
    """Whether what is installed crawls its own outlets, and then says what it holds."""
    wrong = 0
    for arguments, expected in ((command, 3), (["demo"], 0), (command, 0), (["count", "长江"], 0)):
        call = [shutil.which(entry[0], path=environment["PATH"]) or entry[0], *entry[1:], *arguments]
        if arguments == ["demo"]:
            call += ["--data", environment["SHENGMEI_DATA"]]
        done = subprocess.run(call, cwd=home, env=environment, capture_output=True, text=True, check=False)
        _say(f"{' '.join(arguments)}: exit code {done.returncode}, expected {expected}")
        wrong += done.returncode != expected
        if done.returncode != expected:
            _say(done.stdout + done.stderr)
    return int(wrong > 0)


def _moved(text: str, root: Path) -> str:
    """With the image's folders in the empty one."""
    return FOLDERS.sub(lambda found: f"{root}{found[0]}", text)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
