"""Two fields against each other: how many articles have each value of one with each value of the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.search import Facet, Query, SearchIndex, counted_field, typed
from indexer.search.facets import Combination
from indexer.search.fields import YEAR
from shengmei.console.translation import message
from shengmei.problems import UsageProblem

TIMES = (YEAR, "published_month", "published_day")  # in their own order, not by how many articles they have
MOST = 1_000  # values of one field that are shown


@dataclass(frozen=True, kw_only=True)
class Crosstab:
    """`rows` and `columns` are the values shown, None for articles without one; `cells` has every pair of the
    whole, those of values that are not shown too. An article with several values stands in several cells; of
    an index that counts stories, a story stands in each cell of which one article has both values."""

    first: Facet
    second: Facet
    rows: tuple[str | None, ...]
    columns: tuple[str | None, ...]
    cells: Mapping[Combination, int]

    @property
    def total(self) -> int:
        """The articles, or stories, that the query finds."""
        return self.first.total

    def of_row(self, value: str | None) -> int:
        """The articles that have this value in the first field, whatever they have in the second."""
        return self.first.without if value is None else dict(self.first.values)[value]

    def of_column(self, value: str | None) -> int:
        return self.second.without if value is None else dict(self.second.values)[value]

    def cell(self, row: str | None, column: str | None) -> int:
        return self.cells.get((row, column), 0)


def crosstab(
    index: SearchIndex, query: Query, first: str, second: str, *, rows: int = 20, columns: int = 10
) -> Crosstab:
    """The most frequent values of both fields; of days, months and years in the order of time. Raises
    `UsageProblem` for a field that cannot be counted by."""
    names = counted_field(first), counted_field(second)
    if names[0] == names[1]:
        raise UsageProblem(
            message("{names} against itself says nothing: take two fields", names=typed(names[0]))
        )
    found = [index.facet(query, name, limit=most) for name, most in zip(names, (rows, columns), strict=True)]
    cells = index.combinations(query, *names)
    return Crosstab(
        first=found[0], second=found[1], rows=_shown(found[0]), columns=_shown(found[1]), cells=cells
    )


def _shown(facet: Facet) -> tuple[str | None, ...]:
    values: list[str | None] = [value for value, _ in facet.values]
    if facet.field in TIMES:
        values.sort(key=str)
    return (*values, *([None] if facet.without else []))
