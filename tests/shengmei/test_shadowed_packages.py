"""Somebody else's `crawler` on the path is said in one line by the command, by doctor and by the import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shengmei.shadowed_packages import PACKAGES, foreign_packages


@pytest.fixture
def elsewhere(tmp_path):
    """Runs Python in a folder that has a module of this name, which comes first on the path."""

    def run(name: str, *args: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / f"{name}.py").write_text("MINE = True\n")
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "SHENGMEI_CONFIG": os.devnull}
        return subprocess.run(
            [sys.executable, *args],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_here_all_packages_are_ours():
    assert foreign_packages() == {}


@pytest.mark.parametrize("name", [name for name in PACKAGES if name != "shengmei"])
def test_the_command_does_not_start_and_says_what_is_in_the_way(elsewhere, name, tmp_path):
    done = elsewhere(name, str(Path(sys.executable).with_name("shengmei")), "count")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert done.stderr.startswith(
        f"shengmei: {name} is {tmp_path / name}.py, not the package of shengmei in "
    )


def test_doctor_says_it_and_looks_no_further(elsewhere, tmp_path):
    done = elsewhere("crawler", "-m", "search_cli", "doctor", "--json", "--data", str(tmp_path / "data"))
    assert (done.returncode, done.stderr) == (3, "shengmei: not well: packages\n")
    last = json.loads(done.stdout)["checks"][-1]
    assert (last["name"], last["state"]) == ("packages", "bad")
    assert str(tmp_path / "crawler.py") in last["text"]


def test_a_script_gets_a_problem_with_the_same_line(elsewhere, tmp_path):
    script = "import shengmei\ntry: shengmei.read_page\nexcept shengmei.Problem as problem: print(problem)"
    done = elsewhere("crawler", "-c", script)
    assert done.stdout.startswith(f"crawler is {tmp_path / 'crawler.py'}, not the package of shengmei in ")


def test_a_folder_without_code_is_noticed_too(elsewhere, tmp_path):
    (tmp_path / "indexer").mkdir()
    (tmp_path / "indexer" / "__init__.py").write_text("")
    done = elsewhere("other", "-m", "shengmei", "count")
    assert done.returncode == 3
    assert f"indexer is {tmp_path / 'indexer' / '__init__.py'}" in done.stderr
