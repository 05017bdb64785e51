"""Ten archive files on three Dask workers: the result is that of a run without them, whoever dies."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from distributed import Client, LocalCluster

from crawler import reader, reread
from crawler.archive import ArchiveError
from crawler.archive.verify import verify_archive
from crawler.reread import reread_archive
from crawler.reread.keep_readings import keep_answers
from crawler.reread.read_pages import Damaged, SaysTheSame
from crawler.store import Discovery, FetchedArticle, Store, Verdict
from indexer.copies.ledger.rebuild import rebuild
from search_cli.cli import root
from shengmei.tasks import TasksError, dask_cluster, running, same_code
from tests.crawler.archive.keeping import Keeping, page
from tests.crawler.spiders.web import article
from tests.dask_processes import DaskProcesses

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
FILES, PAGES = 10, 4


def url(number: int) -> str:
    return f"https://news{number % 3}.example/{number}.html"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Ten files. Of each four pages the first reads today as it did, the others otherwise; one page could not
    be read at all, one record is damaged."""
    data = tmp_path_factory.mktemp("cluster") / "data"
    with Keeping(data, rotate_at=1) as keeping:
        for file in range(FILES):
            numbers = range(file * PAGES, (file + 1) * PAGES)
            rows = keeping.keep(
                *(
                    page(n, NOW, url=url(n), body=article(f"第{n}块田").encode(), exchange=None)
                    for n in numbers
                )
            )
            with keeping.store.writing() as transaction:
                for n, row in zip(numbers, rows, strict=True):
                    if n == 6:
                        known = Discovery(url=url(n), address=url(n), site="news0.example")
                        transaction.frontier.discover([known], NOW)
                        (dequeued,) = transaction.frontier.dequeue_urls([url(n)], datetime.now(UTC))
                        transaction.frontier.record([Verdict(row=dequeued, state="unreadable", at=NOW)])
                        continue
                    read = reader.read(page(n, NOW, url=url(n), body=article(f"第{n}块田").encode())).article
                    assert read is not None
                    said = read if n % PAGES == 0 else replace(read, body=f"第{n}块")
                    one = FetchedArticle(article=said, capture_id=row.id or 0, fetched_at=NOW)
                    transaction.articles.keep([one], NOW)
            if file == 7:
                path = data / "archive" / rows[2].file
                whole = bytearray(path.read_bytes())
                whole[rows[2].offset + rows[2].length // 2] ^= 0xFF
                path.write_bytes(whole)
    return data


@pytest.fixture
def data(kept, tmp_path):
    return Path(shutil.copytree(kept, tmp_path / "data"))


@pytest.fixture(scope="module")
def dask(tmp_path_factory):
    with DaskProcesses(tmp_path_factory.mktemp("dask")) as started:
        with Client(started.address.replace("dask", "tcp", 1), set_as_default=False) as client:
            client.wait_for_workers(3, timeout=120)
        yield started


def said(data: Path) -> dict[str, object]:
    """All that a rereading may change, but for the moment at which it did."""
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        ids = transaction.articles.listed("", 1_000)
        revisions = [one | {"read_at": None} for key in ids for one in transaction.articles.revisions(key)]
        return {
            "revisions": revisions,
            "changes": transaction.changes.after(0, 1_000),
            "unread": transaction.frontier.unread(),
        }


def reread_so(data: Path, **options):
    with Store.open(data / "shengmei.sqlite") as store:
        return reread_archive(store, data / "archive", **options)


@pytest.fixture(scope="module")
def expected(kept, tmp_path_factory):
    data = Path(shutil.copytree(kept, tmp_path_factory.mktemp("alone") / "data"))
    done = reread_so(data, processes=1)
    assert (done.pages, done.changed, done.found, len(done.damaged)) == (40, 28, 1, 1)
    return done, said(data)


def test_a_worker_that_is_killed_changes_nothing(data, expected, dask):
    killed = []

    def kill_one(_done: int, _to_do: int) -> None:
        if not killed:
            killed.append(dask.workers.pop())
            dask.kill(killed[0])

    answers = []
    notes = data / "reread.finished"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reread, "keep_answers", lambda *all_: (answers.extend(all_[3]), keep_answers(*all_)))
        done = reread_so(data, on=dask.address, notes=notes, on_progress=kill_one)
    assert killed
    assert (done, said(data)) == expected
    # What says the same does not come back, only that it does.
    assert sum(isinstance(one, SaysTheSame) for one in answers) == FILES
    assert sum(isinstance(one, Damaged) for one in answers) == 1
    assert not notes.exists()
    assert reread_so(data, on=dask.address).changed == 0


def test_the_archive_is_verified_as_without(data, dask):
    with Store.open(data / "shengmei.sqlite") as store:
        alone = verify_archive(store, data / "archive")
        with running(dask.address) as tasks:
            notes = data / "archive-verify.finished"
            far = verify_archive(store, data / "archive", tasks=tasks, notes=notes)
        with running(processes=2) as tasks:
            near = verify_archive(store, data / "archive", tasks=tasks)
    assert far == alone == near
    assert (alone.files, len(alone.rotten)) == (FILES, 1)
    assert not notes.exists()


def test_the_ledger_is_made_anew_as_without(data, dask, tmp_path):
    found = []
    for on in (None, dask.address):
        path = tmp_path / f"{len(found)}.sqlite"
        with Store.open(data / "shengmei.sqlite") as store, running(on, None if on else 1) as tasks:
            rebuild(store, path, tasks)
        found.append(path.read_bytes())
    assert found[0] == found[1]


def test_a_worker_that_does_not_see_the_archive_is_told_from_a_lost_page(data, dask, monkeypatch):
    """As where the shared folder is not mounted there: else all its pages would count as lost."""
    wanted = reread._wanted
    monkeypatch.setattr(reread, "_wanted", lambda _, one: wanted(Path("/nowhere"), one))
    with pytest.raises(ArchiveError, match="does not see /nowhere"):
        reread_so(data, on=dask.address)


def test_workers_of_another_version_are_refused(dask, monkeypatch):
    same_code.code_digest.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(same_code, "VERSION", "9.9")
        with pytest.raises(TasksError, match=r"runs shengmei .*, this is 9\.9"), running(dask.address):
            pass
    same_code.code_digest.cache_clear()
    with pytest.raises(TasksError, match="other outlets"), running(dask.address, alike=hostname_and_process):
        pass


def hostname_and_process() -> str:
    return str(os.getpid())


def test_a_scheduler_that_nobody_is_or_that_has_no_workers_is_one_clear_error(data, monkeypatch):
    monkeypatch.setattr(dask_cluster, "CONNECT_WITHIN", 1.0)
    called = CliRunner().invoke(
        root, ["--data", str(data), "archive", "verify", "--on", "dask://127.0.0.1:9"]
    )
    assert (called.exit_code, called.stdout) == (3, "")
    assert "no Dask scheduler answers at dask://127.0.0.1:9" in called.stderr
    monkeypatch.setattr(dask_cluster, "CONNECT_WITHIN", 60.0)
    monkeypatch.setattr(dask_cluster, "WORKERS_WITHIN", 0.1)
    with LocalCluster(n_workers=0, processes=False, protocol="tcp://", dashboard_address=":0") as empty:
        address = empty.scheduler_address.replace("tcp://", "dask://")
        with pytest.raises(TasksError, match="has no workers"), running(address):
            pass


def test_files_that_were_done_before_the_scheduler_died_are_not_done_again(data, expected, dask):
    """The last one here, for it takes the scheduler with it."""
    notes = data / "reread.finished"

    def kill_scheduler(done: int, _to_do: int) -> None:
        if done == 2 * PAGES:
            dask.kill(dask.scheduler)
            for worker in dask.workers:
                dask.kill(worker)

    with pytest.raises(TasksError, match="gone"):
        reread_so(data, on=dask.address, notes=notes, on_progress=kill_scheduler)
    noted = len(notes.read_text().splitlines()) - 1  # the first line is what the work is
    assert 2 <= noted < FILES
    told = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dask_cluster, "on_cluster", lambda *_: running(processes=1))
        done = reread_so(
            data, on="dask://another:1", notes=notes, on_progress=lambda now, _: told.append(now)
        )
    assert (done, said(data)) == expected
    assert len(told) == FILES - noted
    assert not notes.exists()
