"""From role groups to `Byline` items: one person in one role once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.items import Byline, Role
from crawler.normalise.bylines.role_groups import RoleGroup


def bylines_of(group: RoleGroup, text: str) -> Iterator[Byline]:
    """The bylines of a group; `text` is the text as printed, in which the places of the group are."""
    raw = text[group.start : group.end].strip()
    for named in group.names:
        role: Role | None = named.role if named.role == "photographer" else group.role or named.role
        if role is not None:
            yield Byline(
                name=named.name,
                role=role,
                organisation=None if named.collective else named.organisation or group.organisation,
                raw=raw,
                collective=named.collective,
                uncut=named.uncut,
            )


def merge(*groups: Iterable[Byline]) -> tuple[Byline, ...]:
    """One person in one role once, as first printed, with the first organisation that any place names."""
    merged: dict[tuple[str, Role], Byline] = {}
    for byline in (byline for group in groups for byline in group):
        first = merged.setdefault((byline.name, byline.role), byline)
        if first.organisation is None and byline.organisation is not None:
            merged[byline.name, byline.role] = replace(first, organisation=byline.organisation)
    return tuple(merged.values())
