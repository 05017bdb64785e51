"""The story that each article is part of, as the ledger of copies found it (indexer/copies/).

It stands in the store so that an index document is made of one place, and so that the change log tells every
index when it becomes another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, delete, insert, select

from crawler.store.schema import articles, changes, metadata
from crawler.store.values import stamp

stories = Table(
    "stories",
    metadata,
    Column("article_id", String, ForeignKey("articles.id"), primary_key=True),
    Column("story", String, comment="id of the story's earliest article; null: it only holds others' texts"),
    Column("story_role", String, nullable=False, comment="first, copy, unknown or container"),
    Column("story_basis", String, comment="declared, inferred or unknown"),
    Column("story_size", Integer, comment="articles in the story"),
    comment="Articles whose text others have too, with their story; written by the ledger of copies",
)
GROUPED = "grouped"  # in the change log: an article's story became another one
_COLUMNS = ("story", "story_role", "story_basis", "story_size")
_AT_ONCE = 500  # rows of one statement


@dataclass(frozen=True, kw_only=True)
class StoryOfArticle:
    """What the ledger says of one article. A container holds the texts of several stories and belongs to
    none of them: it has a role alone."""

    story: str | None
    story_role: str
    story_basis: str | None
    story_size: int | None


_STORIES = select(stories.c.article_id, *(stories.c[name] for name in _COLUMNS))


def _story(values: Sequence[Any]) -> StoryOfArticle:
    return StoryOfArticle(**dict(zip(_COLUMNS, values, strict=True)))


class Stories:
    """The stories of articles, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, ids: Sequence[str]) -> dict[str, StoryOfArticle]:
        """What is written down of these articles; nothing for those whose text nobody else has."""
        found: dict[str, StoryOfArticle] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = stories.c.article_id.in_(ids[start : start + _AT_ONCE])
            found |= {key: _story(values) for key, *values in self._connection.execute(_STORIES.where(some))}
        return found

    def listed(self, after: str, most: int) -> dict[str, StoryOfArticle]:
        """At most `most` of all that is written down, by article id, in the order of the ids behind one."""
        behind = _STORIES.where(stories.c.article_id > after).order_by(stories.c.article_id).limit(most)
        return {key: _story(values) for key, *values in self._connection.execute(behind)}

    def record(self, found: Mapping[str, StoryOfArticle | None], at: datetime) -> int:
        """Writes down the stories of these articles, None for one whose text nobody else has; those that
        changed get an entry in the change log (`grouped`). Returns how many changed."""
        known = self.of(list(found))
        changed = [key for key, story in found.items() if story != known.get(key)]
        for start in range(0, len(changed), _AT_ONCE):
            some = changed[start : start + _AT_ONCE]
            there = select(articles.c.id).where(articles.c.id.in_(some))
            here = set(self._connection.execute(there).scalars())
            rows: list[dict[str, Any]] = [
                {"article_id": key, **story.__dict__}
                for key in some
                if key in here and (story := found[key]) is not None
            ]
            self._connection.execute(delete(stories).where(stories.c.article_id.in_(some)))
            if rows:
                self._connection.execute(insert(stories), rows)
            log = [{"article_id": key, "what": GROUPED, "at": stamp(at)} for key in some if key in here]
            if log:
                self._connection.execute(insert(changes), log)
        return len(changed)
