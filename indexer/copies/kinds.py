"""What a pair of texts is called: a copy or a quotation, and what the later one changed.

All thresholds are here. Measured on benchmarks/copies_corpus.py; docs/copies.md has the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from indexer.copies.edges import Edge

LEAST_COVERED = 32  # characters: fewer are the same by chance
HALF = 0.5  # of the shorter text
ENOUGH_COVERED = 150  # characters: of less, the numbers between passages are looked at too
NUMBERS_AGREE = 0.9
COMMON_WEEKS = 3  # a run that was printed in more weeks is boilerplate or a form
UNCOMMON = 0.3  # of the prints that a pair shares
OWN = 0.25  # of either text, and `OWN_COVERED` characters, behind or before a short passage at its other end:
OWN_COVERED = 40  # the passage is what a column prints below or above all its texts
MOSTLY = 0.8  # of a text
ALL_BUT = 0.97  # of the shorter text's characters: a copy, though of a common text

_WHOLE = 0.98
_HEAD, _TAIL = 60, 40  # characters that a dateline and a byline take
_SLACK = 10  # characters before or behind a notice
_WORDED = 0.92  # of the passages' characters are equal; fewer: other words were put for some
_FRAME = 0.9  # of the shorter text: more is no frame around other matters

Later = Literal["a", "b"]
Kind = Literal[
    "whole",
    "headline changed",
    "dateline or byline swapped",
    "cut at the head",
    "cut inside",
    "cut at the end",
    "lead added",
    "paragraphs inserted",
    "text added at the end",
    "merged",
    "rewritten",
    "quotation",
    "uncertain",
]


@dataclass(frozen=True)
class Uncovered:
    """Characters of a text that stand in no passage: before the first, between two, behind the last."""

    head: int
    inside: int
    tail: int

    @property
    def all(self) -> int:
        return self.head + self.inside + self.tail


def is_copy(edge: Edge, uncommon: float = 1.0) -> bool:
    """Whether the shorter text is a copy of the longer, or the other way round.

    `uncommon` is the share of the prints in common that few other weeks have: what only has a form, or an
    outlet's boilerplate, in common is no copy.
    """
    covered = edge.covered
    if covered < LEAST_COVERED or edge.share_a < HALF:
        return False
    if edge.numbers is not None and edge.numbers < NUMBERS_AGREE:
        return False
    other_numbers = edge.all_numbers is not None and edge.all_numbers < NUMBERS_AGREE
    if covered < ENOUGH_COVERED and (other_numbers or _is_notice(edge)):
        return False
    if _is_frame(edge):
        return False
    return uncommon >= UNCOMMON or (edge.same >= ALL_BUT * edge.length_a and (edge.numbers or 1.0) == 1.0)


def kind_of(
    edge: Edge, *, same_title: bool, later: Later | None, copies: bool = True, holds_others: bool = False
) -> Kind:
    """What a pair is called; without a known direction as if the shorter were the later. One that shares half
    and is no pair of copies (`is_copy`) is too short or too formulaic to judge: `uncertain`. `holds_others`:
    the longer text is known to hold a stranger's besides, which may be the shorter part of it."""
    if edge.share_a < HALF:
        return "quotation"
    if not copies:
        return "uncertain"
    in_a, in_b = uncovered(edge)
    if min(edge.share_a, edge.share_b) >= _WHOLE and edge.same >= _WHOLE * edge.covered:
        return "whole" if same_title else "headline changed"
    if edge.same < _WORDED * edge.covered:
        return "rewritten"
    if all(not one.inside and one.head <= _HEAD and one.tail <= _TAIL for one in (in_a, in_b)):
        return "dateline or byline swapped"
    if edge.share_a < MOSTLY:
        return "rewritten"
    if later != "a" and (holds_others or (later == "b" and edge.share_b < HALF)):
        return "merged"
    most = max(in_b.head, in_b.inside, in_b.tail)
    if later == "b":
        names: tuple[Kind, Kind, Kind] = ("lead added", "paragraphs inserted", "text added at the end")
    else:
        names = ("cut at the head", "cut inside", "cut at the end")
    return names[0] if most == in_b.head else names[1] if most == in_b.inside else names[2]


def _is_notice(edge: Edge) -> bool:
    """Whether all that two texts share stands at the same end of both, and each has a text of its own
    besides: the notice of a column, an address, a disclaimer."""
    here, there = uncovered(edge)
    lengths = (edge.length_a, edge.length_b)
    if max(here.inside, there.inside) > _TAIL:
        return False
    heads, tails = (here.head, there.head), (here.tail, there.tail)
    return any(
        max(ends) <= _SLACK
        and all(own >= max(OWN_COVERED, OWN * length) for own, length in zip(rest, lengths, strict=True))
        for ends, rest in ((heads, tails), (tails, heads))
    )


def _is_frame(edge: Edge) -> bool:
    """Whether two texts share how they begin and end, and hardly a figure: minutes of two meetings."""
    if edge.share_a >= _FRAME or edge.numbers is not None or edge.all_numbers is None:
        return False
    around = all(one.head <= _HEAD and one.tail <= _TAIL for one in uncovered(edge))
    return around and edge.all_numbers < HALF


def uncovered(edge: Edge) -> tuple[Uncovered, Uncovered]:
    """What of the shorter and of the longer text stands in no passage."""
    spans_a = sorted((one.a_start, one.a_end) for one in edge.passages)
    spans_b = sorted((one.b_start, one.b_end) for one in edge.passages)
    return _around(spans_a, edge.length_a), _around(spans_b, edge.length_b)


def _around(spans: list[tuple[int, int]], length: int) -> Uncovered:
    inside = sum(max(after[0] - before[1], 0) for before, after in pairwise(spans))
    return Uncovered(head=spans[0][0], inside=inside, tail=length - spans[-1][1])
