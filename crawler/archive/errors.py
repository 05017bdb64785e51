"""What can be wrong with an archive."""

from __future__ import annotations

from shengmei.problems import Problem


class ArchiveError(Problem):
    """The archive cannot be written, or does not hold what the store says it holds."""
