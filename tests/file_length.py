"""No file over 300 lines: one that grows past it is usually two rooms."""

import sys
from pathlib import Path

from project_files import project_files

ROOT = Path(__file__).parent.parent
LIMIT = 300


def too_long() -> list[str]:
    names = [name for name in project_files(ROOT) if name.endswith(".py")]
    lengths = {name: len((ROOT / name).read_bytes().splitlines()) for name in names}
    return [f"{name}: {length} lines" for name, length in lengths.items() if length > LIMIT]


if __name__ == "__main__":
    found = too_long()
    sys.exit("\n".join([*found, f"over {LIMIT} lines: split them"]) if found else 0)
