"""A long answer is read in a pager, as git does it: on a terminal, in `less` or what a variable names.

That is `SHENGMEI_PAGER`, else `PAGER`; empty or `cat` stands for none. `less` is told by `LESS=FRX`, unless
that is set, to end at once where the answer fits the screen, to pass colours on, and to leave it there.
The first line of an answer starts it, so an error alone is never paged.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

OURS = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}  # for pagers whose users have set nothing
_DEFAULT = "less"
_FOR_THE_SHELL = frozenset("|&;<>()$`*?[#~=%")

_wanted = _forbidden = False
_running: Popen[bytes] | None = None
_terminals: dict[int, int] = {}  # the descriptor of a stream, and where the terminal is meanwhile


def allow() -> None:
    """Says that this command gives answers to be read, so that they may go through a pager."""
    global _wanted
    _wanted = True


def forbid() -> None:
    """Says that there shall be no pager, whatever the command (`--no-pager`)."""
    global _forbidden
    _forbidden = True


def reset() -> None:
    """As it is before a command line is read."""
    global _wanted, _forbidden
    _wanted = _forbidden = False


def is_running() -> bool:
    """Whether what goes to stdout is shown on a terminal although stdout is none."""
    return _running is not None


def start() -> None:
    """Puts the pager between stdout and its terminal, and stderr's; nothing where none is wanted or there is
    none."""
    global _wanted, _running
    if not _wanted or _forbidden:
        return
    _wanted = False
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return
    command = _command()
    if command is None:
        return
    from subprocess import PIPE, Popen  # 10 ms: only for who reads in a pager

    size = shutil.get_terminal_size()
    os.environ.setdefault("COLUMNS", str(size.columns))  # a pipe has no width to be asked for
    sys.stdout.flush()
    errors = sys.stderr.fileno() if sys.stderr is not None else None  # where `less` listens without a tty
    _running = Popen(command, stdin=PIPE, stderr=errors, env=OURS | dict(os.environ))
    assert _running.stdin is not None  # it was asked for
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and stream.isatty():
            _terminals[stream.fileno()] = os.dup(stream.fileno())
            os.dup2(_running.stdin.fileno(), stream.fileno())
    _running.stdin.close()


def finish() -> None:
    """Gives the terminal back when the reader has left the pager. Raises `BrokenPipeError` where they left
    before they had seen all."""
    global _running
    if _running is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        # What could not be shown must not come out behind the pager.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _terminals[sys.stdout.fileno()])
        os.close(nowhere)
        raise
    finally:
        for stream, terminal in _terminals.items():
            os.dup2(terminal, stream)
            os.close(terminal)
        _terminals.clear()
        _wait(_running)
        _running = None


def _wait(running: Popen[bytes]) -> None:
    """Ctrl-C belongs to the pager, which stays."""
    while True:
        try:
            running.wait()
        except KeyboardInterrupt:
            continue
        return


def _command() -> list[str] | None:
    """The program to be run; None where there shall be none, or it is not installed."""
    named = os.environ.get("SHENGMEI_PAGER", os.environ.get("PAGER", _DEFAULT)).strip()
    if not named or named == "cat":
        return None
    import shlex

    if _FOR_THE_SHELL & set(named):
        return ["/bin/sh", "-c", named]
    try:
        words = shlex.split(named)
    except ValueError:  # a quotation that does not end
        return None
    return words if shutil.which(words[0]) else None
