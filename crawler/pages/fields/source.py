"""Whom a page credits as its source: what is printed, marked and stated, and which of it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crawler.normalise import sources
from crawler.normalise.text import bare
from crawler.pages.document.metadata import SOURCE

if TYPE_CHECKING:
    from crawler.pages.base import ArticlePage

_PRINTED, _MARKED, _META, _JSON_LD = 40, 30, 20, 10


def source(layout: ArticlePage) -> str | None:
    """The first of print, `#source_baidu`, meta and JSON-LD that names a house."""
    winner: tuple[str, str] | None = None
    for raw, rule, score in _places(layout):
        house = sources.read_source(raw)
        layout.evidence.offer("source", rule, raw, house, score)
        if house is None:
            continue
        if winner is None:
            winner = house, rule
            layout.evidence.win("source", rule)
            layout.rules["source"] = rule
        elif _differ(winner[0], house):
            layout.evidence.disagree("source", *winner, house, rule)
    if winner is None:
        layout.rules.pop("source", None)
    return winner[0] if winner else None


def _places(layout: ArticlePage) -> Iterator[tuple[str, str, int]]:
    if printed := layout.field("source", layout.source):
        yield printed, layout.rules.get("source", "page"), _PRINTED
    if marked := layout.metadata.baidu("source"):
        yield marked, "source_baidu", _MARKED
    if stated := layout.metadata.get(SOURCE):
        yield stated[1], f"meta {stated[0]}", _META
    if in_json := layout.metadata.json_ld_text("sourceOrganization"):
        yield in_json, "JSON-LD sourceOrganization", _JSON_LD


def _differ(one: str, other: str) -> bool:
    """Whether these are two houses: `人民网－人民日报` and `人民日报` are not."""
    first, second = bare(one), bare(other)
    return first not in second and second not in first
