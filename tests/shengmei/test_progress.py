"""How far a long piece of work is."""

from __future__ import annotations

import io

import pytest

from shengmei.console import progress
from shengmei.console.progress import Progress


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
    assert terminal.getvalue() == "\r4,000 of 12,000 documents, about 40 s to go\x1b[K\r\x1b[K"


def test_a_file_sees_nothing(monkeypatch, clock):
    file = io.StringIO()
    monkeypatch.setattr(progress.sys, "stderr", file)
    with Progress() as report:
        clock[0] = 10.0
        report(1, 2)
    assert file.getvalue() == ""
