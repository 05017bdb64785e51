"""The files of the project: what git lists; in an unpacked source distribution, what is there."""

from __future__ import annotations

import subprocess
from pathlib import Path

MADE = {"__pycache__", "build", "dist"}  # by tools, as hidden folders and *.egg-info are


def project_files(root: Path) -> list[str]:
    """Paths below `root`, sorted; new files that are not committed yet count."""
    if (root / ".git").exists():
        command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
        listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
        return sorted(name for name in listed.split("\0") if name and (root / name).is_file())
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(str(path) for path in found if not any(map(_made, path.parts)))


def _made(name: str) -> bool:
    return name in MADE or name.startswith(".") or name.endswith(".egg-info")
