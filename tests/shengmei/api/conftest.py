"""A data directory with store, archive and index."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.items import Capture
from crawler.store import CaptureRecord, Discovery, FetchedArticle, Store, Verdict
from indexer.feed import Feed
from indexer.search import open_index
from tests.search_cli.articles import ARTICLES

FETCHED = datetime(2026, 5, 1, 8, tzinfo=UTC)
LATER = FETCHED + timedelta(hours=3)
CORRECTED = replace(ARTICLES[0], title="长江两岸再添新绿")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """ARTICLES, of which the first was corrected later, each with its page; and an address that is gone."""
    path = tmp_path / "data"
    store = Store.open(path / "shengmei.sqlite", create=True)
    archive = Archive(path / "archive", {})
    keep = [(one, FETCHED) for one in ARTICLES] + [(CORRECTED, LATER)]
    with store:
        for article, at in keep:
            body = f"<title>{article.title}</title>".encode()
            (place,) = archive.append([Capture(url=article.url, fetched_at=at, body=body)])
            where = CaptureRecord(
                url=article.url, address=article.url, fetched_at=at, status=200, **vars(place)
            )
            with store.writing() as transaction:
                (key,) = transaction.articles.capture([where])
                transaction.articles.keep(
                    [FetchedArticle(article=article, capture_id=key, fetched_at=at)], at
                )
        with store.writing() as transaction:
            url = "https://news.example.cn/p/none.html"
            transaction.frontier.discover([Discovery(url=url, address=url, site="example_news")], FETCHED)
            (row,) = transaction.frontier.dequeue("example_news", 1, FETCHED)
            transaction.frontier.record([Verdict(row=row, state="gone", at=FETCHED, reason="HTTP 404")])
        with open_index(str(path / "index"), create=True) as index:
            Feed(store, index, str(path / "index")).sync()
    archive.close()
    return path
