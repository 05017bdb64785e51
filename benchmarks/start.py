"""Cold start of the command against `python -c pass`: goals 0.15 s more for --help, 0.25 s for search."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15
COMMAND = str(Path(sys.executable).with_name("shengmei"))


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall time of one run."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, capture_output=True, check=False)
    return time.perf_counter() - began


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SHENGMEI_DATA": f"{folder}/data", "SHENGMEI_CONFIG": os.devnull}
        subprocess.run(
            [COMMAND, "demo", "--data", f"{folder}/data"], env=environment, capture_output=True, check=True
        )
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "shengmei --help": [COMMAND, "--help"],
            "shengmei search 长江": [COMMAND, "search", "长江"],
        }
        # Interleaved, so that whatever else the machine does meanwhile meets all of them.
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(seconds(command, environment))
    report({name: statistics.median(found) for name, found in times.items()})


def report(medians: dict[str, float]) -> None:
    """Prints what each takes more than an empty Python."""
    base = medians["python -c pass"]
    for name, goal in (("shengmei --help", 0.15), ("shengmei search 长江", 0.25)):
        more = medians[name] - base
        share = f"goal {goal} s: {more / goal:.0%} of it"
        print(f"{name}: {more:.3f} s more than python -c pass ({base:.3f} s); {share}")


if __name__ == "__main__":
    main()
