"""The table of `make mutants`: for each file how many mutants there are and what became of them."""

from __future__ import annotations

import sys
from collections import Counter

from tests.mutants.explained import Explanations
from tests.mutants.measure import Outcome

COLUMNS = ("mutants", "killed", "survived", "explained", "unexamined", "untried")
KILLED = ("killed", "timeout")
UNTRIED = ("not checked", "check was interrupted by user")  # the run was broken off; the next one goes on


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def report(outcomes: list[Outcome], explanations: Explanations, *, listed: bool) -> int:
    """Prints the table; 1 if a mutant is untried, or neither killed nor explained, or explained in vain."""
    counts = {file: _counts(outcomes, explanations, file) for file in sorted({one.file for one in outcomes})}
    rows = [*counts.items(), ("total", sum(counts.values(), Counter()))]
    width = max(len(name) for name, _ in rows)
    _say(" ".join([" " * width, *(f"{column:>10}" for column in COLUMNS)]))
    for name, count in rows:
        _say(" ".join([f"{name:<{width}}", *(f"{count[column]:>10}" for column in COLUMNS)]))
    untried = [one for one in outcomes if one.outcome in UNTRIED]
    tried = [one for one in outcomes if one.outcome not in UNTRIED]
    open_ones = [one for one in tried if one.outcome not in KILLED and not explanations.explains(one)]
    outdated = explanations.outdated(outcomes)
    for one in open_ones if listed else []:
        _say(f"\n{one.file} {one.function}: {one.outcome}\n- {one.old}\n+ {one.new}")
    for file, function, old, new in outdated:
        _say(f"\n{file} {function}: explained, but it does not survive any more\n- {old}\n+ {new}")
    return 1 if open_ones or outdated or untried else 0


def _counts(outcomes: list[Outcome], explanations: Explanations, file: str) -> Counter[str]:
    count: Counter[str] = Counter()
    for one in outcomes:
        if one.file == file:
            count["mutants"] += 1
            if one.outcome in UNTRIED:
                count["untried"] += 1
            elif one.outcome in KILLED:
                count["killed"] += 1
            else:
                count["survived"] += 1
                count["explained" if explanations.explains(one) else "unexamined"] += 1
    return count
