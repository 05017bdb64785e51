"""Survivors with a reason: mutants that no test can kill, because they change nothing that can be seen."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.measure import Outcome

Key = tuple[str, str, str, str]  # file, function, old, new


@dataclass(frozen=True)
class Explanations:
    """The reasons of explained.toml by file, function and changed text, which do not move with the lines."""

    reasons: dict[Key, str]

    @classmethod
    def read(cls, file: Path) -> Explanations:
        """Raises ValueError for a mutant that is explained twice or without a reason."""
        reasons: dict[Key, str] = {}
        for group in tomllib.loads(file.read_text("utf-8")).get("explained", []):
            for one in group["mutants"]:
                key = (one["file"], one["function"], one["old"], one["new"])
                if key in reasons or not group["reason"].strip():
                    raise ValueError(f"explained twice, or without a reason: {key}")
                reasons[key] = group["reason"]
        return cls(reasons)

    def explains(self, mutant: Outcome) -> bool:
        return _key(mutant) in self.reasons

    def outdated(self, mutants: list[Outcome]) -> list[Key]:
        """Explanations of mutants that a test kills by now, or that the code of these files has no more."""
        files = {mutant.file for mutant in mutants}
        alive = {_key(mutant) for mutant in mutants if mutant.old}
        return [key for key in self.reasons if key[0] in files and key not in alive]


def _key(mutant: Outcome) -> Key:
    return mutant.file, mutant.function, mutant.old, mutant.new
