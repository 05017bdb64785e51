"""Reading against the field: gne, newspaper4k and trafilatura on the same pages in the same run.

    make bench-reading PAGES=DIR

DIR holds `gold.jsonl`, the pages it names and `score.py`. The peers live in an environment of their own, made
at the first run. magic-html is not on the package index and is left out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler import reader
from crawler.commands.read_lines import summary
from crawler.items import Capture

PEERS = ("gne", "newspaper4k", "trafilatura")
PINNED = ("gne==0.4.3", "newspaper4k==0.9.6", "trafilatura==2.3.1", "lxml_html_clean==0.4.6", "jieba==0.42.1")
ROUNDS = 3


def pages(folder: Path) -> list[dict[str, str]]:
    """The pages with their addresses, as the readers take them."""
    gold = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    return [
        {
            "file": one["file"],
            "path": str(folder / one["file"]),
            "url": one["url"] or f"http://{one['site']}/",
        }
        for one in gold
    ]


def ours(wanted: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Our answers, in this process, with the seconds for each."""
    answers = []
    for page in wanted:
        body = Path(page["path"]).read_bytes()
        capture = Capture(url=page["url"], fetched_at=datetime.now(UTC), body=body)
        began = time.perf_counter()
        reading = reader.read(capture)
        seconds = time.perf_counter() - began
        said = summary(reading.article) if reading.article else {}
        answers.append({**said, "file": page["file"], "seconds": seconds})
    return answers


def theirs(name: str, wanted: list[dict[str, str]], python: Path) -> list[dict[str, Any]]:
    """A peer's answers, in a process of its own."""
    script = Path(__file__).with_name("peer_readers.py")
    lines = "\n".join(json.dumps(page) for page in wanted)
    done = subprocess.run(
        [python, "-W", "ignore", script, name], input=lines, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def environment(folder: Path) -> Path:
    """The peers' interpreter; made where there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        # pip of Python 3.11 stumbles over an extra that one peer names twice.
        for wanted in (["--upgrade", "pip"], list(PINNED)):
            subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
    return python


def scored(answers: list[dict[str, Any]], folder: Path) -> str:
    """The scorer's line over all pages."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in answers)
        file.flush()
        command = [sys.executable, str(folder / "score.py"), file.name]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return next(line for line in said.splitlines() if line.startswith("all "))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--peers", type=Path, default=Path(".venv-peers"))
    chosen = parser.parse_args()
    wanted = pages(chosen.pages)
    python = environment(chosen.peers)
    speeds: dict[str, list[float]] = {name: [] for name in ("shengmei", *PEERS)}
    lines = {}
    for _ in range(ROUNDS):
        for name in speeds:
            answers = ours(wanted) if name == "shengmei" else theirs(name, wanted, python)
            speeds[name].append(len(wanted) / sum(one["seconds"] for one in answers))
            lines[name] = scored(answers, chosen.pages)
    report(lines, {name: statistics.median(found) for name, found in speeds.items()})


def report(lines: dict[str, str], speeds: dict[str, float]) -> None:
    """The scorer's lines, and each speed as a ratio to gne's."""
    for name, line in lines.items():
        print(f"{name:<12} {line[len('all') :].strip()}")
    for name, speed in speeds.items():
        print(f"{name:<12} {speed / speeds['gne']:.1f} times gne's speed ({speed:.0f} pages/s); goal 4")


if __name__ == "__main__":
    main()
