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
from shengmei.console import formats, options, streams, tables
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from crawler.store import Transaction
    from indexer.search import Query, SearchIndex
    from search_cli.exit_codes import NothingFound
    from search_cli.views.article_stories import Event

PORTION = 100  # articles asked for at a time
FURTHEST = 10_000  # hits behind which a server shows no more
SHOW = "Articles to show."
COUNT = "Count by outlet and month instead, with the median of the days since each article was first kept."


@click.command(cls=QueryCommand, short_help="Show how articles were edited, word by word.")
@click.argument("words", nargs=-1, shell_complete=candidates.query_words)
@click.option("--since", metavar="DAY", help="Only what happened since this Beijing day (2026-05-01).")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, show_default=True, help=SHOW)
@click.option("--count", "counting", is_flag=True, help=COUNT)
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def revisions(
    config: Config,
    words: tuple[str, ...],
    since: str | None,
    limit: int,
    counting: bool,
    form: formats.Form | None,
) -> None:
    """Show how articles in which all WORDS stand were edited, went and came back; no words ask for all.

    \b
    shengmei revisions 长江经济带
    shengmei revisions site:hbtv --since 2026-05-01 --json
    shengmei revisions --count --csv

    [-…-] went and {+…+} came. A read count, a picture for sharing or another layout is no revision.
    Fields: {query_fields}.
    """
    states = ("changed", "gone", "returned")
    if counting:
        count(config, words, states, since, form)
    else:
        tell(config, words, states, since, limit, form)


def tell(
    config: Config,
    words: tuple[str, ...],
    states: tuple[str, ...],
    since: str | None,
    limit: int,
    form: formats.Form | None,
) -> None:
    """Shows what became of the hits that are in one of these states; raises `NothingFound`."""
    from crawler.store import Store
    from search_cli import lookup
    from search_cli.views import article_stories

    if form == "csv":
        raise UsageProblem(translated("--csv belongs to --count: what an edit changed has no cell"))
    after = _day_as_stamp(since)
    only_gone = states == ("gone",)
    asked, query = _asked(config, words, states)
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
        raise _none(asked, states, since)


def count(
    config: Config,
    words: tuple[str, ...],
    states: tuple[str, ...],
    since: str | None,
    form: formats.Form | None,
) -> None:
    """Counts by outlet and month what became of the hits in these states; raises `NothingFound`."""
    from crawler.store import Store
    from search_cli import lookup
    from search_cli.corpus.change_counts import count_changes

    after = _day_as_stamp(since)
    asked, query = _asked(config, words, states)
    what = {"revised" if one == "changed" else one for one in states}
    with lookup.opened(config) as index, Store.open_read_only(config.store_path) as store:
        hits: list[dict[str, Any]] = [
            {name: hit.document.get(name) for name in ("id", "site", "site_name")}
            for portion in index.scan(query)
            for hit in portion.hits
        ]
        found = store.read(
            lambda transaction: count_changes(
                ((one, transaction.changes.of(one["id"])) for one in hits), what, after
            )
        )
    if not found:
        raise _none(asked, states, since)
    names = [name for name in found[0] if name in ("outlet", "month", "articles", "days", *what)]
    headings = {"days": "median days"} if form is None else {}
    columns = [
        tables.Column(one, headings.get(one, ""), right=one not in ("outlet", "month")) for one in names
    ]
    formats.write_rows(form, [{name: row[name] for name in names} for row in found], columns)


def _asked(config: Config, words: tuple[str, ...], states: tuple[str, ...]) -> tuple[Query, Query]:
    """The query as typed, and narrowed to articles in these states; a store is needed."""
    from indexer.search import And, Keyword, Or
    from search_cli import lookup
    from search_cli.views.revisions import ensure_store

    ensure_store(config, f"shengmei {'gone' if states == ('gone',) else 'revisions'}")
    asked = lookup.question(words, sort="-date")
    state = Or(tuple(Keyword("status", one) for one in states))
    return asked, replace(asked, root=And((asked.root, state)) if asked.root is not None else state)


def _none(asked: Query, states: tuple[str, ...], since: str | None) -> NothingFound:
    from search_cli.exit_codes import NothingFound

    if asked.root is None:
        said = translated("no article has gone" if states == ("gone",) else "no article was changed")
    elif states == ("gone",):
        said = message("no article of {query} has gone", query=asked.understood)
    else:
        said = message("no article of {query} was changed", query=asked.understood)
    return NothingFound(said + (message(" since {day}", day=since) if since else ""))


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


def _day_as_stamp(day: str | None) -> str:
    """The midnight with which the day begins, as the store writes it; empty for none."""
    from crawler.store import stamp

    if day is None:
        return ""
    try:
        return stamp(datetime.combine(date.fromisoformat(day), time(), SHANGHAI))
    except ValueError:
        raise UsageProblem(
            message("--since must be a day such as 2026-05-01, not {day!r}", day=day)
        ) from None
