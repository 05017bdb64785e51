"""Whether a text finds the same in traditional characters, and which words fall together by it.

    make bench-scripts

The newspaper of `bench-search`, converted by OpenCC to traditional characters, to those of Taiwan and
to those of Hong Kong, is folded and compared with the folded original, character by character. OpenCC
goes into the environment of the corpus. Then the newspaper's own words that are folded to the same, and
whether the table of docs/search.md has why.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.search_corpus import newspaper
from indexer.search.text.fold import fold

OPENCC = "opencc==1.4.2"
TABLES = {"s2t": "OpenCC's standard", "s2tw": "Taiwan", "s2hk": "Hong Kong"}
GOAL = 0.9999
SIMPLIFIED = re.compile("[\u4e00-\u9fff]+")
DOCS = Path(__file__).parent.parent / "docs" / "search.md"
# In the converter's process, which has OpenCC: text in, converted text out, line by line.
CONVERT = "import opencc, sys; sys.stdout.write(opencc.OpenCC(sys.argv[1]).convert(sys.stdin.read()))"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path(".venv-corpus"), help="environment of the corpus")
    folder = parser.parse_args().corpus
    lines = [list(words(line)) for line in newspaper(folder).read_text(encoding="utf-8").splitlines()]
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", OPENCC], check=True)
    report_characters("\n".join("".join(line) for line in lines), python)
    report_words({word for line in lines for word in line})


def words(line: str) -> Iterator[str]:
    """`迈向/v 充满/v 希望/n` gives 迈向, 充满, 希望."""
    for one in line.split():
        yield one.rpartition("/")[0].lstrip("[") or one


def report_characters(text: str, python: str) -> None:
    """What share of the characters is the same after conversion and folding; goal 99.99 %."""
    same = every = 0
    original = fold(text)
    for table, name in TABLES.items():
        command = [python, "-c", CONVERT, table]
        ended = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True)
        here, there = same_characters(original, fold(ended.stdout))
        same, every = same + here, every + there
        print(f"{table} ({name}): {here / there:.4%} of {there:,} characters", flush=True)
    print(f"all three: {same / every:.4%}; goal {GOAL:.2%}", flush=True)


def same_characters(original: str, other: str) -> tuple[int, int]:
    """How many characters are the same at their place, of how many; a line of another length has none."""
    same = every = 0
    for one, another in zip(original.split("\n"), other.split("\n"), strict=True):
        every += len(one)
        if len(one) == len(another):
            same += sum(here == there for here, there in zip(one, another, strict=True))
    return same, every


def report_words(known: set[str]) -> None:
    """Words that are searched as one, and those of them that the docs do not list."""
    groups = listed(DOCS.read_text(encoding="utf-8"))
    together = [sorted(one) for one in falling_together(known)]
    bad = [one for one in together if not is_listed(one, groups)]
    print(f"{len(together)} pairs of {len(known):,} words fall together: {spelled(together)}")
    print(f"not listed in docs/search.md: {spelled(bad) or 'none'}")


def falling_together(known: set[str]) -> Iterator[set[str]]:
    """`{"执着", "执著", "长江"}` gives `{"执着", "执著"}`."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in known:
        if SIMPLIFIED.fullmatch(word):
            found[fold(word)].add(word)
    return (one for one in found.values() if len(one) > 1)


def listed(page: str) -> list[set[str]]:
    """What the first column of the docs' table says counts as one: `着 著 · 了 瞭` gives two sets."""
    rows = re.findall(r"^\| ([\u4e00-\u9fff][ ·\u4e00-\u9fff]*) \|", page, re.MULTILINE)
    return [set(group.split()) for row in rows for group in row.split("·")]


def is_listed(alike: list[str], groups: list[set[str]]) -> bool:
    """Whether each place at which the words differ is a group of the table."""
    return all(
        len(set(place)) == 1 or any(set(place) <= group for group in groups)
        for place in zip(*alike, strict=True)
    )


def spelled(some: list[list[str]]) -> str:
    return ", ".join("/".join(one) for one in sorted(some))


if __name__ == "__main__":
    main()
