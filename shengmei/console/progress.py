"""How far a long piece of work is, on a terminal: `12,000 of 50,000 articles, about 20 s to go`."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_EVERY = 0.5  # seconds between two lines


class Progress:
    """Called with what is done and what there is in all; writes nothing where stderr is no terminal.

    with Progress("documents") as progress:
        progress(12_000, 50_000)
    """

    def __init__(self, what: str = "articles") -> None:
        self._what = what
        self._begun = self._written = time.monotonic()
        self._first: int | None = None
        self._shown = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        self._first = done if self._first is None else self._first
        now = time.monotonic()
        if not self._shown or now - self._written < _EVERY:
            return
        self._written = now
        self._write(f"\r{self._line(done, total, now - self._begun)}\x1b[K")

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if self._shown:
            self._write("\r\x1b[K")

    def _line(self, done: int, total: int, seconds: float) -> str:
        """The estimate leaves out what was done before this run began."""
        speed = (done - (self._first or 0)) / seconds if seconds else 0.0
        left = f", about {(total - done) / speed:,.0f} s to go" if speed else ""
        return f"{done:,} of {total:,} {self._what}{left}"

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
