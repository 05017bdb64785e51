"""`make mutants`: mutates the modules of targets.toml with mutmut, and counts what no test notices.

Every mutant must be killed by a test or stand in explained.toml with the reason why none can; else the exit
code is 1. A mutant that was killed is not tried again while its function stays as it is; `--fresh` tries all
(after a test was taken away, for instance). An interrupted run goes on where it stood.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.mutants.explained import Explanations
from tests.mutants.measure import Outcome, measured
from tests.mutants.report import report

HERE = Path(__file__).parent


def main() -> int:
    targets = tomllib.loads((HERE / "targets.toml").read_text("utf-8"))
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="target", help=f"{', '.join(targets)}; all of them")
    parser.add_argument("--fresh", action="store_true", help="forget what was measured before")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants tried at a time")
    parser.add_argument("--known", action="store_true", help="report the last measurement, measure nothing")
    parser.add_argument(
        "--list", action="store_true", help="show every mutant that is neither killed nor explained"
    )
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(targets):
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(targets)}")
    outcomes: list[Outcome] = []
    for name in asked.targets or targets:
        outcomes += measured(name, targets[name], jobs=asked.jobs, fresh=asked.fresh, known=asked.known)
    return report(outcomes, Explanations.read(HERE / "explained.toml"), listed=asked.list)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"mutmut ended with {error.returncode}; its last words are above")
