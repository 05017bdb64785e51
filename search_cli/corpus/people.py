"""Who writes, where and when: the names of bylines as persons.

The same name is one person only where an outlet or an organisation agrees. A text that is taken over bears
the byline of the outlet that it comes from: a reporter belongs to the organisation printed with the name,
else to the outlet that the page credits, else to the one that prints it; an editor to that one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, NamedTuple

Document = Mapping[str, Any]
WRITERS = frozenset({"reporter", "correspondent", "author", "intern", "photographer", "video"})


class Name(NamedTuple):
    """A name as it belongs to an outlet or organisation."""

    name: str
    home: str


@dataclass
class _Seen:
    """What is known of a name in one home."""

    articles: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    organisations: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    days: set[str] = field(default_factory=set)  # the first and the last

    def add(self, other: _Seen) -> None:
        self.articles += other.articles
        for mine, others in (
            (self.roles, other.roles),
            (self.outlets, other.outlets),
            (self.organisations, other.organisations),
            (self.months, other.months),
        ):
            mine.update(others)
        self.days = _ends(self.days | other.days)


@dataclass(frozen=True, kw_only=True)
class Person:
    """`id` is the name and one of the homes that agree: `张山 (长江云)`. Counts are articles; `first` and
    `last` are days, None where no day is known."""

    id: str
    name: str
    articles: int
    roles: Mapping[str, int]
    outlets: Mapping[str, int]  # that printed them
    organisations: Mapping[str, int]  # as printed with the name
    months: Mapping[str, int]
    first: str | None
    last: str | None


@dataclass(frozen=True, kw_only=True)
class People:
    """Who has most articles first. `together` has the articles that two of them (by id) wrote both; `uncut`
    counts the names that are left out because several are printed as one."""

    people: tuple[Person, ...]
    together: Mapping[tuple[str, str], int]
    uncut: int


def people(documents: Iterable[Document], roles: Iterable[str] = ()) -> People:
    """The persons of the bylines with one of these roles; without roles of all."""
    wanted = frozenset(roles)
    seen: dict[Name, _Seen] = defaultdict(_Seen)
    agreeing = _Agreeing()
    pairs: Counter[tuple[Name, Name]] = Counter()
    uncut = 0
    for document in documents:
        found: dict[Name, set[str]] = defaultdict(set)
        printed: dict[Name, set[str]] = defaultdict(set)
        for byline in document.get("bylines") or ():
            if byline.get("collective") or (wanted and byline["role"] not in wanted):
                continue
            if byline.get("uncut"):
                uncut += 1
                continue
            homes = [Name(byline["name"], home) for home in _homes(byline, document)]
            agreeing.join(homes)
            found[homes[0]].add(byline["role"])
            if byline.get("organisation"):
                printed[homes[0]].add(byline["organisation"])
        for name, there in found.items():
            _count(seen[name], document, there, printed[name])
        pairs.update(combinations(sorted(name for name, there in found.items() if there & WRITERS), 2))
    return _merged(seen, pairs, agreeing, uncut)


def named(found: People, name: str) -> tuple[People, People]:
    """Those of this name with whom they write together, and these with the others of that network."""
    there = [one for one in found.people if one.name == name]
    ids = {one.id for one in there}
    together = {pair: count for pair, count in found.together.items() if ids & set(pair)}
    ids |= {one for pair in together for one in pair}
    near = [one for one in found.people if one.id in ids]
    return (
        replace(found, people=tuple(there), together=together),
        replace(found, people=tuple(near), together=together),
    )


def _homes(byline: Mapping[str, Any], document: Document) -> list[str]:
    own = [one for one in (document.get("site_name"), document.get("organisation")) if one]
    own = own or [str(document["site"])]
    printed, source = byline.get("organisation"), document.get("source")
    if printed:
        related = any(printed in one or one in printed for one in own)
        return [printed, *(own if related else [])]
    if byline["role"] in WRITERS and source and source not in own:
        return [source]
    return own


def _count(seen: _Seen, document: Document, roles: Iterable[str], organisations: Iterable[str]) -> None:
    seen.articles += 1
    seen.roles.update(roles)
    seen.organisations.update(organisations)
    seen.outlets[document.get("site_name") or document["site"]] += 1
    if month := document.get("published_month"):
        seen.months[month] += 1
    if day := document.get("published_day"):
        seen.days = _ends(seen.days | {day})


def _ends(days: set[str]) -> set[str]:
    return {min(days), max(days)} if days else set()


class _Agreeing:
    """Which names with their homes are one person."""

    def __init__(self) -> None:
        self._leaders: dict[Name, Name] = {}

    def leader(self, name: Name) -> Name:
        """The least of all that are the same."""
        while (above := self._leaders.setdefault(name, name)) != name:
            self._leaders[name] = self._leaders[above]
            name = above
        return name

    def join(self, names: Iterable[Name]) -> None:
        """These are the same."""
        least, *others = sorted({self.leader(one) for one in names})
        for one in others:
            self._leaders[one] = least


def _merged(
    seen: Mapping[Name, _Seen], pairs: Mapping[tuple[Name, Name], int], agreeing: _Agreeing, uncut: int
) -> People:
    whole: dict[Name, _Seen] = defaultdict(_Seen)
    for name, there in seen.items():
        whole[agreeing.leader(name)].add(there)
    together: Counter[tuple[str, str]] = Counter()
    for (one, other), count in pairs.items():
        ends = sorted({_id(agreeing.leader(one)), _id(agreeing.leader(other))})
        if len(ends) == 2:
            together[ends[0], ends[1]] += count
    found = sorted(_persons(whole), key=lambda one: (-one.articles, one.id))
    return People(people=tuple(found), together=dict(sorted(together.items())), uncut=uncut)


def _persons(whole: Mapping[Name, _Seen]) -> Iterator[Person]:
    for leader, there in whole.items():
        yield Person(
            id=_id(leader),
            name=leader.name,
            articles=there.articles,
            roles=_ordered(there.roles),
            outlets=_ordered(there.outlets),
            organisations=_ordered(there.organisations),
            months=dict(sorted(there.months.items())),
            first=min(there.days, default=None),
            last=max(there.days, default=None),
        )


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _id(name: Name) -> str:
    return f"{name.name} ({name.home})"
