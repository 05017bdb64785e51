"""The story of an article: who printed its text, when, after whom, and what each changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indexer.copies.account import Told
from indexer.copies.simultaneous import Simultaneous
from indexer.copies.story_building import PrintedArticle
from indexer.copies.takings import days_between, hours_between
from search_cli.views.story_spread import spelled
from search_cli.views.word_differences import Piece, coloured, marked, paragraph_differences
from shengmei.console import streams, tables, text
from shengmei.console.article import at_precision, format_time
from shengmei.console.text import counted
from shengmei.console.translation import copy_term, message

_COLUMNS = (
    tables.Column("published"),
    tables.Column("outlet"),
    tables.Column("role"),
    tables.Column("basis"),
    tables.Column("later", right=True),
    tables.Column("credit"),
    tables.Column("change"),
    tables.Column("share", right=True),
    tables.Column("title"),
)
_SIDE_BY_SIDE = 110  # columns of a terminal
_BETWEEN = " │ "


@dataclass(frozen=True, kw_only=True)
class StoryView:
    """`story` is the id, None where only `uncertain` ones are known; containers and these stand below."""

    story: str | None
    told: Sequence[Told]
    containers: Sequence[PrintedArticle]
    uncertain: Sequence[PrintedArticle]
    together: Sequence[Simultaneous] = field(default=())

    def lines(self) -> list[dict[str, Any]]:
        """Each article for programs: the members, then what stands beside the story."""
        return [
            *(self._said(one) for one in self.told),
            *(_beside(one, "container") for one in self.containers),
            *(_beside(one, "uncertain") for one in self.uncertain),
        ]

    def document(self) -> dict[str, Any]:
        return {
            "story": self.story,
            "articles": [self._said(one) for one in self.told],
            "simultaneous": [_together(one) for one in self.together],
            "containers": [one.url for one in self.containers],
            "uncertain": [one.url for one in self.uncertain],
        }

    def write(self) -> None:
        """The table for a person, and what was printed in several outlets on one day."""
        beside = [
            *((one, "container") for one in self.containers),
            *((one, "uncertain") for one in self.uncertain),
        ]
        tables.write([*(self._row(one) for one in self.told), *(_shown(*one) for one in beside)], _COLUMNS)
        for number, one in enumerate(self.together):
            if not number:
                streams.out()
            streams.out(streams.style(text.safe(_sentence(one)), dim=True))

    def _said(self, one: Told) -> dict[str, Any]:
        hours, days = self._later(one)
        found = self._of(one)
        return {
            **_beside(one.article, one.member.role),
            "basis": one.member.basis,
            "contradicted": one.member.contradicted,
            "simultaneous": found is not None,
            "hours_later": None if hours is None else round(hours, 2),
            "days_later": days,
            "credits": sorted(one.article.credits),
            "compared_with": one.other.id if one.other else None,
            "change": one.kind,
            "share": round(one.share, 4) if one.share is not None else None,
        }

    def _row(self, one: Told) -> dict[str, Any]:
        hours, days = self._later(one)
        basis: list[str] = [one.member.basis]
        basis += ["against its credit"] if one.member.contradicted else []
        basis += ["simultaneous"] if self._of(one) else []
        return {
            **_shown(one.article, one.member.role),
            "later": "" if days is None or one.other is None else spelled(days, hours),
            "basis": ", ".join(copy_term(part) for part in basis),
            "credit": "、".join(sorted(one.article.credits - one.article.names)),
            "change": copy_term(one.kind) if one.kind else None,
            "share": f"{one.share:.0%}" if one.share is not None else None,
        }

    def _later(self, one: Told) -> tuple[float | None, int | None]:
        """Than the earliest of the story."""
        earliest = self.told[0].article
        return hours_between(earliest, one.article), days_between(earliest, one.article)

    def _of(self, one: Told) -> Simultaneous | None:
        return next((each for each in self.together if one.article in each.articles), None)


def write_differences(told: Iterable[Told], bodies: Mapping[str, str | None]) -> None:
    """What each changed of the article that it is compared with; `bodies` by id, None for one that the index
    has not."""
    for one in told:
        if one.other is None:
            continue
        streams.out()
        heading = message("{later}, against {earlier}", later=one.article.url, earlier=one.other.url)
        streams.out(streams.style(text.safe(heading), bold=True))
        old, new = bodies.get(one.other.id), bodies.get(one.article.id)
        if old is None or new is None:
            streams.out(message("  the index has not both of them: `shengmei index sync`"))
        elif old == new:
            streams.out(message("  the text is the same"))
        else:
            for pieces in paragraph_differences(text.paragraphs(old), text.paragraphs(new)):
                for line in _difference(pieces):
                    streams.out(f"  {coloured(line)}")


def _difference(pieces: Sequence[Piece]) -> Iterator[str]:
    """A paragraph in one column, or on a wide terminal as it was beside as it is."""
    columns = streams.columns() - 2
    if columns < _SIDE_BY_SIDE:
        yield from text.wrap(text.safe(marked(pieces)), columns)
        return
    half = (columns - text.width(_BETWEEN)) // 2
    old, new = (
        list(text.wrap(text.safe(marked([one for one in pieces if one[0] in kinds])), half))
        for kinds in ("=-", "=+")
    )
    for number in range(max(len(old), len(new))):
        left, right = (side[number] if number < len(side) else "" for side in (old, new))
        yield f"{left}{' ' * (half - text.width(left))}{_BETWEEN}{right}".rstrip()


def _together(one: Simultaneous) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "outlets": one.outlets,
        "hours": None if one.hours is None else round(one.hours, 2),
        "hands": list(one.hands),
        "uncredited": one.uncredited,
        "articles": [each.id for each in one.articles],
    }


def _sentence(one: Simultaneous) -> str:
    """`simultaneous: 5 outlets on 2026-05-16 within 2.5 h, 4 of 5 articles credit 水利部`."""
    outlets = counted(one.outlets, "outlet")
    span = "" if one.hours is None else message(" within {time}", time=spelled(0, one.hours))
    if not one.hands:
        said = "simultaneous: {outlets} on {day}{span}, none credits anybody"
        return message(said, outlets=outlets, day=one.day, span=span)
    return message(
        "simultaneous: {outlets} on {day}{span}, {credited:,} of {articles} credit {hands}",
        outlets=outlets,
        day=one.day,
        span=span,
        credited=len(one.articles) - one.uncredited,
        articles=counted(len(one.articles), "article"),
        hands="、".join(one.hands),
    )


def _beside(there: PrintedArticle, role: str) -> dict[str, Any]:
    """What is said of an article that is no member of the story, too."""
    return {
        "id": there.id,
        "url": there.url,
        "site": there.site,
        "title": there.title,
        "published": at_precision(there.at.isoformat(), there.precision) if there.at else None,
        "role": role,
    }


def _shown(there: PrintedArticle, role: str) -> dict[str, Any]:
    return {
        "published": format_time(there.at.isoformat(), there.precision) if there.at else None,
        "outlet": there.outlet.name or there.site,
        "role": copy_term(role),
        "title": there.title,
    }
