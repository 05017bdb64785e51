"""What the tests of the feed share: articles, a store that gets them, and an index that makes trouble."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from crawler.items import Article
from crawler.store import CaptureRecord, FetchedArticle, Store
from indexer.feed import Feed
from indexer.search import Phrase, Query, open_index

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)


def article(number: int, **more) -> Article:
    url = f"https://m.example.cn/p/{number}.html"
    return replace(Article(url=url, site="example", title=f"第{number}条新闻", body="长江两岸。"), **more)


def keep(store: Store, *articles: Article) -> None:
    with store.writing() as transaction:
        transaction.articles.record_site(
            {
                "id": "example",
                "name": "示例网",
                "province": "湖北",
                "city": "武汉",
                "organisation": "示例报业集团",
            }
        )
        for one in articles:
            place = CaptureRecord(
                url=one.url,
                address=f"{one.url}?from=list",
                fetched_at=NOW,
                status=200,
                file="a.warc.gz",
                offset=120,
                length=1_500,
                sha256="0",
            )
            (key,) = transaction.articles.capture([place])
            transaction.articles.keep([FetchedArticle(article=one, capture_id=key, fetched_at=NOW)], NOW)


def feed(store: Store, address: str):
    return Feed(store, open_index(address, create=True), address)


def found(address: str, text: str) -> list[str]:
    with open_index(address) as index:
        return sorted(hit.document["title"] for hit in index.search(Query(root=Phrase(text))).hits)


class Troubled:
    """An index whose `write` answers what the test says, then as ever."""

    def __init__(self, index, *troubles):
        self._index, self._troubles = index, list(troubles)
        self._read = {}  # what was prepared, by its ids

    def prepare(self, batch):
        ready = self._index.prepare(batch)
        self._read[ready.ids] = list(batch)
        return ready

    def __getattr__(self, name):
        return getattr(self._index, name)

    def write(self, batch):
        trouble = self._troubles.pop(0) if self._troubles else None
        if isinstance(trouble, Exception):
            raise trouble
        return trouble(self._read[batch.ids]) if trouble else self._index.write(batch)
