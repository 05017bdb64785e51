"""How far and how fast stories spread: their articles, outlets, provinces, and the time until half of the
others, and all of them, had printed the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from indexer.search import And, Has, Keyword, Or, Query, SearchIndex
from indexer.search.fields import STORY

Order = Literal["size", "provinces", "speed"]
_ALL = 10**9
_AT_ONCE = 100  # stories asked for in one query
_CLOCK = ("second", "minute", "hour")  # precisions
_READ = ("id", "url", "title", "site", "site_name", "province", "published", "published_precision")


@dataclass(frozen=True, kw_only=True)
class Delay:
    """From the first article of a story to another: days of Beijing's calendar, and hours where the clock
    time of both is printed."""

    days: int
    hours: float | None


@dataclass(frozen=True, kw_only=True)
class StorySpread:
    """A story. `first` has the fields of its earliest article, `size` is the number of its articles that the
    index has, `found` how many of them match the query. `half` and `last`: from the first until half of the
    others, and all of them, had printed it, of those with a date; None where fewer than two have one."""

    story: str
    first: dict[str, Any]
    size: int
    found: int
    outlets: int
    provinces: tuple[str, ...]
    half: Delay | None
    last: Delay | None


def spreads(index: SearchIndex, query: Query, order: Order = "size") -> list[StorySpread]:
    """The stories of what the query finds that have several articles: those of the most articles first, or of
    the most provinces, or the fastest (until half of the others)."""
    several = replace(query, root=Has(STORY) if query.root is None else And((query.root, Has(STORY))))
    found = dict(index.facet(several, STORY, limit=_ALL).values)
    keys = {"size": _by_size, "provinces": _by_provinces, "speed": _by_speed}
    return sorted(_read(index, found), key=keys[order])


def _by_size(one: StorySpread) -> tuple[int, str]:
    return -one.size, one.story


def _by_provinces(one: StorySpread) -> tuple[int, int, str]:
    return -len(one.provinces), -one.size, one.story


def _by_speed(one: StorySpread) -> tuple[bool, float, int, str]:
    """A delay that is known in days alone stands behind those of the same day that are known in hours."""
    if one.half is None:
        return True, 0.0, -one.size, one.story
    hours = one.half.hours if one.half.hours is not None else 24.0 * (one.half.days + 1)
    return False, hours, -one.size, one.story


def _read(index: SearchIndex, found: dict[str, int]) -> Iterator[StorySpread]:
    stories = sorted(found)
    for start in range(0, len(stories), _AT_ONCE):
        some = tuple(Keyword(STORY, one) for one in stories[start : start + _AT_ONCE])
        articles: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for portion in index.scan(Query(root=Or(some))):
            for hit in portion.hits:
                articles[hit.document[STORY]].append({name: hit.document.get(name) for name in _READ})
        for story in sorted(articles.keys() & found.keys()):
            if len(articles[story]) > 1:
                yield _spread(story, articles[story], found[story])


def _spread(story: str, articles: list[dict[str, Any]], found: int) -> StorySpread:
    dated = sorted((one for one in articles if one["published"]), key=lambda one: (_at(one), one["id"]))
    first = dated[0] if dated else min(articles, key=lambda one: str(one["id"]))
    return StorySpread(
        story=story,
        first=first,
        size=len(articles),
        found=found,
        outlets=len({one["site"] for one in articles}),
        provinces=tuple(sorted({one["province"] for one in articles if one["province"]})),
        half=_delay(dated, len(dated) // 2),
        last=_delay(dated, -1),
    )


def _delay(dated: Sequence[dict[str, Any]], place: int) -> Delay | None:
    if len(dated) < 2:
        return None
    first, other = dated[0], dated[place]
    days = (_day(other) - _day(first)).days
    if first["published_precision"] not in _CLOCK or other["published_precision"] not in _CLOCK:
        return Delay(days=days, hours=None)
    return Delay(days=days, hours=(_at(other) - _at(first)) / 3600)


def _at(document: dict[str, Any]) -> float:
    return datetime.fromisoformat(document["published"]).timestamp()


def _day(document: dict[str, Any]) -> date:
    """`published` carries Beijing's offset."""
    return datetime.fromisoformat(document["published"]).date()
