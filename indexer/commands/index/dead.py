"""`shengmei index dead list | show | replay`: what the index refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from indexer.commands.index.open_feed import PATIENCE, feeding, looking
from shengmei.console import formats, options, streams
from shengmei.console.tables import Column
from shengmei.console.text import counted
from shengmei.console.translation import message, messages, translated
from shengmei.problems import IncompleteProblem, Problem, UsageProblem

if TYPE_CHECKING:
    from crawler.store import DeadLetter
    from indexer.feed import Feed
    from shengmei.config import Config

COLUMNS = (Column("id"), Column("title"), Column("error"), Column("reason"), Column("at"))
_AT_ONCE = 500


class NoDeadLetter(Problem):
    """Nothing was refused under that id."""

    exit_code = 1


@click.group(short_help="Documents that the index refused.")
def dead() -> None:
    """Documents that the index refused, with the reason; nothing of them is lost."""


@dead.command("list", short_help="List what the index refused.")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def list_(config: Config, form: formats.Form | None) -> None:
    """List what the index refused, oldest first; exit code 0, also when it is nothing."""
    with looking(config) as feed:
        if form is None and not feed.lag().dead:
            streams.note(translated("the index refused nothing"))
            return
        formats.write_rows(form, _rows(feed), COLUMNS)


@dead.command(short_help="Show a refused document.")
@click.argument("id_", metavar="ID")
@options.common_options
@click.pass_obj
def show(config: Config, id_: str) -> None:
    """Show as JSON why a document was refused, and the document as sent. The beginning of ID will do."""
    with looking(config) as feed:
        (letter,) = feed.dead_of(_named(feed, (id_,)))
    streams.write_json(_row(letter) | {"format": letter.format, "document": letter.document}, indent=2)


@dead.command(short_help="Offer the index again what it refused.")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@options.common_options
@click.pass_obj
def replay(config: Config, ids: tuple[str, ...]) -> None:
    """Offer the index again what it refused (all, or the IDs named), as the store holds it now.

    What it takes is no dead letter any more; exit code 4 when it still refuses some.
    """
    with feeding(config) as feed:
        fed = feed.offer(_named(feed, ids) if ids else feed.dead_ids(), patience=PATIENCE)
    streams.note(message("{documents} taken", documents=counted(fed.written, "document")))
    if fed.refused:
        raise IncompleteProblem(
            messages(
                "{number:,} document is still refused: see `shengmei index dead list`",
                "{number:,} documents are still refused: see `shengmei index dead list`",
                fed.refused,
            )
        )


def _named(feed: Feed, names: tuple[str, ...]) -> list[str]:
    """The ids of refused documents that begin with these names; raises where one begins none or several."""
    refused, found = feed.dead_ids(), []
    for name in names:
        ids = [one for one in refused if one.startswith(name)]
        if not ids:
            raise NoDeadLetter(
                message("no document {id} was refused: see `shengmei index dead list`", id=name)
            )
        if len(ids) > 1:
            raise UsageProblem(
                message("{ids} refused documents begin with {name}: name more of it", ids=len(ids), name=name)
            )
        found += ids
    return list(dict.fromkeys(found))


def _rows(feed: Feed) -> Iterator[dict[str, Any]]:
    ids = feed.dead_ids()
    for start in range(0, len(ids), _AT_ONCE):
        yield from map(_row, feed.dead_of(ids[start : start + _AT_ONCE]))


def _row(letter: DeadLetter) -> dict[str, Any]:
    said = {"id": letter.article_id, "title": letter.document.get("title"), "url": letter.document.get("url")}
    return said | {"error": letter.error_type, "reason": letter.reason, "change": letter.seq, "at": letter.at}
