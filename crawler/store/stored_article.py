"""An article's current state, put together from the tables that know something of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from crawler.items import Article, from_dict
from crawler.store.article_stories import stories
from crawler.store.schema import articles, captures, changes, revisions, sites


@dataclass(frozen=True, kw_only=True)
class StoredArticle:
    """An article's current state: what the index document is made from."""

    id: str
    article: Article
    revision: int
    extraction: int
    content_hash: str
    status: str
    first_seen: str
    last_seen: str
    fetched_at: str
    address: str
    file: str
    offset: int
    length: int
    site_name: str | None
    province: str | None
    city: str | None
    organisation: str | None
    story: str | None  # this and what follows: see StoryOfArticle; None where nobody else has its text
    story_role: str | None
    story_basis: str | None
    story_size: int | None
    seq: int  # the number of its newest change


STORED = (
    select(
        *(articles.c[name] for name in ("id", "revision", "extraction", "content_hash", "status")),
        *(articles.c[name] for name in ("first_seen", "last_seen")),
        revisions.c.article,
        revisions.c.fetched_at,
        *(captures.c[name] for name in ("address", "file", "offset", "length")),
        sites.c.name.label("site_name"),
        *(sites.c[name] for name in ("province", "city", "organisation")),
        *(stories.c[name] for name in ("story", "story_role", "story_basis", "story_size")),
        select(func.max(changes.c.seq))
        .where(changes.c.article_id == articles.c.id)
        .scalar_subquery()
        .label("seq"),
    )
    .join(
        revisions,
        and_(
            revisions.c.article_id == articles.c.id,
            revisions.c.revision == articles.c.revision,
            revisions.c.extraction == articles.c.extraction,
        ),
    )
    .join(captures, captures.c.id == revisions.c.capture_id)
    .outerjoin(sites, sites.c.id == articles.c.site)
    .outerjoin(stories, stories.c.article_id == articles.c.id)
)


def stored_article(row: Any) -> StoredArticle:
    """From a row of `STORED`."""
    same = row._asdict()
    return StoredArticle(article=from_dict(json.loads(same.pop("article"))), **same)
