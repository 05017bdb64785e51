"""The places that texts name: told apart from others of their name by what the texts say, or ambiguous."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shengmei.places import other_names, words, words_like_names
from shengmei.places.gazetteer import Unit, by_full_name, by_short_name, meant_by, names_begin


@dataclass(frozen=True, kw_only=True)
class Places:
    """`found`: each place once, in the order of the text, and of a place and one above it only the lower;
    `ambiguous`: names that fit several places of which nothing says which is meant."""

    found: tuple[Unit, ...] = ()
    ambiguous: tuple[str, ...] = ()


class _Mention(NamedTuple):
    name: str
    start: int
    end: int
    units: tuple[Unit, ...]  # that have this name, former ones too
    behind_one: bool = False  # stands behind a word of one character, which may be a surname
    chained: bool = False  # stands behind the place that it lies in


def places_in(texts: Sequence[str], *, dateline: str | None = None, province: str | None = None) -> Places:
    """The places that `texts` (title, first paragraph) name, and a dateline's place.

    `province` is the outlet's (湖北), which decides between places of one name where the texts do not.
    """
    mentions = [one for text in texts for one in _mentions(text)]
    if dateline and (first := _exactly(dateline)):
        mentions.insert(0, first)
    meant = [(one.name, meant_by(one.name, one.units)) for one in mentions]
    certain = [units[0] for _, units in meant if len(units) == 1]
    found: dict[Unit, None] = {}
    ambiguous: dict[str, None] = {}
    for name, units in meant:
        if (one := _decided(units, certain, province)) is not None:
            found[one] = None
        else:
            ambiguous[name] = None
    return Places(found=_lowest(found), ambiguous=tuple(ambiguous))


def _mentions(text: str) -> list[_Mention]:
    """The names of places in a text, without those that are something else."""
    text = other_names.without_other_names(text)
    chains = _chains(_all_named(text))
    places = [one for one in chains if not _is_other(text, one)]
    return [one for one in places if one.chained or _is_supported(one, places, text)]


def _all_named(text: str) -> list[_Mention]:
    """The words that are names. Only a clause that holds one is cut into words, which takes longest."""
    found, cut_until = [], 0
    for at in names_begin(text):
        if at < cut_until:
            continue
        begin, cut_until = words.clause(text, at)
        before = text[begin - 1 : begin]
        for word, start, end in words.cut(text[begin:cut_until]):
            if units := _called(word):
                found.append(
                    _Mention(
                        name=word,
                        start=begin + start,
                        end=begin + end,
                        units=units,
                        behind_one=len(before) == 1,
                    )
                )
            before = word
    return found


def _called(word: str) -> tuple[Unit, ...]:
    """The units of a full name, else of a short one; 井冈山 was the full name of one that is a city today."""
    full, short = by_full_name().get(word, ()), by_short_name().get(word, ())
    return full if full and any(one.last is None for one in full) else (*full, *short)


def _chains(named: list[_Mention]) -> list[_Mention]:
    """`湖北省` `武汉市` `洪山区`, one directly behind the other, are one mention: that of the last."""
    chains: list[_Mention] = []
    for one in named:
        before = chains[-1] if chains else None
        if before is not None and before.end == one.start and (below := _below(before, one)):
            chains[-1] = one._replace(start=before.start, units=below, chained=True)
        else:
            chains.append(one)
    return chains


def _below(before: _Mention, one: _Mention) -> tuple[Unit, ...]:
    """Those units of a mention that lie in one of the mention before it."""
    above = {unit.path: unit for unit in before.units}
    return tuple(
        unit
        for unit in one.units
        if any(unit.path[: len(path)] == path and len(unit.path) > len(path) for path in above)
    )


def _is_other(text: str, one: _Mention) -> bool:
    full = one.name in by_full_name()
    if not full and not one.chained and _is_person(text, one):
        return True
    return other_names.begins_other_name(text, one.end, full=full)


def _is_person(text: str, one: _Mention) -> bool:
    return other_names.belongs_to_person(text, one.start, one.end, surname=one.behind_one)


def _is_supported(one: _Mention, places: list[_Mention], text: str) -> bool:
    """A name that is a word too is a place only where it stands in a row of places: `日照、青岛`."""
    if not words_like_names.is_word(one.name, one.units):
        return True
    if words_like_names.is_full_name_and_word(one.name):
        return False
    return any(
        text[min(one.end, other.end) : max(one.start, other.start)] == "、"
        for other in places
        if other is not one
    )


def _exactly(name: str) -> _Mention | None:
    """A dateline's place, which is a place whatever word it is: `日照`, `湖北武汉`."""
    chains = _chains(_all_named(name))
    return chains[0] if len(chains) == 1 and (chains[0].start, chains[0].end) == (0, len(name)) else None


def _decided(units: tuple[Unit, ...], certain: Iterable[Unit], province: str | None) -> Unit | None:
    """The one that is meant: the only one, or the only one in a place of the texts, or in the province."""
    if len(units) == 1:
        return units[0]
    named = {one.path[:end] for one in certain for end in range(1, len(one.path) + 1)}
    for inside in (
        [one for one in units if one.path[:-1] in named],  # the place directly above decides first
        [one for one in units if one.path[:1] in named],
    ):
        if inside:
            return inside[0] if len(inside) == 1 else None
    own = [one for one in units if province and one.path[0].startswith(province)]
    return own[0] if len(own) == 1 else None


def _lowest(found: Iterable[Unit]) -> tuple[Unit, ...]:
    units = tuple(found)
    return tuple(one for one in units if not any(other.lies_in(one) for other in units))
