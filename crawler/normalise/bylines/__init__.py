"""Bylines: who wrote, photographed, edited and checked an article, read from the text that says so."""

from __future__ import annotations

from crawler.items import Byline, Role
from crawler.normalise.bylines.groups import bylines_of, fold, merge, stretches
from crawler.normalise.bylines.in_text import find_bylines
from crawler.normalise.bylines.segments import read_groups

__all__ = ["find_bylines", "merge", "read_bylines"]

_LONGEST = 1000  # signs; a byline is a line or a bracket, and a body handed over by mistake must not cost


def read_bylines(raw: str | None, *, default_role: Role | None = None) -> tuple[Byline, ...]:
    """`（示例日报记者 张晓山 陈思思 责任编辑 潘念）` gives two reporters of 示例日报 and who edited.

    `default_role` is the role of names before any role word: the value of a field whose label is cut already.
    """
    text = (raw or "")[:_LONGEST]
    folded = fold(text)
    found = [
        byline
        for start, end, bracket, stretch in stretches(folded)
        for group in read_groups(stretch, start, end, default_role, bracket)
        for byline in bylines_of(group, text)
    ]
    return merge(found)
