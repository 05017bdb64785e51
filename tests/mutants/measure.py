"""Runs mutmut over a copy of the project, so that nothing of it stands in the project itself."""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
WORK = PROJECT / "build" / "mutants"
COPIED = ("shengmei", "crawler", "indexer", "search_cli", "tests", "pyproject.toml")
PACKAGES = ["shengmei", "crawler", "indexer", "search_cli"]
PYTEST = ["-m", "not server", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"]
PLUGIN = "tests.mutants.uncached"
# mutmut's exit codes of a mutant that no longer holds once a test changed: survived, not called by a test.
NOT_KILLED = (0, 33)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A mutant: the lines it changed (`old`, empty for a killed one) into `new`, and what became of it."""

    file: str
    function: str
    outcome: str  # killed, timeout, survived, no tests, not checked …
    old: str = ""
    new: str = ""


def measured(
    name: str, target: dict[str, list[str]], *, jobs: int, fresh: bool, known: bool
) -> list[Outcome]:
    """The outcomes of all mutants of a target; CalledProcessError if its tests fail without a mutation."""
    work = WORK / name
    if not known:
        if fresh:
            shutil.rmtree(work, ignore_errors=True)
        changed = _copy(work)
        _configure(work, target)
        if changed:
            _forget_survivors(work)
        mutmut = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", str(jobs)]
        sys.stderr.write(f"{name}: running; its log is {(work / 'log.txt').relative_to(PROJECT)}\n")
        with (work / "log.txt").open("wb") as log:
            environment = {**os.environ, "PYTEST_PLUGINS": PLUGIN}
            ended = subprocess.run(mutmut, cwd=work, env=environment, stdout=log, stderr=log, check=False)
        if ended.returncode:
            sys.stderr.write((work / "log.txt").read_text("utf-8", "replace")[-3000:])
            ended.check_returncode()
    work.mkdir(parents=True, exist_ok=True)
    script = Path(__file__).with_name("outcomes.py")
    listed = subprocess.run([sys.executable, script], cwd=work, stdout=subprocess.PIPE, check=True).stdout
    outcomes = [Outcome(**json.loads(line)) for line in listed.splitlines()]
    if not outcomes:
        sys.exit(f"{name}: nothing was measured; do its files in targets.toml exist?")
    return outcomes


def _copy(work: Path) -> bool:
    """Brings the copy up to date, whose unchanged files keep their times: by them mutmut knows what it did.
    Whether anything changed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *COPIED],
        cwd=PROJECT, capture_output=True, check=True,
    ).stdout.decode().split("\0")  # fmt: skip
    wanted = {name for name in listed if name and (PROJECT / name).is_file()}
    digest = hashlib.sha256()
    for name in sorted(wanted):
        if not name.startswith("tests/mutants/"):
            digest.update(name.encode() + (PROJECT / name).read_bytes())
        if name == "pyproject.toml":
            continue
        copy = work / name
        if not copy.exists() or not filecmp.cmp(PROJECT / name, copy, shallow=False):
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, copy)
            if copy.suffix != ".py":  # mutmut makes its own copy of a data file once, and leaves it so
                (work / "mutants" / name).unlink(missing_ok=True)
    for stale in [path for top in (*PACKAGES, "tests") for path in (work / top).rglob("*") if path.is_file()]:
        name = str(stale.relative_to(work))
        if name not in wanted and "__pycache__" not in name:
            stale.unlink()
            for made in (work / "mutants" / name).parent.glob(f"{stale.name}*"):
                made.unlink()
    kept = work / "digest.txt"
    if kept.exists() and kept.read_text("utf-8") == digest.hexdigest():
        return False
    kept.write_text(digest.hexdigest(), "utf-8")
    return True


def _configure(work: Path, target: dict[str, list[str]]) -> None:
    settings = {
        "source_paths": PACKAGES,
        "only_mutate": target["files"],
        "pytest_add_cli_args_test_selection": target["tests"],
        "pytest_add_cli_args": PYTEST,
        "process_isolation": "forkserver",  # threads of the index and the store do not live through a fork
        "use_git_change_detection": False,
        # Seconds on top of what the tests took, and how often that: a busy machine is no endless loop.
        "timeout_constant": 4.0,
        "timeout_multiplier": 5.0,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    text = (PROJECT / "pyproject.toml").read_text("utf-8") + "\n[tool.mutmut]\n" + "\n".join(lines) + "\n"
    if not (work / "pyproject.toml").exists() or (work / "pyproject.toml").read_text("utf-8") != text:
        (work / "pyproject.toml").write_text(text, "utf-8")


def _forget_survivors(work: Path) -> None:
    """What survived is tried again, and which tests call which function is found out anew."""
    (work / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    for meta in (work / "mutants").rglob("*.meta"):
        known = json.loads(meta.read_text("utf-8"))
        codes = known["exit_code_by_key"]
        known["exit_code_by_key"] = {key: None if code in NOT_KILLED else code for key, code in codes.items()}
        meta.write_text(json.dumps(known), "utf-8")
