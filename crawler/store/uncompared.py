"""Articles that were not compared with their outlet's others yet.

An article is written down here in the transaction that keeps it, and compared when a run has come to its end
(crawler/outlet_likeness.py): what it is compared with is then the same, whatever order the pages came in and
however often the process died before.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    and_,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_new

from crawler.items import Article, article_id, to_dict
from crawler.store.article_batch import ChangeKind, FetchedArticle, as_written
from crawler.store.schema import changes, metadata, revisions
from crawler.store.values import stamp

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
        if rows:
            self._connection.execute(insert_new(uncompared).on_conflict_do_nothing(), rows)

    def sites(self) -> list[str]:
        """The outlets that have such articles."""
        return list(self._connection.execute(select(uncompared.c.site).distinct()).scalars())

    def of_site(self, site: str, most: int) -> list[str]:
        """Ids of at most `most` such articles of an outlet, in order."""
        chosen = select(uncompared.c.article_id).where(uncompared.c.site == site)
        return list(self._connection.execute(chosen.order_by(uncompared.c.article_id).limit(most)).scalars())

    def done(self, ids: Sequence[str]) -> None:
        """These were compared."""
        self._connection.execute(delete(uncompared).where(uncompared.c.article_id.in_(ids)))

    def write_trust(self, key: str, revision: int, extraction: int, compared: Article, at: datetime) -> None:
        """Writes how far a reading is trusted now into it, and tells the indexes."""
        this = and_(
            revisions.c.article_id == key,
            revisions.c.revision == revision,
            revisions.c.extraction == extraction,
        )
        written = json.loads(self._connection.execute(select(revisions.c.article).where(this)).scalar_one())
        written["extraction"] = to_dict(compared)["extraction"]
        self._connection.execute(update(revisions).where(this).values(article=as_written(written)))
        self._connection.execute(insert(changes), [{"article_id": key, "what": "compared", "at": stamp(at)}])
