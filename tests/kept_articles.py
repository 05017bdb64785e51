"""Articles kept in a store without a crawl."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.items import Article
from crawler.store import CaptureRecord, FetchedArticle, Store

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)


def keep(store: Store, *articles: Article, at: datetime = AT) -> list[int]:
    """Keeps them as fetched then, each from a capture of its own; the ids of the captures."""
    records = [
        CaptureRecord(
            url=one.url,
            address=one.url,
            fetched_at=at,
            status=200,
            file="a.warc.gz",
            offset=7,
            length=9,
            sha256="0" * 64,
        )
        for one in articles
    ]
    with store.writing() as transaction:
        keys = transaction.articles.capture(records)
        kept = zip(articles, keys, strict=True)
        transaction.articles.keep(
            [FetchedArticle(article=one, capture_id=key, fetched_at=at) for one, key in kept], at
        )
    return keys
