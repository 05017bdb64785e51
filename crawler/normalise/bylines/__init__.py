"""Bylines: who wrote, photographed, edited and checked an article, read from the text that says so."""

from __future__ import annotations

from crawler.items import Byline, Role
from crawler.normalise.bylines.brackets import sections
from crawler.normalise.bylines.characters import halfwidth
from crawler.normalise.bylines.in_body import find_bylines
from crawler.normalise.bylines.people import bylines_of, merge
from crawler.normalise.bylines.role_groups import read_role_groups
from crawler.normalise.bylines.signatures import read_signature

__all__ = ["find_bylines", "merge", "read_bylines", "read_signature"]

_LONGEST = (
    1000  # characters; a byline is a line or a bracket, and a body handed over by mistake must not cost
)


def read_bylines(raw: str | None, *, default_role: Role | None = None) -> tuple[Byline, ...]:
    """`（示例日报记者 张晓山 陈思思 责任编辑 潘念）` gives two reporters of 示例日报 and an editor.

    `default_role` is the role of names that stand before any role word: for the value of a field whose label
    (作者：) is cut off already. Only the first 1,000 characters are read; no text, or nobody in it, gives ().
    """
    text = (raw or "")[:_LONGEST]
    plain = halfwidth(text)
    found = [
        byline
        for start, end, bracket, section in sections(plain)
        for group in read_role_groups(section, start, end, default_role, bracket)
        for byline in bylines_of(group, text)
    ]
    return merge(found)
