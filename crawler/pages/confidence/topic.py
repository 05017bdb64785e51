"""Whether a headline and a text are about the same, by the runs of characters they share."""

from __future__ import annotations

_USUAL_PAIRS = 0.35  # of a headline's pairs of characters: so many a text about the same repeats
COMPARED = 8_000  # characters of a text in which a headline's runs are looked for


def likeness(title: str, text: str) -> float:
    """1 where the text repeats as many pairs of the headline's characters as texts do, 0 where none; 1
    where there is nothing to compare."""
    wanted = _runs(title, 2)
    if not wanted or not text:
        return 1.0
    return min(1.0, _shared(wanted, text) / len(wanted) / _USUAL_PAIRS)


def shares_a_word(title: str, text: str) -> bool:
    """Whether three characters in a row of the headline stand in the text; true where there are none."""
    wanted = _runs(title, 3)
    compared = text[:COMPARED]
    return not wanted or not text or any(run in compared for run in wanted)


def _runs(title: str, length: int) -> set[str]:
    """All runs of so many letters."""
    runs = [title[start : start + length] for start in range(len(title) - length + 1)]
    return {run for run in runs if run.isalnum()}


def _shared(runs: set[str], text: str) -> int:
    compared = text[:COMPARED]
    return sum([run in compared for run in runs])
