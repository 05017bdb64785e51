"""How commands end: exit codes, one line on stderr, and pipes whose reader goes away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from indexer.search import IndexUnavailable, QueryError, SearchError
from search_cli import exit_codes
from search_cli.lazy_commands import LazyGroup
from shengmei.problems import IncompleteProblem, Problem, UsageProblem


def ended_by(error: BaseException, *args: str):
    """What a command that raises this ends with."""

    @click.command()
    def fail() -> None:
        raise error

    group = LazyGroup("shengmei", sections={})
    group.get_command = lambda _ctx, _name: fail  # type: ignore[method-assign]
    group.lines = {"fail": None}  # type: ignore[dict-item]
    return CliRunner().invoke(group, ["fail", *args])


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (exit_codes.NothingFound("nothing found"), 1, "shengmei: nothing found\n"),
        (UsageProblem("no such site"), 2, "shengmei: no such site\n"),
        (QueryError("one\n  two"), 2, "shengmei: one\n  two\n"),
        (Problem("locked"), 3, "shengmei: locked\n"),
        (SearchError("absent"), 3, "shengmei: absent\n"),
        (IndexUnavailable("no answer"), 3, "shengmei: no answer\n"),
        (IncompleteProblem("two failed"), 4, "shengmei: two failed\n"),
        (KeyboardInterrupt(), 130, "shengmei: interrupted: what was kept stays kept\n"),
        (click.Abort(), 130, "shengmei: interrupted: what was kept stays kept\n"),
        (BrokenPipeError(), 141, ""),
        (click.exceptions.Exit(1), 1, ""),
        (SystemExit(5), 5, ""),
        (Problem("title \x1b[2J\u202e"), 3, "shengmei: title [2J\n"),
    ],
)
def test_each_ending_has_its_code_and_its_line(error, code, line):
    result = ended_by(error)
    assert (result.exit_code, result.stderr, result.stdout) == (code, line, "")


def test_a_fault_of_ours_is_one_line_and_exit_70():
    result = ended_by(KeyError("x"))
    assert result.exit_code == 70
    assert result.stderr.startswith("shengmei: internal error, KeyError: 'x'; run it again with --verbose")
    assert result.stderr.count("\n") == 1


def test_the_table_of_exit_codes_is_what_the_code_says():
    assert exit_codes.__doc__ is not None
    rows = [line.split("|")[1].strip() for line in exit_codes.__doc__.splitlines() if line.startswith("| ")]
    listed = [int(row) for row in rows if row.isdigit()]
    assert listed == [0, 1, 2, 3, 4, 70, 130, 141]


def test_a_reader_that_goes_away_is_no_error(shengmei, index):
    for args in ([shengmei, "--help"], [shengmei, "--index", index, "search", "--jsonl"]):
        process = subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(timeout=30) == 141
        assert process.stderr is not None
        assert process.stderr.read() == b""
        process.stderr.close()


def test_an_answer_that_cannot_be_written_is_said(program, index):
    with Path("/dev/full").open("wb") as full:
        done = program("--index", index, "search", "--jsonl", stdout=full)
    assert done.returncode == 4
    assert done.stderr == b"shengmei: the system refused: [Errno 28] No space left on device\n"


def test_a_closed_stdout_or_stderr_ends_as_usual(shengmei, index):
    for closing, code in ((">&-", 0), ("2>&-", 0), (">&- 2>&-", 0)):
        command = f'exec "{shengmei}" --index "{index}" count {closing}'
        assert subprocess.run(["sh", "-c", command], capture_output=True, check=False).returncode == code


def test_ctrl_c_is_130(shengmei):
    pipe = subprocess.PIPE
    with subprocess.Popen([shengmei, "read", "--jsonl"], stdin=pipe, stdout=pipe, stderr=pipe) as reading:
        assert reading.stdin is not None
        assert reading.stdout is not None
        reading.stdin.write(b"no JSON\n")
        reading.stdin.flush()
        assert reading.stdout.readline() == b'{"file":null,"problem":"line 1 is no JSON"}\n'
        reading.send_signal(signal.SIGINT)
        assert reading.wait(timeout=30) == 130
        assert reading.stderr is not None
        assert reading.stderr.read() == b"shengmei: interrupted: what was kept stays kept\n"


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_any_encoding_of_the_terminal_gets_an_answer(program, index, encoding):
    done = program("--index", index, "search", "候鸟", env={**os.environ, "PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert done.stderr == b""
    assert encoding == "ascii" or "洞庭湖" in done.stdout.decode(encoding)


def test_it_also_runs_as_a_module():
    code = "from search_cli.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, check=False)
    assert done.stdout.startswith(b"shengmei ")


def test_ctrl_c_while_a_class_is_made_is_an_interruption():
    class Attribute:
        def __set_name__(self, _owner: type, _name: str) -> None:
            raise KeyboardInterrupt

    def load() -> int:
        type("Loaded", (), {"attribute": Attribute()})
        return 0

    assert exit_codes.ending(load) == 130
