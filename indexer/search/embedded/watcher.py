"""Tantivy's own look at a directory that was just opened.

Its Python binding opens every index with a reader that follows commits: a thread of tantivy's looks at
`meta.json` at once, and another, `watch-callbacks`, then loads the index, for which it makes
`.tantivy-meta.lock` in the directory. We take another reader, which stops that, but a look that has begun
goes on: under load it wrote its lock after a command had ended and while its directory was being removed.
"""

from __future__ import annotations

import time
from pathlib import Path

_THREADS = Path("/proc/self/task")  # of Linux; elsewhere nothing is waited for
_WATCHER, _LOADER = "thread-tantivy-", "watch-callbacks"  # the system keeps fifteen characters of a name
_LONGEST = 2.0  # seconds; it takes some milliseconds
_PAUSE = 0.001


def wait_for_first_look() -> None:
    """Returns when no thread of tantivy's is loading an index by itself, or is about to."""
    until = time.monotonic() + _LONGEST
    while any(map(_is_looking, _threads())) and time.monotonic() < until:
        time.sleep(_PAUSE)


def _threads() -> list[Path]:
    try:
        return list(_THREADS.iterdir())
    except OSError:
        return []


def _is_looking(thread: Path) -> bool:
    """A loader has the watcher's name until it runs for the first time; a watcher that sleeps has looked."""
    try:
        name, _, rest = (thread / "stat").read_text().partition("(")[2].rpartition(")")
    except OSError:  # it has ended
        return False
    return name == _LOADER or (name == _WATCHER and rest.split()[0] != "S")
