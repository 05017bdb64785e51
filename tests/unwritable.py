"""A data directory in which nobody may write, for tests that look at one as another user."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def unwritable_copy(data: Path) -> Iterator[Path]:
    """A copy of the data directory, without locks of its makers, in which nobody may write."""
    # Not in pytest's folders: every session that begins closes them to other users again.
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        folder = Path(shutil.copytree(data, Path(parent) / "data"))
        for lock in (folder / "index").glob(".tantivy-*.lock"):
            lock.unlink()
        for one in (folder, *folder.rglob("*")):
            one.chmod(0o555 if one.is_dir() else 0o444)
        yield folder
        for one in (folder, *folder.rglob("*")):
            one.chmod(0o755)
