"""`shengmei revisions`: what became of articles after they were first kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options, streams
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from crawler.store import Transaction
    from indexer.search import Query, SearchIndex
    from search_cli.views.article_stories import Event

PORTION = 100  # articles asked for at a time
FURTHEST = 10_000  # hits behind which a server shows no more
SHOW = "Articles to show."


@click.command(cls=QueryCommand, short_help="Show how articles were edited, word by word.")
@click.argument("words", nargs=-1, shell_complete=candidates.query_words)
@click.option("--since", metavar="DAY", help="Only what happened since this Beijing day (2026-05-01).")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, show_default=True, help=SHOW)
@formats.format_options("json", "jsonl")
@options.common_options
@click.pass_obj
def revisions(
    config: Config, words: tuple[str, ...], since: str | None, limit: int, form: formats.Form | None
) -> None:
    """Show how articles in which all WORDS stand were edited, went and came back; no words ask for all.

    \b
    shengmei revisions 长江经济带
    shengmei revisions site:hbtv --since 2026-05-01 --json

    [-…-] went and {+…+} came. A read count, a picture for sharing or another layout is no revision.
    Fields: {query_fields}.
    """
    tell(config, words, ("changed", "gone", "returned"), since, limit, form)


def tell(
    config: Config,
    words: tuple[str, ...],
    states: tuple[str, ...],
    since: str | None,
    limit: int,
    form: formats.Form | None,
) -> None:
    """Shows what became of the hits that are in one of these states; raises `NothingFound`."""
    from crawler.store import Store, stamp
    from indexer.search import And, Keyword, Or
    from search_cli import lookup
    from search_cli.exit_codes import NothingFound
    from search_cli.views import article_stories
    from search_cli.views.revisions import ensure_store

    after = stamp(_midnight(since)) if since else ""
    only_gone = states == ("gone",)
    ensure_store(config, f"shengmei {'gone' if only_gone else 'revisions'}")
    asked = lookup.question(words, sort="-date")
    state = Or(tuple(Keyword("status", one) for one in states))
    query = replace(asked, root=And((asked.root, state)) if asked.root is not None else state)
    with lookup.opened(config) as index, Store.open_read_only(config.store_path) as store:
        found = store.read(
            lambda transaction: list(islice(_stories(transaction, index, query, after, only_gone), limit))
        )
    if form == "json":
        streams.write_json([article_stories.as_data(*one) for one in found], indent=2)
    elif form == "jsonl":
        for one in found:
            streams.write_json(article_stories.as_data(*one))
    else:
        for number, one in enumerate(found):
            if number:
                streams.out()
            article_stories.write(*one)
    if not found:
        every = asked.root is None
        if only_gone:
            said = (
                translated("no article has gone")
                if every
                else message("no article of {query} has gone", query=asked.understood)
            )
        else:
            said = (
                translated("no article was changed")
                if every
                else message("no article of {query} was changed", query=asked.understood)
            )
        raise NothingFound(said + (message(" since {day}", day=since) if since else ""))


def _stories(
    transaction: Transaction, index: SearchIndex, query: Query, after: str, only_gone: bool
) -> Iterator[tuple[dict[str, Any], list[Event]]]:
    """The hits to which something happened since `after`, each with what it was."""
    from search_cli.views.article_stories import events

    for offset in range(0, FURTHEST, PORTION):
        hits = index.search(query, limit=PORTION, offset=offset, highlight=False).hits
        for hit in hits:
            story = events(transaction, hit.id, hit.document["url"], after)
            if any(not only_gone or one.what == "gone" for one in story):
                yield hit.document, story
        if len(hits) < PORTION:
            return


def _midnight(day: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time(), SHANGHAI)
    except ValueError:
        raise UsageProblem(
            message("--since must be a day such as 2026-05-01, not {day!r}", day=day)
        ) from None
