"""The command `shengmei`, and `python -m shengmei`: looks whether the packages are ours, then runs it."""

from __future__ import annotations

import sys

from shengmei.shadowed_packages import complaint, foreign_packages

FOREIGN = 3  # the exit code of what is absent, foreign or newer (docs/operate.md)


def main() -> None:
    if foreign := foreign_packages():
        sys.stderr.write(f"shengmei: {complaint(foreign)}\n")
        sys.exit(FOREIGN)
    from search_cli.cli import main as run

    run()


if __name__ == "__main__":
    main()
