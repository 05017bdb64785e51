"""Stories: sets of prints that hang together by copies; who was first, and who says so.

A pure function of the set: no order of arrival changes a story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from crawler.items import Precision
from indexer.copies.edges import Edge
from shengmei.timezone import SHANGHAI

Basis = Literal["declared", "inferred", "unknown"]
Role = Literal["first", "copy", "unknown"]

_LENGTH = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "month": timedelta(days=31),
}
_KNOWN_PARTS = {"month": 2, "day": 3, "hour": 4, "minute": 5, "second": 6}
_LEAST = (1, 1, 1, 0, 0, 0)
_OVERLAP = 0.1  # of the shorter of two parts: more, and they are not disjoint


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """Who prints: the name (长江云), who runs it (湖北广播电视台), the province in short form (湖北)."""

    name: str | None = None
    organisation: str | None = None
    province: str | None = None

    @cached_property
    def names(self) -> frozenset[str]:
        """The names by which others credit it."""
        return frozenset(filter(None, (self.name, self.organisation)))


@dataclass(frozen=True, kw_only=True)
class PrintedArticle:
    """What of an article tells who was first. `credits` are the names that it gives as its origin, `agency`
    the one of them that its dateline names."""

    id: str
    text: int
    url: str
    site: str
    title: str
    outlet: Outlet
    credits: frozenset[str]
    at: datetime | None
    precision: Precision | None
    agency: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """Of its outlet."""
        return self.outlet.names

    @cached_property
    def interval(self) -> tuple[datetime, datetime] | None:
        """The time in which it was printed, its end excluded; None where nothing is known of it."""
        if self.at is None or self.precision is None:
            return None
        return _interval(self.at, self.precision)

    def before(self, other: PrintedArticle) -> bool:
        """Whether it was certainly printed before the other."""
        here, there = self.interval, other.interval
        return here is not None and there is not None and here[1] <= there[0]

    def not_after(self, other: PrintedArticle) -> bool:
        """Whether it may have been printed before the other, or at the same time."""
        return not other.before(self)

    def is_credited_by(self, other: PrintedArticle) -> bool:
        """Whether the other names this one's outlet as its origin. An outlet that credits itself, or whoever
        runs it, credits nobody; one that credits a sister of its own house does."""
        return bool(self.names & (other.credits - other.names))


@lru_cache(maxsize=4096)
def _interval(at: datetime, precision: Precision) -> tuple[datetime, datetime]:
    known = _KNOWN_PARTS[precision]
    year, month, day, hour, minute, second = at.astimezone(SHANGHAI).timetuple()[:known] + _LEAST[known:]
    start = datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)
    return start, start + _LENGTH[precision]


@dataclass(frozen=True, kw_only=True)
class Member:
    """An article of a story. `basis` says how its role is known; `contradicted` that whom it
    credits printed the text later than itself, and not before."""

    article: str
    role: Role
    basis: Basis
    contradicted: bool = False


@dataclass(frozen=True, kw_only=True)
class Story:
    """`id` is that of its earliest article, of two as early the one that sorts first. `containers` are
    articles that hold this story's text beside a stranger's."""

    id: str
    members: tuple[Member, ...]
    containers: tuple[str, ...]


def stories(articles: Sequence[PrintedArticle], copies: Sequence[Edge]) -> list[Story]:
    """The stories of at least two articles, by id. `copies` are the edges between texts that are copies."""
    by_text: dict[int, list[PrintedArticle]] = defaultdict(list)
    for one in articles:
        by_text[one.text].append(one)
    there = [edge for edge in copies if edge.a in by_text and edge.b in by_text]
    containers = _containers(by_text, there)
    groups = _groups(by_text, [one for one in there if not {one.a, one.b} & containers])
    holders: dict[int, set[int]] = defaultdict(set)
    for edge in there:
        for text, other in ((edge.a, edge.b), (edge.b, edge.a)):
            if text in containers and other not in containers:
                holders[other].add(text)
    found = []
    for group in groups:
        members = [one for text in group for one in by_text[text]]
        around = {text for one in group for text in holders[one]}
        if len(members) > 1 or (around and not containers.issuperset(group)):
            found.append(_story(members, [one.id for text in around for one in by_text[text]]))
    return sorted(found, key=lambda story: story.id)


def _containers(by_text: Mapping[int, Sequence[PrintedArticle]], copies: Iterable[Edge]) -> set[int]:
    """Texts with two disjoint parts that are copies of no later texts, which are strangers to each other."""
    held: dict[int, list[tuple[int, list[tuple[int, int]]]]] = defaultdict(list)
    neighbours: dict[int, set[int]] = defaultdict(set)
    lengths: dict[int, int] = {}
    for edge in copies:
        lengths[edge.b] = edge.length_b
        neighbours[edge.a].add(edge.b)
        neighbours[edge.b].add(edge.a)
        if any(part.not_after(whole) for part in by_text[edge.a] for whole in by_text[edge.b]):
            held[edge.b].append((edge.a, [(one.b_start, one.b_end) for one in edge.passages]))
    covered = {
        whole: [sum(end - start for start, end in spans) for _, spans in parts]
        for whole, parts in held.items()
    }
    return {
        whole
        for whole, parts in held.items()
        if can_be_disjoint(covered[whole], lengths[whole])
        and any(
            other not in neighbours[part] and _disjoint(spans, other_spans)
            for place, (part, spans) in enumerate(parts)
            for other, other_spans in parts[:place]
        )
    }


def _disjoint(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> bool:
    both = sum(max(min(a[1], b[1]) - max(a[0], b[0]), 0) for a in one for b in other)
    return both <= _OVERLAP * min(sum(end - start for start, end in spans) for spans in (one, other))


def can_be_disjoint(covered: Sequence[int], length: int) -> bool:
    """Whether any two parts that cover so many characters of a text of that length could be disjoint."""
    if len(covered) < 2:
        return False
    least, next_ = sorted(covered)[:2]
    return least + next_ - length <= _OVERLAP * least


def _groups(texts: Collection[int], copies: Iterable[Edge]) -> list[list[int]]:
    """The texts that hang together."""
    leaders = {text: text for text in texts}

    def leader(text: int) -> int:
        while leaders[text] != text:
            leaders[text] = leaders[leaders[text]]
            text = leaders[text]
        return text

    for edge in copies:
        leaders[leader(edge.a)] = leader(edge.b)
    groups: dict[int, list[int]] = defaultdict(list)
    for text in texts:
        groups[leader(text)].append(text)
    return list(groups.values())


def one_story(members: Sequence[PrintedArticle]) -> Story | None:
    """The story of all who print texts that hang together, none of which holds a stranger's; None for one."""
    return _story(members, ()) if len(members) > 1 else None


def _story(members: Sequence[PrintedArticle], containers: Iterable[str]) -> Story:
    first, basis = _first(members)
    # By time and id; those without a time last, by id alone, since None and a time do not compare.
    by_time = sorted(members, key=lambda one: (one.at is None, one.at, one.id) if one.at else (True, one.id))
    by_name: dict[str, list[PrintedArticle]] = defaultdict(list)
    for one in members:
        for name in one.names:
            by_name[name].append(one)
    earliest_end = min((one.interval[1] for one in members if one.interval), default=None)
    first_end = first.interval[1] if first is not None and first.interval else None
    found = []
    for one in by_time:
        contradicted = declared = False
        if one.credits:
            named = (other for name in one.credits for other in by_name.get(name, ()))
            credited = [other for other in named if other.is_credited_by(one)]
            declared = any(other.not_after(one) for other in credited)
            contradicted = bool(credited) and not declared
        interval = one.interval
        role: Role = "copy"
        how: Basis = "inferred"
        if one is first:
            role, how = "first", basis
        elif declared:
            how = "declared"
        elif first is not None:
            if interval is None or first_end is None or first_end > interval[0]:
                how = basis
        # Nobody knows the first; who was printed after another is a copy all the same.
        elif interval is None or earliest_end is None or earliest_end > interval[0]:
            role, how = "unknown", "unknown"
        found.append(Member(article=one.id, role=role, basis=how, contradicted=contradicted))
    return Story(id=by_time[0].id, members=tuple(found), containers=tuple(sorted(containers)))


def _first(members: Sequence[PrintedArticle]) -> tuple[PrintedArticle | None, Basis]:
    """By time at its precision; where times do not tell, the one outlet that the others credit."""
    if len(members) == 1:
        return members[0], "inferred"
    ends = [one.interval[1] for one in members if one.interval]
    end = min(ends, default=None)
    earliest = [one for one in members if end is None or one.interval is None or one.interval[0] < end]
    if len(earliest) == 1 and len(ends) == len(members):
        return earliest[0], "inferred"
    names = frozenset[str]().union(*(one.credits for one in members))
    named = [one for one in earliest if one.names & names]
    credited = [one for one in named if any(one.is_credited_by(other) for other in members)]
    if len(credited) == 1:
        return credited[0], "declared"
    return None, "unknown"
