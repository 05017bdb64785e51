"""A data directory whose archive files are uploaded, to a folder or to an object storage in memory."""

from __future__ import annotations

from datetime import UTC, datetime

import fsspec
import pytest
from click.testing import CliRunner

from crawler.archive import upload
from crawler.archive.file_names import file_name
from crawler.archive.verify import verify_archive
from crawler.items import Article
from crawler.store import FetchedArticle, Store
from search_cli.cli import root

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
MEMORY = "memory://bucket/archive"  # an object storage of fsspec's own


def article(row) -> FetchedArticle:
    said = Article(url=row.url, site="one", title="旧")
    return FetchedArticle(article=said, capture_id=row.id or 0, fetched_at=NOW)


def uploaded(data, to, **options):
    with Store.open(data / "shengmei.sqlite") as store:
        return upload.upload(store, data / "archive", to, **options)


def names(*numbers: int) -> list[str]:
    return [file_name(number) for number in numbers]


def files_in(place: str) -> list[str]:
    files, path = fsspec.core.url_to_fs(place)
    return sorted(one.rpartition("/")[2] for one in files.find(path))


def known(data) -> list[str]:
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        return sorted(transaction.articles.archive_ends())


def here(data) -> list[str]:
    """Everything that looks like a file of pages, finished or not."""
    return sorted(
        one.name for one in (data / "archive").iterdir() if "warc" in one.name and one.suffix != ".lock"
    )


def is_whole(data, responses: int = 8) -> None:
    with Store.open(data / "shengmei.sqlite") as store:
        done = verify_archive(store, data / "archive")
    assert (done.responses, done.rotten, done.unknown) == (responses, [], [])


def called(data, *words: str):
    return CliRunner().invoke(root, ["--data", str(data), *words])


def killed_at(monkeypatch, home, step, number, behind, call) -> None:
    original, left = getattr(home, step), [None] * number

    def killed(*arguments, **options):
        if left:
            left.pop()
            return original(*arguments, **options)
        if behind:
            original(*arguments, **options)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(home, step, killed)
        with pytest.raises(KeyboardInterrupt):
            call()
