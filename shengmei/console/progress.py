"""How far a long piece of work is, on a terminal: `12,000 of 50,000 articles, about 0:20 to go`."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from shengmei.console import streams
from shengmei.console.text import cut
from shengmei.console.translation import translated

_EVERY = 0.4  # seconds between two lines at least


class Progress:
    """Called with what is done and what there is in all; writes nothing where stderr is no terminal.

    with Progress("documents") as progress:
        progress(12_000, 50_000)

    Work that has more to say than two numbers draws a line of its own by `draw`.
    """

    def __init__(self, what: str = "articles") -> None:
        self._what = what
        self._begun = time.monotonic()
        self._written = self._begun
        self._first: int | None = None
        self.shown = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        self._first = done if self._first is None else self._first
        self.draw(self._line(done, total, time.monotonic() - self._begun))

    def draw(self, line: str) -> None:
        """The line in place of the one before, cut to the terminal; not more than twice a second."""
        now = time.monotonic()
        if self.shown and now - self._written >= _EVERY:
            self._written = now
            self._write(f"\r{cut(line, streams.columns() - 1)}\x1b[K")

    def clear(self) -> None:
        """Takes the line away, so that others can be written."""
        if self.shown:
            self._write("\r\x1b[K")

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.clear()

    def _line(self, done: int, total: int, seconds: float) -> str:
        """The estimate leaves out what was done before this run began."""
        said = translated("{done} of {total} {what}")
        line = said.format(done=f"{done:,}", total=f"{total:,}", what=translated(self._what))
        speed = (done - (self._first or 0)) / seconds if seconds else 0.0
        return line + to_go((total - done) / speed) if speed else line

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def to_go(seconds: float, *, at_least: bool = False) -> str:
    """The end of a line: `, about 1:15 to go`; `, more than 1:15 to go`."""
    said = translated(", more than {duration} to go" if at_least else ", about {duration} to go")
    return said.format(duration=duration(seconds))


def duration(seconds: float) -> str:
    """`3723` gives `1:02:03`, `75` gives `1:15`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
