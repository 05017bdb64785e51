"""Articles that were not compared with their outlet's others yet.

An article is written down here in the transaction that keeps it, and compared when a run has come to its end
(crawler/outlet_likeness.py): what it is compared with is then the same, whatever order the pages came in and
however often the process died before. One of an outlet of which more is to come waits for it, a day at most.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    literal,
    select,
    update,
)

from crawler.items import Article, article_id, to_dict
from crawler.store.article_batch import ChangeKind, FetchedArticle, as_written
from crawler.store.databases.upserts import insert_new
from crawler.store.scheduling.frontier_rows import NEW
from crawler.store.schema import articles, changes, frontier, metadata, revisions
from crawler.store.values import stamp

ReadingKey = tuple[str, int, int]  # article id, revision, extraction

uncompared = Table(
    "uncompared",
    metadata,
    Column("article_id", String, ForeignKey("articles.id"), primary_key=True),
    Column("site", String, nullable=False, comment="site id"),
    Index("uncompared_site", "site", "article_id"),
    comment="Articles that were not compared with their outlet's others yet",
)


class Uncompared:
    """The articles that are to be compared, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, kept: Sequence[FetchedArticle], kinds: Sequence[ChangeKind]) -> None:
        """Takes in those of some articles that are new or revised."""
        rows = [
            {"article_id": article_id(one.article.url), "site": one.article.site}
            for one, kind in zip(kept, kinds, strict=True)
            if kind in ("new", "revised")
        ]
        _ADDED.write(self._connection, rows)

    def sites(self) -> list[str]:
        """The outlets that have such articles."""
        return list(self._connection.execute(select(uncompared.c.site).distinct()).scalars())

    def of_site(self, site: str, most: int, seen_before: datetime | None = None) -> list[str]:
        """Ids of at most `most` such articles of an outlet, in order; with `seen_before` only of those that
        were first seen before then."""
        chosen = select(uncompared.c.article_id).where(uncompared.c.site == site)
        if seen_before is not None:
            chosen = chosen.join(articles).where(articles.c.first_seen < stamp(seen_before))
        return list(self._connection.execute(chosen.order_by(uncompared.c.article_id).limit(most)).scalars())

    def more_to_come(self, site: str) -> bool:
        """Whether addresses of articles of an outlet wait that nobody has answered yet."""
        new = and_(frontier.c.site == site, frontier.c.priority == NEW, frontier.c.due_at.is_not(None))
        return self._connection.execute(select(literal(1)).where(new).limit(1)).first() is not None

    def done(self, ids: Sequence[str]) -> None:
        """These were compared."""
        self._connection.execute(delete(uncompared).where(uncompared.c.article_id.in_(ids)))

    def write_trust(self, compared: Mapping[ReadingKey, Article], at: datetime) -> None:
        """Writes how far readings are trusted now into them, and tells the indexes. They are the articles'
        current ones."""
        current = and_(
            articles.c.id == revisions.c.article_id,
            articles.c.revision == revisions.c.revision,
            articles.c.extraction == revisions.c.extraction,
        )
        keys = (revisions.c.article_id, revisions.c.revision, revisions.c.extraction)
        read = select(*keys, revisions.c.article).join(articles, current)
        found = self._connection.execute(read.where(revisions.c.article_id.in_([key[0] for key in compared])))
        before = {(row[0], row[1], row[2]): row[3] for row in found}
        rows = [
            {"key": key[0], "number": key[1], "reading": key[2], "now": _with_trust(before[key], article)}
            for key, article in compared.items()
        ]
        if rows:
            self._connection.execute(_TRUST_WRITTEN, rows)
            logged = [{"article_id": key[0], "what": "compared", "at": stamp(at)} for key in compared]
            self._connection.execute(insert(changes), logged)


_ADDED = insert_new(uncompared)
_TRUST_WRITTEN = (
    update(revisions)
    .where(
        revisions.c.article_id == bindparam("key"),
        revisions.c.revision == bindparam("number"),
        revisions.c.extraction == bindparam("reading"),
    )
    .values(article=bindparam("now"))
)


def _with_trust(before: str, article: Article) -> str:
    """A written article with what `article` says of how far it is trusted."""
    return as_written({**json.loads(before), "extraction": to_dict(article)["extraction"]})
