"""`shengmei index create | rebuild | swap | drop-old`: make an index, or the next one beside it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from indexer.commands.index.open_feed import ended
from shengmei.console import options, streams
from shengmei.console.progress import Progress
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

if TYPE_CHECKING:
    from indexer.rebuild import Built
    from indexer.search import KeptIndex
    from shengmei.config import Config


@click.command(short_help="Make an empty index.")
@options.common_options
@click.pass_obj
def create(config: Config) -> None:
    """Make an empty index, to be fed by `crawl`, `index sync` or `index watch`; fails where there is one."""
    from indexer.search import IndexAbsent, open_index

    try:
        open_index(config.index).close()
    except IndexAbsent:
        with open_index(config.index, create=True) as made:
            info = made.info()
        streams.note(
            message(
                "index {address}: made, format {format}, identity {identity}",
                address=safe(info.address),
                format=info.format,
                identity=info.identity,
            )
        )
        return
    raise UsageProblem(
        message(
            "there is an index at {index}: feed it with `shengmei index sync`, or make it "
            "anew with `shengmei index rebuild`",
            index=config.index,
        )
    )


@click.command(short_help="Build the index anew, then put it in the place of the old one.")
@click.option("--no-swap", is_flag=True, help="Leave the new index beside the old one (`index swap`).")
@click.option("--anew", is_flag=True, help="Do not go on with a rebuilding that was interrupted.")
@options.common_options
@click.pass_obj
def rebuild(config: Config, no_swap: bool, anew: bool) -> None:
    """Build the index anew beside the old one, which answers until the new one is whole, then swap them.

    Before that, both are compared: every id and version with the store, and some documents word by word.
    Interrupted, it goes on when called again (on a server; a directory begins anew). A server keeps the old
    index until `index drop-old`.
    """
    from crawler.store import Store
    from indexer.memory import share_one_arena
    from indexer.rebuild import rebuild_index

    share_one_arena()
    with Store.open(config.store_path) as store, Progress() as progress:
        built = rebuild_index(store, config.index, swap=not no_swap, anew=anew, on_progress=progress)
    _said(built, config, placed=not no_swap)


@click.command(short_help="Put an index that was built, or a kept one, in its place.")
@click.argument("name", required=False)
@options.common_options
@click.pass_obj
def swap(config: Config, name: str | None) -> None:
    """Put the index that `rebuild --no-swap` built in the place of the one that answers, in one step.

    With NAME of a kept index (`index status`), that one comes back. What it lacks it is fed before.
    """
    from crawler.store import Store
    from indexer.rebuild import put_in_place

    with Store.open(config.store_path) as store, Progress() as progress:
        built = put_in_place(store, config.index, name, on_progress=progress)
    _said(built, config, placed=True)


def _said(built: Built, config: Config, *, placed: bool) -> None:
    from indexer.search import kept_indexes

    if built.resumed:
        streams.note(translated("went on with what was there already"))
    if not placed:
        streams.note(
            translated("the new index stands beside the old one: `shengmei index swap` puts it in its place")
        )
    elif kept := [one.name for one in kept_indexes(config.index) if one.state == "kept"]:
        streams.note(
            message(
                "kept: {kept}; `shengmei index drop-old` deletes, `index swap NAME` brings back",
                kept=", ".join(kept),
            )
        )
    ended(built.fed, built.documents, config)


@click.command("drop-old", short_help="Delete the indexes that were replaced.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--unfinished", is_flag=True, help="Delete also one that is being built.")
@options.common_options
@click.pass_obj
def drop_old(config: Config, yes: bool, unfinished: bool) -> None:
    """Delete the indexes of a server that another one has replaced; never the one that answers."""
    from indexer.search import drop, is_server, kept_indexes

    if not is_server(config.index):
        raise UsageProblem(
            translated("an index in a directory keeps none that it replaced: there is nothing to drop")
        )
    doomed = [one for one in kept_indexes(config.index) if unfinished or one.state == "kept"]
    if not doomed:
        streams.note(translated("there is nothing to drop"))
        return
    for one in doomed:
        streams.note(
            message(
                "{name}: {state}, {documents}, {size:.1f} MB",
                name=one.name,
                state=one.state,
                documents=counted(one.documents, "document"),
                size=one.size / 1e6,
            )
        )
    if not yes and not _agreed():
        raise click.Abort
    drop(config.index, [one.name for one in doomed])
    _retire(config, doomed)
    streams.note(message("deleted: {value}", value=", ".join(one.name for one in doomed)))


def _agreed() -> bool:
    """The answer to the question whether to delete; raises `UsageProblem` where there is no terminal."""
    try:
        return click.confirm(message("Delete for good?"), err=True)
    except click.Abort as error:
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        raise UsageProblem(translated("there is no terminal to ask at: to delete them say --yes")) from error


def _retire(config: Config, dropped: list[KeptIndex]) -> None:
    """Strikes an unfinished index that was deleted from the indexes that the store waits for."""
    from crawler.store import Store
    from indexer.rebuild import being_built

    if config.store_path.exists() and any(one.state == "unfinished" for one in dropped):
        with Store.open(config.store_path) as store, store.writing() as transaction:
            transaction.changes.retire(being_built(config.index))
