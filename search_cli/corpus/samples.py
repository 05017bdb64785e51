"""Samples of what a query finds, for coding by hand: by lot of a seed, of all or of the values of a field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from indexer.search import Query, SearchIndex, counted_field, typed
from indexer.search.fields import YEAR, table
from search_cli.corpus.sampling import lot, shares_of
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

Lots = list[tuple[int, str]]  # of articles, each with its id


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What is to be drawn. `by`: a field of one value an article; of each value in proportion, or `equal`ly
    many. The same seed draws the same articles, on any index that holds them."""

    size: int
    seed: int = 1
    by: str | None = None
    equal: bool = False

    def __post_init__(self) -> None:
        if self.size < 1:
            raise UsageProblem(message("a sample has 1 article or more, not {size}", size=self.size))
        if self.equal and self.by is None:
            raise UsageProblem(translated("--equal belongs to --by: equally many of each value of a field"))
        if self.by is not None:
            name = counted_field(self.by)
            if name != YEAR and table()[name].many:
                raise UsageProblem(
                    message("an article may have several of {name}: draw by another field", name=typed(name))
                )

    def stated(self) -> dict[str, Any]:
        """For answers and manifests."""
        by = counted_field(self.by) if self.by else None
        return {"size": self.size, "seed": self.seed, "by": by, "equal": self.equal}


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """The hits with one value (None: without one), and how many of them were drawn. `weight`: for how many
    hits each drawn one stands; None where none was."""

    value: str | None
    hits: int
    drawn: int

    @property
    def weight(self) -> float | None:
        return self.hits / self.drawn if self.drawn else None


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The ids of the sample, each with its stratum, in the order of strata and lots; `total` hits."""

    ids: dict[str, Stratum]
    strata: tuple[Stratum, ...]
    total: int


def draw(index: SearchIndex, query: Query, sample: Sample) -> Drawn:
    """Reads every hit once, with little memory."""
    value = _value_of(sample.by)
    lots: dict[str | None, Lots] = {}
    sizes: dict[str | None, int] = {}
    for portion in index.scan(query):
        for hit in portion.hits:
            stratum = value(hit.document)
            sizes[stratum] = sizes.get(stratum, 0) + 1
            there = lots.setdefault(stratum, [])
            there.append((lot(hit.id, sample.seed), hit.id))
            if len(there) > 2 * sample.size + 1_000:
                lots[stratum] = nsmallest(sample.size, there)
    names = {stratum or "": stratum for stratum in sizes}
    shares = shares_of({name: sizes[names[name]] for name in names}, sample.size, equal=sample.equal)
    strata = tuple(
        Stratum(value=names[name], hits=sizes[names[name]], drawn=shares[name])
        for name in sorted(names, key=lambda name: (names[name] is None, name))
    )
    ids = {id_: one for one in strata for _, id_ in nsmallest(one.drawn, lots[one.value])}
    return Drawn(ids=ids, strata=strata, total=sum(sizes.values()))


def _value_of(by: str | None) -> Callable[[dict[str, Any]], str | None]:
    """The stratum of a document."""
    if by is None:
        return lambda _: None
    name = counted_field(by)
    if name == YEAR:
        return lambda document: (document.get("published_month") or "")[:4] or None
    return lambda document: document.get(name) or None
