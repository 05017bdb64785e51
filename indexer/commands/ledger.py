"""`shengmei ledger …`: keep the ledger of copies up to the store, and compare it with one made anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shengmei.console import formats, options, streams, task_options
from shengmei.console.progress import Progress
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, messages, translated
from shengmei.problems import IncompleteProblem

if TYPE_CHECKING:
    from crawler.store import Store
    from indexer.copies.ledger.databases import LedgerDatabase
    from indexer.copies.ledger.feed import LedgerFed
    from indexer.copies.verify_stories import Told
    from shengmei.config import Config
    from shengmei.ledger_place import LedgerPlace


@click.group(short_help="Keep the ledger of who copied whom.")
def ledger() -> None:
    """Keep the ledger, in which every text is compared with all others: `shengmei ledger sync` takes in what
    is new, `shengmei copies` reads it."""


@ledger.command(short_help="Take in what the store has and the ledger has not.")
@options.common_options
@click.pass_obj
def sync(config: Config) -> None:
    """Take in what the store has and the ledger has not; made where there is none. For cron, or after a
    crawl. Stopped at any moment, it goes on where it stood."""
    from crawler.store import Store
    from indexer.copies.recording import sync_and_record

    with Store.open(config.store_path) as store, Progress() as progress:
        fed = sync_and_record(store, config.ledger_place, on_progress=progress)
    _ended(fed, config.ledger_place)


@ledger.command(short_help="Make the ledger anew.")
@task_options.task_options
@options.common_options
@click.pass_obj
def rebuild(config: Config, on: str | None, processes: int | None) -> None:
    """Make the ledger anew beside the old one, which answers until the new one takes its place. One that was
    broken off goes on.

    \b
    shengmei ledger rebuild
    shengmei ledger rebuild --on dask://10.0.0.5:8786

    However many processes compare texts, the ledger is the same.
    """
    from dataclasses import replace

    from crawler.store import Store
    from indexer.copies.ledger.databases import ledger_at
    from indexer.copies.recording import record

    there = ledger_at(config.ledger_place)
    fresh = there.beside()
    with Store.open(config.store_path) as store, fresh.claimed():
        _drop_other(fresh, store)
        fed = _made_anew(config, fresh, on, processes)
        fed = replace(fed, grouped=record(store, fresh))  # then: killed in between, it goes on from here too
        there.replace()
    _ended(fed, config.ledger_place)


@ledger.command(short_help="Say how far the ledger is behind the store.")
@formats.format_options("json")
@options.common_options
@click.pass_obj
def status(config: Config, form: formats.Form | None) -> None:
    """Say how many articles, texts and pairs it holds, and how far it is behind the store."""
    from crawler.store import Store
    from crawler.store.article_stories import GROUPED
    from indexer.copies.ledger.reader import LedgerReader

    place = config.ledger_place
    with LedgerReader.open(place) as opened, Store.open_read_only(config.store_path) as store:
        said: dict[str, object] = {"ledger": str(place), **opened.counts()}
        with store.reading() as transaction:
            said["behind"] = transaction.changes.behind(opened.cursor, without=GROUPED)
    if form == "json":
        streams.write_json(said, indent=2)
        return
    for name, value in said.items():
        streams.out(safe(f"{name:<10} {value}"))
    _note_file_of_before(place)


@ledger.command(short_help="Compare the ledger with one made anew.")
@options.common_options
@click.pass_obj
def verify(config: Config) -> None:
    """Compare the ledger, and what store and index tell of stories, with a ledger made anew in a temporary
    directory, also where the ledger stands in a database; exit 4 where they differ."""
    from tempfile import TemporaryDirectory

    from crawler.store import Store
    from indexer.copies.ledger.reader import LedgerReader
    from indexer.copies.verify_stories import differences_in_store, told_by

    LedgerReader.open(config.ledger_place).__exit__()  # one that is absent is said before the work
    with TemporaryDirectory() as folder:
        fresh = Path(folder) / "ledger.sqlite"
        _made_anew(config, fresh)
        with LedgerReader.open(config.ledger_place) as opened, LedgerReader.open(fresh) as anew:
            behind = anew.cursor - opened.cursor
            wrong = opened.differences(anew)
            expected = told_by(anew)
    with Store.open_read_only(config.store_path) as store:
        in_store = list(differences_in_store(store, expected))
    in_index = _in_index(config, expected)
    for lines in (wrong, in_store, in_index):
        for line in lines[:10]:
            streams.out(safe(line))
    if behind:
        raise IncompleteProblem(
            translated("the ledger is behind the store: `shengmei ledger sync`, then verify again")
        )
    if wrong:
        raise IncompleteProblem(
            message(
                "{differences}: `shengmei ledger rebuild` makes it anew",
                differences=counted(len(wrong), "difference"),
            )
        )
    if in_store:
        raise IncompleteProblem(
            message(
                "the store tells other stories of {articles}: `shengmei ledger rebuild` tells it anew",
                articles=counted(len(in_store), "article"),
            )
        )
    if in_index:
        raise IncompleteProblem(
            message(
                "the index tells other stories of {articles}: `shengmei index rebuild` makes it anew",
                articles=counted(len(in_index), "article"),
            )
        )
    streams.note(
        message("ledger {ledger_path}: as one made anew", ledger_path=safe(str(config.ledger_place)))
    )


def _in_index(config: Config, expected: Told) -> list[str]:
    """What the configured index tells otherwise; nothing where there is none, or where it is behind."""
    from indexer.copies.verify_stories import differences_in_index
    from indexer.feed import Feed
    from indexer.looking import looked_at
    from indexer.search import is_server

    if not is_server(config.index) and not Path(config.index).exists():
        return []
    with looked_at(config) as (store, index):
        if behind := Feed(store, index, config.index).lag().behind:
            streams.note(
                message(
                    "the index is {behind:,} articles behind the store: its stories were not compared",
                    behind=behind,
                )
            )
            return []
        return list(differences_in_index(index, expected))


def _drop_other(fresh: LedgerDatabase, store: Store) -> None:
    """Deletes what was begun by another version, or for another store: it cannot go on."""
    from indexer.copies.ledger.databases.errors import OtherLedger
    from indexer.copies.ledger.feed import lineage, wordings
    from indexer.copies.ledger.writer import LedgerWriter

    try:
        with LedgerWriter.open(fresh, lineage(store), wordings(store)):
            pass
    except OtherLedger:
        fresh.delete()


def _made_anew(
    config: Config, place: Path | LedgerDatabase, on: str | None = None, processes: int | None = None
) -> LedgerFed:
    from crawler.store import Store
    from indexer.copies.ledger.rebuild import rebuild
    from shengmei.tasks import running

    with (
        Store.open_read_only(config.store_path) as store,
        running(on, processes) as tasks,
        Progress() as progress,
    ):
        return rebuild(store, place, tasks, on_progress=progress)


def _ended(fed: LedgerFed, place: LedgerPlace) -> None:
    streams.note(
        message(
            "ledger {path}: {articles} taken in",
            path=safe(str(place)),
            articles=counted(fed.written, "article"),
        )
    )
    _note_file_of_before(place)
    if fed.grouped:
        streams.note(
            messages(
                "{number:,} article has another story now: `shengmei index sync` writes it",
                "{number:,} articles have another story now: `shengmei index sync` writes it",
                fed.grouped,
            )
        )
    if fed.missed:
        raise IncompleteProblem(
            message(
                "{texts} could not be compared, for the store holds them damaged: see `shengmei doctor`",
                texts=counted(fed.missed, "text"),
            )
        )
    if fed.damaged:
        raise IncompleteProblem(
            message(
                "the store holds {articles} damaged: see `shengmei doctor`",
                articles=counted(fed.damaged, "article"),
            )
        )


def _note_file_of_before(place: LedgerPlace) -> None:
    """Says of a file that was the ledger of a store on a server that it can go."""
    if not isinstance(place, Path) and place.file is not None and place.file.exists():
        streams.note(
            message(
                "{file} is read no more, for the ledger stands in the database now: delete the file",
                file=safe(str(place.file)),
            )
        )
