"""What spoke for each value of an article: every candidate with its score, and who won.

Collected while a page is read, so that `shengmei read --explain` shows what really happened, and so that
places which disagree are recorded instead of silently chosen between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.items import Conflict


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One value that a field could have had.

    `rule` says where it stands, `printed` is the text there, `value` what it reads as (None: nothing that can
    be read). Scores compare within one field only: the highest wins.
    """

    field: str
    rule: str
    printed: str
    value: str | None
    score: float
    won: bool = False


class Evidence:
    """The candidates of one page, in the order in which they were met."""

    def __init__(self) -> None:
        self._candidates: list[Candidate] = []
        self.conflicts: list[Conflict] = []

    def offer(
        self, field: str, rule: str, printed: str, value: str | None, score: float, *, won: bool = False
    ) -> None:
        """Records a candidate; of a field with several values, such as the bylines, each may have won."""
        self._candidates.append(
            Candidate(field=field, rule=rule, printed=printed, value=value, score=score, won=won)
        )

    def win(self, field: str, rule: str) -> None:
        """The candidate of this rule gave the field its value."""
        self._candidates = [
            replace(one, won=True) if (one.field, one.rule) == (field, rule) and one.value else one
            for one in self._candidates
        ]

    def of(self, field: str) -> tuple[Candidate, ...]:
        """The candidates of a field, the winner first, then by score."""
        found = [one for one in self._candidates if one.field == field]
        return tuple(sorted(found, key=lambda one: (not one.won, -one.score)))

    def disagree(self, field: str, value: str, rule: str, other: str, other_rule: str) -> None:
        """Records that `other` stands at `other_rule` while the article has `value` from `rule`."""
        self.conflicts.append(
            Conflict(field=field, value=value, rule=rule, other=other, other_rule=other_rule)
        )
