"""Answers go to stdout, everything else to stderr; colour only for a terminal that wants it."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from typing import Any, TextIO

import click

from shengmei.console import pager, text, translation

# What JSON leaves as it is and a terminal would obey: C1 controls, direction marks, line separators.
_UNESCAPED = re.compile(f"[\x7f-\x9f\u2028\u2029\ufeff{text.BIDI}]")

_colour = "auto"


def prepare() -> None:
    """Makes the streams write what their encoding knows and `?` for the rest, instead of failing half-way."""
    set_colour("auto")
    pager.reset()
    translation.bind()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def leave_libraries_out() -> None:
    """Gives stderr a descriptor of its own, so that what libraries write to descriptor 2 by themselves goes
    nowhere: Rust tells of a panic there before it becomes an exception, which ends in a line of ours."""
    if not isinstance(sys.stderr, io.TextIOWrapper):  # closed, or somebody else's
        return
    before, number = sys.stderr, os.dup(sys.stderr.fileno())
    sys.stderr = open(  # noqa: SIM115  for as long as the program runs
        number, "w", encoding=before.encoding, errors=before.errors, buffering=1
    )
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, before.fileno())
    os.close(nowhere)


def out(line: str = "") -> None:
    """A line of the answer, for people: safe text only."""
    pager.start()
    click.echo(line, color=_wants_colour(sys.stdout))


def note(line: str) -> None:
    """A line about the work, on stderr."""
    click.echo(line, err=True, color=_wants_colour(sys.stderr))


def write_bytes(data: bytes) -> None:
    """A piece of the answer for programs: always UTF-8, whatever the terminal speaks; flushed."""
    pager.start()
    click.echo(data, nl=False)


def json_text(value: object, *, indent: int | None = None) -> str:
    """JSON in readable characters; those that a terminal would obey are escaped as `\\uXXXX`."""
    import json

    separators = None if indent else (",", ":")
    written = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return _UNESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", written)


def write_json(value: object, *, indent: int | None = None) -> None:
    """One JSON document on a line of its own (or indented)."""
    # An unpaired surrogate, which UTF-8 cannot hold, comes out as its JSON escape.
    write_bytes(json_text(value, indent=indent).encode("utf-8", "backslashreplace") + b"\n")


def style(line: str, **how: Any) -> str:
    """The line in colour where stdout shows colours."""
    return click.style(line, **how) if _wants_colour(sys.stdout) else line


def on_terminal() -> bool:
    return pager.is_running() or (sys.stdout is not None and sys.stdout.isatty())


def columns() -> int:
    """The terminal's width (COLUMNS first); no less than 40, so that what is cut can still be told apart."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def set_colour(wanted: str) -> None:
    """`always`, `never` or `auto`: what `--color` says goes before the variables."""
    global _colour
    _colour = wanted


def _wants_colour(stream: TextIO | None) -> bool:
    if _colour != "auto" or stream is None:
        return _colour == "always" and stream is not None
    if os.environ.get("FORCE_COLOR") and not os.environ.get("NO_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return bool(wanted and (stream.isatty() or (stream is sys.stdout and pager.is_running())))
