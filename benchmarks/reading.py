"""Reading against the field: gne, newspaper4k and trafilatura on the same pages in the same run.

Each page is read by all before the next one is, so that a machine that is busy for a while is so for all.

    make bench-reading PAGES=DIR

DIR holds `gold.jsonl`, the pages it names and `score.py`. The peers live in an environment of their own, made
at the first run. magic-html is not on the package index and is left out.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks import parts
from benchmarks.reading_variants import answers, captured, half

PEERS = ("gne", "newspaper4k", "trafilatura")
PINNED = ("gne==0.4.3", "newspaper4k==0.9.6", "trafilatura==2.3.1", "lxml_html_clean==0.4.6", "jieba==0.42.1")
ROUNDS = 5

Page = dict[str, str]
Answer = dict[str, Any]
Readers = dict[str, Callable[[Page], Answer]]


def pages(folder: Path) -> list[Page]:
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


def theirs(name: str, wanted: list[Page], python: Path) -> list[Answer]:
    """A peer's answers, in a process of its own."""
    with peer(name, python) as answer:
        return [answer(page) for page in wanted]


@contextmanager
def peer(name: str, python: Path) -> Iterator[Callable[[Page], Answer]]:
    """What gives a peer's answer to a page; the peer runs in a process of its own."""
    command = [str(python), "-u", "-W", "ignore", str(Path(__file__).with_name("peer_readers.py")), name]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1) as process:
        asked, answered = process.stdin, process.stdout
        assert asked is not None
        assert answered is not None

        def answer(page: Page) -> Answer:
            print(json.dumps(page), file=asked, flush=True)
            found: Answer = json.loads(answered.readline())
            return found

        yield answer


def environment(folder: Path) -> Path:
    """The peers' interpreter; made where there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        # pip of Python 3.11 stumbles over an extra that one peer names twice.
        for wanted in (["--upgrade", "pip"], list(PINNED)):
            subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
    return python


def scored(answers: list[Answer], folder: Path, files: set[str] | None = None) -> str:
    """The scorer's line over all pages, or over these `files` alone."""
    if files is not None:
        return _scored_of(answers, folder, files)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in answers)
        file.flush()
        command = [sys.executable, str(folder / "score.py"), file.name]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return next(line for line in said.splitlines() if line.startswith("all "))


def _scored_of(answers: list[Answer], folder: Path, files: set[str]) -> str:
    """The scorer reads its answers from the folder it stands in: a part of them needs a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        part = Path(name)
        shutil.copy(folder / "score.py", part)
        gold = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in gold if json.loads(line)["file"] in files]
        (part / "gold.jsonl").write_text("".join(kept), encoding="utf-8")
        return scored(answers, part)


def variants(wanted: list[Page], folder: Path) -> Iterator[tuple[str, str]]:
    """A name and the scorer's line: generic reader alone, all of us, and the two halves of the hosts."""
    yield "generic alone", scored(answers(wanted, families=False), folder)
    found = answers(wanted)
    yield "with families", scored(found, folder)
    for name in "AB":
        files = {one["file"] for one in wanted if half(one["url"]) == name}
        yield f"hosts, half {name}", scored(found, folder, files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--peers", type=Path, default=Path(".venv-peers"))
    chosen = parser.parse_args()
    wanted = pages(chosen.pages)
    python = environment(chosen.peers)
    with ExitStack() as peers:
        asked = {name: peers.enter_context(peer(name, python)) for name in PEERS}
        readers: Readers = {"shengmei": lambda page: answers([page])[0], **asked}
        rounds = [read_by_all(readers, wanted) for _ in range(ROUNDS)]
    lines = {name: scored(found, chosen.pages) for name, found in rounds[-1].items()}
    speeds = {name: statistics.median(speed(found[name]) for found in rounds) for name in readers}
    for name, line in variants(wanted, chosen.pages):
        print(f"{name:<14} {line[len('all') :].strip()}")
    report(lines, speeds)
    print(parts.table([captured(page) for page in wanted]))


def read_by_all(readers: Readers, wanted: list[Page]) -> dict[str, list[Answer]]:
    """Everybody's answers, page by page."""
    answered = [{name: read(page) for name, read in readers.items()} for page in wanted]
    return {name: [one[name] for one in answered] for name in readers}


def speed(found: list[Answer]) -> float:
    """Pages a processor second."""
    return len(found) / math.fsum(one["seconds"] for one in found)


def report(lines: dict[str, str], speeds: dict[str, float]) -> None:
    """The scorer's lines, and each speed as a ratio to gne's."""
    for name, line in lines.items():
        print(f"{name:<14} {line[len('all') :].strip()}")
    for name, speed in speeds.items():
        times = speed / speeds["gne"]
        print(f"{name:<14} {times:.1f} times gne's speed ({speed:.0f} pages a processor second); goal 4")


if __name__ == "__main__":
    main()
