"""How a command ends: its exit code, and at most one line on stderr that says what to do.

| exit | when |
|---|---|
| 0 | found, done |
| 1 | nothing found |
| 2 | usage: an unknown command, option or site, a query that does not parse, a broken configuration |
| 3 | store or index unreachable, absent, damaged, locked, foreign or newer |
| 4 | incomplete: something failed, was unreadable, or could not be written out |
| 70 | a fault of this program; `--verbose` shows where |
| 130 | interrupted: what was kept stays kept |
| 141 | the reader of a pipe went away (no message) |
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from shengmei.console import pager, streams, text
from shengmei.console.translation import translated
from shengmei.messages import message
from shengmei.problems import Problem, as_raised

NOTHING_FOUND = 1
INCOMPLETE = 4
INTERNAL = 70
INTERRUPTED = 130
READER_GONE = 141
_ENDS = tuple(".?!。？！")  # of a sentence


class NothingFound(Problem):
    """The search was answered, and the answer is: nothing."""

    exit_code = NOTHING_FOUND


def ending(command: Callable[[], int | None]) -> int:
    """Runs the command, says in one line what ended it, and returns the exit code."""
    try:
        try:
            code = command() or 0
            if sys.stdout is not None:
                sys.stdout.flush()
        finally:
            pager.finish()
    except BaseException as error:
        code, line = explained(as_raised(error))
        try:
            if line:
                streams.note("shengmei: " + line)
        except OSError:
            pass  # stderr is closed or full: the exit code still tells
    _let_go_of_stdout()
    return code


def explained(error: BaseException) -> tuple[int, str | None]:
    """The exit code and the line for what a command raised."""
    match error:
        case click.exceptions.Exit():
            return error.exit_code, None
        case SystemExit():
            return error.code if isinstance(error.code, int) else bool(error.code), None
        case KeyboardInterrupt() | click.Abort():
            return INTERRUPTED, translated("interrupted: what was kept stays kept")
        case BrokenPipeError():
            return READER_GONE, None
        case Problem():
            return error.exit_code, _one_line(str(error))
        case click.ClickException():
            return error.exit_code, _usage(error)
        case OSError():
            return INCOMPLETE, _one_line(message("the system refused: {error}", error=error))
        case _:
            said = _one_line(f"{type(error).__name__}: {error}")
            return INTERNAL, message(
                "internal error, {error}; run it again with --verbose and report what it shows", error=said
            )


def _usage(error: click.ClickException) -> str:
    """`No such option '--frsh'. Did you mean '--fresh'? See: shengmei search --help`."""
    ctx: click.Context | None = getattr(error, "ctx", None)
    said = error.format_message()
    if isinstance(error, click.NoSuchOption) and ctx is not None:  # click's own guess is by the alphabet
        known = [name for one in ctx.command.get_params(ctx) for name in one.opts if name.startswith("--")]
        said = f"{error.message}{text.near(error.option_name, known)}"
    line = _one_line(said)
    if ctx and isinstance(ctx.command, click.Group) and error.format_message() == ctx.get_help():
        # Of `shengmei index` alone click has the whole help to say.
        line = message(
            "Missing command: one of {commands}.", commands=", ".join(ctx.command.list_commands(ctx))
        )
    if ctx is None:
        return line
    ended = translated("{line} See: {path} --help")
    form = ended if line.endswith(_ENDS) else translated("{line}. See: {path} --help")
    return form.format(line=line, path=ctx.command_path)


def _one_line(message: str) -> str:
    return " ".join(text.safe(message).split()) if "\n" not in message else _aligned(message)


def _aligned(message: str) -> str:
    """Several lines, kept: a query with a mark under the place where it went wrong."""
    return "\n".join(text.safe(line) for line in message.splitlines())


def _let_go_of_stdout() -> None:
    """What a gone reader left in the buffer must not be written again when the interpreter shuts down."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
