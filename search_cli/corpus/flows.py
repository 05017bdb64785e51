"""Who takes from whom and how fast, summed up by outlets, provinces, organisations or agencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from indexer.copies.story_building import Outlet, PrintedArticle
from indexer.copies.takings import Carried, Taking, days_between, hours_between
from shengmei.console.translation import message

By = Literal["outlet", "province", "organisation", "agency"]
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The articles that `taker` has from `giver`; None has no province. `hours` and `days`, sorted, are
    the delays of those of which both times are known so far."""

    giver: str | None
    taker: str | None
    declared: int
    inferred: int
    hours: tuple[float, ...]
    days: tuple[int, ...]

    @property
    def articles(self) -> int:
        return self.declared + self.inferred


@dataclass(frozen=True, kw_only=True)
class Delay:
    """The copies of what `name` printed first (or carried), and the delays that are known of them, sorted."""

    name: str | None
    articles: int
    delays: tuple[float, ...]


@dataclass(frozen=True)
class Period:
    """Beijing days, both included; None is no bound."""

    since: date | None = None
    until: date | None = None

    def label(self) -> str:
        """`, since 2026-05-01, until 2026-05-31`; empty without bounds."""
        since = message(", since {day}", day=self.since) if self.since else ""
        return since + (message(", until {day}", day=self.until) if self.until else "")

    def has(self, article: PrintedArticle) -> bool:
        """Whether it was certainly printed in it; without a bound also what has no time."""
        if self.since is None and self.until is None:
            return True
        if article.interval is None:
            return False
        first, last = article.interval[0].date(), (article.interval[1] - timedelta.resolution).date()
        return (self.since is None or self.since <= first) and (self.until is None or last <= self.until)


def flows(takings: Iterable[Taking], by: By, known: Iterable[PrintedArticle]) -> list[Flow]:
    """The largest first. `known` articles tell of which outlet or organisation a credited name is."""
    outlets = _outlets_by_name(known)
    found: dict[tuple[str | None, str | None], list[Taking]] = defaultdict(list)
    for one in takings:
        found[_giver(one, by, outlets), name_of(one.taker, by)].append(one)
    summed = [_flow(giver, taker, there) for (giver, taker), there in found.items()]
    return sorted(summed, key=lambda one: (-one.articles, one.giver or "", one.taker or ""))


def _flow(giver: str | None, taker: str | None, takings: Sequence[Taking]) -> Flow:
    pairs = [(one.giver, one.taker) for one in takings if one.giver]
    hours = (hours_between(*pair) for pair in pairs)
    days = (days_between(*pair) for pair in pairs)
    declared = sum(one.basis == "declared" for one in takings)
    return Flow(
        giver=giver,
        taker=taker,
        declared=declared,
        inferred=len(takings) - declared,
        hours=tuple(sorted(one for one in hours if one is not None)),
        days=tuple(sorted(one for one in days if one is not None)),
    )


def delays(
    carried: Iterable[Carried],
    by: By,
    *,
    takers: bool,
    between: Callable[[PrintedArticle, PrintedArticle], float | None],
) -> list[Delay]:
    """By who was first, or with `takers` by who carried it; who has the most first."""
    found: dict[str | None, list[float | None]] = defaultdict(list)
    for one in carried:
        found[name_of(one.copy if takers else one.first, by)].append(between(one.first, one.copy))
    summed = [
        Delay(name=name, articles=len(there), delays=tuple(sorted(one for one in there if one is not None)))
        for name, there in found.items()
    ]
    return sorted(summed, key=lambda one: (-one.articles, one.name or ""))


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """Linear between neighbours: of 0, 1, 2, 4 the 0.5 is 1.5. None of nothing."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def name_of(article: PrintedArticle, by: By) -> str | None:
    """Of its outlet, as it is summed up; None has no province."""
    outlet = article.outlet
    if by == "province":
        return outlet.province
    name = outlet.name or article.site
    return outlet.organisation or name if by == "organisation" else name


def _giver(taking: Taking, by: By, outlets: Mapping[str, Outlet | None]) -> str | None:
    if taking.giver is not None and not (by == "agency" and taking.credit):
        return name_of(taking.giver, by)
    outlet = outlets.get(taking.credit or "")
    if by == "province":
        return outlet.province if outlet else None
    return outlet.organisation or taking.credit if by == "organisation" and outlet else taking.credit


def _outlets_by_name(known: Iterable[PrintedArticle]) -> dict[str, Outlet | None]:
    """By outlets' names and organisations; what several outlets share keeps what is the same of them."""
    found: dict[str, Outlet | None] = {}
    for outlet in {one.outlet for one in known}:
        for name in outlet.names:
            there = found.setdefault(name, outlet)
            if there and there != outlet:
                same = {
                    part: getattr(there, part)
                    for part in ("organisation", "province")
                    if getattr(there, part) == getattr(outlet, part)
                }
                found[name] = Outlet(**same)
    return found
