"""A small index, and the command run as a program or in this process."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawler.items import article_id
from indexer.document import document
from indexer.search import Write, open_index
from search_cli.cli import root
from tests.search_cli.articles import ARTICLES, facts


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An embedded index that holds ARTICLES."""
    path = str(tmp_path_factory.mktemp("search") / "index")
    with open_index(path, create=True) as opened:
        writes = [Write(id=article_id(a.url), version=1, document=document(a, facts(a))) for a in ARTICLES]
        assert opened.write(writes) == []
    return path


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine, no colour, a terminal of 80 columns, a working directory of its own."""
    for name in [name for name in os.environ if name.startswith("SHENGMEI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SHENGMEI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(tmp_path)


Run = Callable[..., Result]


@pytest.fixture
def run(index: str) -> Run:
    """Runs a command in this process, asking the small index unless another is named."""

    def call(*args: str, stdin: str | bytes | None = None) -> Result:
        named = [] if "--index" in args else ["--index", index]
        return CliRunner().invoke(root, [*named, *args], input=stdin)

    return call


@pytest.fixture(scope="session")
def shengmei() -> str:
    """The installed command."""
    return str(Path(sys.executable).with_name("shengmei"))


Program = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def program(shengmei: str) -> Program:
    """Runs the installed command in a process of its own."""

    def call(*args: str, **how: Any) -> subprocess.CompletedProcess[bytes]:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
        return subprocess.run([shengmei, *args], timeout=60, check=False, **streams)

    return call


OnTerminal = Callable[..., str]


@pytest.fixture
def on_terminal(shengmei: str) -> OnTerminal:
    """What the command writes to a terminal."""

    def call(*args: str, **variables: str) -> str:
        ours, theirs = pty.openpty()
        ours_alone = {"TERM": "xterm", "PYTHONIOENCODING": "utf-8", "PAGER": "cat"}
        environment = {**os.environ, **ours_alone, **variables}
        with subprocess.Popen([shengmei, *args], stdout=theirs, stderr=theirs, env=environment) as process:
            os.close(theirs)
            written = b"".join(iter(lambda: _read(ours), b""))
            assert process.wait(timeout=30) in (0, 1, 141)
        os.close(ours)
        return written.decode().replace("\r\n", "\n")

    return call


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end was closed
        return b""
