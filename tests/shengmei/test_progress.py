"""How far a long piece of work is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from shengmei.console import progress
from shengmei.console.progress import Progress
from shengmei.console.text import width

ROOT = Path(__file__).parent.parent.parent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch):
    """Seconds, which the test sets."""
    seconds = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: seconds[0])
    return seconds


def test_a_terminal_sees_how_far_it_is_and_nothing_when_it_has_ended(monkeypatch, clock):
    terminal = Terminal()
    monkeypatch.setattr(progress.sys, "stderr", terminal)
    with Progress("documents") as report:
        report(2_000, 12_000)  # done before this run
        clock[0] = 10.0
        report(4_000, 12_000)
        clock[0] = 10.1
        report(5_000, 12_000)
    assert terminal.getvalue() == "\r4,000 of 12,000 documents, about 0:40 to go\x1b[K\r\x1b[K"


def test_a_file_sees_nothing(monkeypatch, clock):
    file = io.StringIO()
    monkeypatch.setattr(progress.sys, "stderr", file)
    with Progress() as report:
        clock[0] = 10.0
        report(1, 2)
    assert file.getvalue() == ""


def test_a_line_of_its_own_is_cut_to_the_terminal(monkeypatch, clock):
    terminal = Terminal()
    monkeypatch.setattr(progress.sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    with Progress() as report:
        clock[0] = 1.0
        report.draw("长江" * 20)
    drawn = terminal.getvalue().split("\x1b[K")[0].strip("\r")
    assert (width(drawn), drawn[-1]) == (39, "…")


def test_nothing_else_draws_on_a_terminal():
    """One module: whatever else wrote carriage returns to stderr would be a second one."""
    packages = ("shengmei", "crawler", "indexer", "search_cli")
    files = [path for name in packages for path in (ROOT / name).rglob("*.py")]
    drawing = [path for path in files if "\\x1b[K" in path.read_text(encoding="utf-8")]
    assert [path.name for path in drawing] == ["progress.py"]
    assert drawing[0].parent.name == "console"
