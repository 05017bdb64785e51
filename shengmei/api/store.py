"""A store opened for reading: articles, their revisions, and the responses that the archive keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.archive import read_captures
from crawler.items import Article, Capture, from_dict
from crawler.store import Store, StoredArticle, from_stamp
from shengmei.api.identifiers import ids_of
from shengmei.config import load

_AT_ONCE = 200  # articles in memory


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What an article said from one fetch on: `number` counts from 1; `extraction` counts how often the same
    page was read by newer page classes, of which this is the latest."""

    number: int
    extraction: int
    fetched_at: datetime  # UTC
    article: Article


def open_store(data: str | PathLike[str] | None = None) -> ArticleStore:
    """Opens the store of a data directory for reading; without one that of `SHENGMEI_DATA` or
    `shengmei.toml`, as the command does. Where `SHENGMEI_STORE` names a database, that is the store, and the
    directory has its archive. No lock is taken and nothing is written, beside a running crawl too. Raises
    `StoreError`."""
    settings = load({"data": None if data is None else str(Path(data).expanduser())})
    return ArticleStore(Store.open_read_only(settings.store_path), settings.archive_path)


class ArticleStore:
    """An open store. Each method sees the state of the moment at which it is called; iterating, that of the
    moment at which the next 200 articles are read. All raise `StoreError`."""

    def __init__(self, store: Store, archive: Path) -> None:
        self._store, self._archive = store, archive

    def count(self) -> dict[str, int]:
        """How many articles there are of each status: live, changed, gone, returned."""
        return self._store.read(lambda transaction: transaction.articles.count())

    def addresses(self, site: str | None = None) -> dict[str, int]:
        """How many article addresses (of one site) are in each state: what was kept, what is still waiting,
        and what failed (docs/operate.md)."""
        return self._store.read(lambda transaction: transaction.frontier.states(site))

    def get(self, name: str) -> StoredArticle | None:
        """The article with this id or at this address: `article`, `status`, `revision`, `first_seen`,
        `fetched_at`, and what is known of its outlet. None for one that was never kept."""
        ids = list(ids_of(name))
        return next(iter(self._store.read(lambda transaction: transaction.articles.stored(ids))), None)

    def articles(self, site: str | None = None) -> Iterator[StoredArticle]:
        """Every article (of one site) in its current state, ordered by id; gone ones too."""
        after = ""
        while found := self._portion(after, site):
            yield from found
            after = found[-1].id

    def revisions(self, name: str) -> list[Revision]:
        """Everything that the article with this id or address has ever said, oldest first; of each revision
        its latest reading. Empty for one that was never kept."""
        kept = self.get(name)
        if kept is None:
            return []
        rows = self._store.read(lambda transaction: transaction.articles.revisions(kept.id))
        latest = {row["revision"]: row for row in rows}
        return [
            Revision(
                number=number,
                extraction=row["extraction"],
                fetched_at=from_stamp(row["fetched_at"]),
                article=from_dict(row["article"]),
            )
            for number, row in latest.items()
        ]

    def captures(self, name: str) -> Iterator[Capture]:
        """Every response of the article with this id or address as it came, oldest first: `body` in bytes,
        `status`, `headers`, `fetched_at`. Raises `ArchiveError` for a record that is lost or damaged."""
        kept = self.get(name)
        if kept is not None:
            url = kept.article.url
            places = self._store.read(lambda transaction: transaction.articles.captures_of(url))
            yield from read_captures(self._archive, places)

    def close(self) -> None:
        self._store.close()

    def _portion(self, after: str, site: str | None) -> list[StoredArticle]:
        return self._store.read(
            lambda transaction: transaction.articles.stored(
                transaction.articles.listed(after, _AT_ONCE, site)
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()
