"""The source distribution is a project that can be worked on, and the wheel made from it works anywhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from tests.project_files import project_files

ROOT = Path(__file__).parent.parent
PACKAGES = ("shengmei", "crawler", "indexer", "search_cli")
BUILD = "import sys; from setuptools import build_meta; build_meta.build_sdist(sys.argv[1])"
DEPENDENCIES = ROOT / "docs" / "dependencies.md"
QUICK = ("tests/crawler/test_registry.py", "tests/crawler/sites/test_coverage.py")


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """The source distribution, unpacked. Built from a copy, so that the checkout stays as it is."""
    copy, packed, unpacked = (tmp_path_factory.mktemp(name) for name in ("copy", "packed", "unpacked"))
    for name in project_files(ROOT):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    subprocess.run([sys.executable, "-c", BUILD, str(packed)], cwd=copy, capture_output=True, check=True)
    with tarfile.open(next(packed.glob("*.tar.gz"))) as archive:
        archive.extractall(unpacked, filter="data")
    return next(unpacked.iterdir())


@pytest.fixture(scope="module")
def wheel(source, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "."]
    subprocess.run([*command, "--wheel-dir", str(folder)], cwd=source, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def metadata(wheel) -> Message:
    """What a package index is told."""
    packed = zipfile.ZipFile(wheel)
    (name,) = (name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
    return Parser().parsestr(packed.read(name).decode("utf-8"))


def test_the_source_distribution_holds_the_project(source):
    wanted = {name for name in project_files(ROOT) if not name.startswith(".")}
    assert sorted(wanted - set(project_files(source))) == []


def test_all_tests_are_collected_in_the_source_distribution(source):
    done = in_source(source, sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    done = in_source(source, sys.executable, "tests/file_length.py")
    assert done.returncode == 0, done.stderr


def test_make_test_runs_in_the_source_distribution(source):
    """With an environment that is made already: making one needs a package index."""
    if shutil.which("make") is None:
        pytest.skip("make is missing")
    (source / ".venv" / "bin").mkdir(parents=True)
    python = source / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    for made in ("runtime", "development"):
        (source / ".venv" / made).touch()
    done = in_source(source, "make", "test", f"ARGS={' '.join(QUICK)}")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "100%" in done.stdout


def in_source(source: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)


def test_every_file_of_the_packages_is_in_the_wheel(wheel):
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {name for name in project_files(ROOT) if name.split("/")[0] in PACKAGES}
    assert sorted(wanted - packed) == []


def test_the_index_is_told_the_licence_and_who_it_is_for(metadata, wheel):
    assert (metadata["License-Expression"], metadata["Author"]) == ("Apache-2.0", "The shengmei authors")
    assert any(name.endswith("licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())
    assert (ROOT / "LICENSE").read_text().count("The shengmei authors") == 1
    assert "Typing :: Typed" in metadata.get_all("Classifier")


def test_no_link_of_the_description_is_dead_on_a_package_index(metadata):
    assert metadata["Description-Content-Type"] == "text/markdown"
    description = metadata.get_payload()
    assert re.findall(r"\]\((?!https://)[^)]*\)", description) == []
    linked = re.findall(r"\]\(([^):]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert [path for path in linked if path not in description] == []
    assert "fifteen questions (docs/questions.md)" in description


def test_every_dependency_has_its_reason_in_the_docs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *(one for name in extras if name != "dev" for one in extras[name])]
    names = [re.split(r"[\[<>=;]", one)[0].strip() for one in needed]
    row = re.compile(r"^\|(?: `[^|]*` \|| \|)? ([a-z][\w.-]+(?:, [a-z][\w.-]+)*) \|", re.MULTILINE)
    listed = {
        name for packages in row.findall(DEPENDENCIES.read_text("utf-8")) for name in packages.split(", ")
    }
    assert sorted(listed - {"package", "extra"}) == sorted(names)


def test_the_installed_command_searches_outside_the_checkout(wheel, tmp_path):
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    done = subprocess.run(
        [sys.executable, "-m", "shengmei", "demo", "--data", str(tmp_path / "data")],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "PATH": "", "SHENGMEI_CONFIG": "/dev/null"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "长江中游" in done.stdout
