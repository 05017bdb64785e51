"""No file over 300 lines: one that grows past it is usually two rooms."""

import subprocess
import sys
from pathlib import Path

LIMIT = 300


def too_long() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "*.py"], capture_output=True, text=True, check=True
    ).stdout.split()
    lengths = {name: len(Path(name).read_bytes().splitlines()) for name in listed if Path(name).exists()}
    return [f"{name}: {length} lines" for name, length in sorted(lengths.items()) if length > LIMIT]


if __name__ == "__main__":
    found = too_long()
    sys.exit("\n".join([*found, f"over {LIMIT} lines: split them"]) if found else 0)
