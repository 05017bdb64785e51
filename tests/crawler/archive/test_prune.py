"""Old pages go; what an article is read from, the newest of each address and any proof of its end stay."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from crawler.archive import ArchiveError, prune, read_captures
from crawler.archive.verify import verify_archive
from crawler.items import Article
from crawler.reread import reread_archive
from crawler.store import FetchedArticle, Store
from search_cli.cli import root
from tests.crawler.archive.keeping import Keeping, page

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
LATER = NOW + timedelta(days=100)
URLS = {number: f"http://news.one.example/{number}.html" for number in range(9)}


def days(number: int) -> datetime:
    return NOW + timedelta(days=number)


@pytest.fixture
def data(tmp_path):
    """Article 1 was rewritten twice, then stayed the same; 2 never changed; 3 was there, gone, and back."""
    data = tmp_path / "data"
    with Keeping(data) as keeping:
        for day, number, text in (
            (0, 1, "初稿"),
            (0, 2, "不变"),
            (0, 3, "会消失"),
            (1, 1, "二稿"),
            (2, 1, "三稿"),
            (3, 1, "三稿"),
            (3, 2, "不变"),
            (4, 2, "不变"),
        ):
            keep(keeping, number, day, text)
        (gone,) = keeping.keep(page(3, days(5), status=404))
        with keeping.store.writing() as transaction:
            transaction.articles.gone(URLS[3], gone.id, days(5))
        keep(keeping, 3, 6, "会消失")
    return data


def keep(keeping: Keeping, number: int, day: int, text: str) -> None:
    (row,) = keeping.keep(page(number, days(day), text))
    said = Article(url=URLS[number], site="news.one.example", title=text, body=text * 50)
    with keeping.store.writing() as transaction:
        fetched = FetchedArticle(article=said, capture_id=row.id, fetched_at=days(day))
        transaction.articles.keep([fetched], days(day))


def pages(data) -> list[tuple[int, int]]:
    """Number of the page and day of each response that the archive still has; all of them can be read."""
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        rows = [row for url in URLS.values() for row in transaction.articles.captures_of(url)]
    read = list(read_captures(data / "archive", rows))
    assert [one.url for one in read] == [row.address for row in rows]
    return sorted((int(one.url[-6]), (one.fetched_at - NOW).days) for one in read)


def pruned(data, **how) -> prune.Pruned:
    with Store.open(data / "shengmei.sqlite") as store:
        return prune.prune(store, data / "archive", prune.choose(store, data / "archive", **how))


# Page 1 of day 2 has the current text and that of day 3 is the newest; page 2 of day 0 has the text, that of
# day 4 is the newest; page 3 disappeared once.
NEEDED = [(1, 2), (1, 3), (2, 0), (2, 4), (3, 0), (3, 5), (3, 6)]


def test_only_what_nothing_needs_goes(data):
    done = pruned(data, older_than=LATER)
    assert pages(data) == NEEDED
    assert (done.responses, done.files) == (3, 1)
    assert done.bytes_after < done.bytes_before
    assert pruned(data, older_than=LATER).responses == 0


def test_what_is_left_is_whole_and_the_old_file_is_gone(data):
    pruned(data, older_than=LATER)
    with Store.open(data / "shengmei.sqlite") as store:
        done = verify_archive(store, data / "archive")
    assert (done.rotten, done.unknown, done.responses) == ([], [], len(NEEDED))
    assert [path.name for path in (data / "archive").iterdir()] == ["shengmei-000001-p1.warc.gz"]


def test_age_counts_from_the_fetch(data):
    pruned(data, older_than=days(1))
    assert [one for one in pages(data) if one[0] == 1] == [(1, 1), (1, 2), (1, 3)]


def test_a_size_is_kept_by_letting_the_oldest_go_first(data):
    with Store.open(data / "shengmei.sqlite") as store:
        whole = prune.size_of(store, data / "archive")
    pruned(data, keep_bytes=whole - 10)
    assert [one for one in pages(data) if one[0] == 1] == [(1, 1), (1, 2), (1, 3)]
    pruned(data, keep_bytes=0)
    assert pages(data) == NEEDED


def test_what_is_still_repeated_stays_until_the_last_that_repeats_it_goes(tmp_path):
    data = tmp_path / "data"
    with Keeping(data) as keeping:
        for day, text in ((0, "同"), (1, "同"), (2, "同"), (3, "异"), (4, "新")):
            keeping.keep(page(1, days(day), text))
    pruned(data, older_than=days(2))
    assert pages(data) == [(1, 0), (1, 2), (1, 3), (1, 4)]
    pruned(data, older_than=days(3))
    assert pages(data) == [(1, 3), (1, 4)]


def test_a_crawl_goes_on_behind_what_is_left(data):
    pruned(data, older_than=LATER)
    with Keeping(data) as keeping:
        (row,) = keeping.keep(page(4, days(9)))
    assert row.file == "shengmei-000001-p1.warc.gz"
    assert (4, 9) in pages(data)


def test_indexes_are_told_where_pages_stand_now_and_reread_passes_over_what_went(data):
    with Store.open(data / "shengmei.sqlite") as store:
        with store.reading() as transaction:
            before = transaction.articles.count_readings()
        done = prune.prune(store, data / "archive", prune.choose(store, data / "archive", older_than=LATER))
        with store.reading() as transaction:
            said = transaction.captures._connection.exec_driver_sql(
                "SELECT count(*) FROM changes WHERE what = 'moved'"
            )
            assert said.scalar() == 3
            after = transaction.articles.count_readings()
        again = reread_archive(store, data / "archive", processes=1)
    assert done.responses == 3
    assert (before, after, again.pages, again.damaged) == (5, 3, 3, [])


@pytest.mark.parametrize("dies_before", ["the transaction", "the old file is deleted"])
def test_a_pruning_that_dies_leaves_everything_readable_and_the_next_clears_up(
    data, monkeypatch, dies_before
):
    def die(*_args, **_more):
        raise KeyboardInterrupt

    target = "record" if dies_before == "the transaction" else None
    with monkeypatch.context() as patched:
        if target:
            patched.setattr("crawler.store.upkeep.pruning.Pruning.record", die)
        else:
            patched.setattr("pathlib.Path.unlink", die)
        with pytest.raises(KeyboardInterrupt):
            pruned(data, older_than=LATER)
    assert set(NEEDED) <= set(pages(data))
    assert len(list((data / "archive").iterdir())) == 2
    pruned(data, older_than=LATER)
    assert pages(data) == NEEDED
    assert len(list((data / "archive").iterdir())) == 1


def test_a_full_disk_leaves_the_archive_as_it_was(data, monkeypatch):
    before = {path.name: path.read_bytes() for path in (data / "archive").iterdir()}

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(ArchiveError, match=r"was not pruned: No space left"):
            pruned(data, older_than=LATER)
    assert {path.name: path.read_bytes() for path in (data / "archive").iterdir()} == before


def test_the_command_says_first_what_would_go(data):
    def call(*arguments: str):
        return CliRunner().invoke(root, ["--data", str(data), "archive", "prune", *arguments])

    assert call().exit_code == 2
    assert "is no age" in call("--older-than", "last year").stderr
    before = pages(data)
    tried = call("--keep-bytes", "1", "--dry-run")
    assert (tried.exit_code, tried.stdout.partition(", ")[0]) == (4, "3 pages would go")
    assert "nothing else may go" in tried.stderr
    enough = call("--keep-bytes", "1GB", "--dry-run")
    assert (enough.exit_code, enough.stdout.partition(", ")[0]) == (0, "0 pages would go")
    assert pages(data) == before
    done = call("--keep-bytes", "0.001kB")
    assert (done.exit_code, done.stdout.partition(", of")[0]) == (4, "3 pages went")
    assert "nothing else may go" in done.stderr
    assert pages(data) == NEEDED
    assert call("--older-than", "2y").exit_code == 0


def test_the_status_says_what_each_month_added(data):
    called = CliRunner().invoke(root, ["--data", str(data), "archive", "status", "--json"])
    said = json.loads(called.stdout)
    assert [(one["month"], one["responses"], one["repeated"]) for one in said["months"]] == [
        ("2026-11", 10, 4)
    ]
    assert said["files"] == 1
    assert said["bytes"] == (data / "archive" / "shengmei-000001.warc.gz").stat().st_size
    table = CliRunner().invoke(root, ["--data", str(data), "archive", "status"]).stdout
    assert "2026-11" in table
    assert " a day lately, " in table
