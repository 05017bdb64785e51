"""`shengmei editions`: which editions of newspapers are kept, and how much of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from shengmei.console import formats, options, streams
from shengmei.console.tables import Column
from shengmei.console.text import safe
from shengmei.console.translation import translated
from shengmei.problems import Problem
from shengmei.reasons import reasons_in_words

if TYPE_CHECKING:
    from crawler.edition_items import EditionState
    from crawler.store import Store
    from shengmei.config import Config

COLUMNS = (
    Column("site"),
    Column("day"),
    Column("state"),
    Column("pages", right=True),
    Column("pages_read", "read", right=True),
    Column("articles", right=True),
    Column("articles_kept", "kept", right=True),
    Column("problem"),
)

AT_LEAST = 3  # days of a weekday, of which it may be said that no edition appears on it
WEEKS = timedelta(weeks=5)


class NoEdition(Problem):
    """Nothing was found."""

    exit_code = 1


@click.command(short_help="List the newspaper editions that are kept, complete or not.")
@click.argument("papers", nargs=-1, metavar="[PAPER]...")
@click.option("--date", metavar="DAY[..DAY]", help="Of these days (2026-05-01..2026-05-31).")
@click.option("--pages", is_flag=True, help="Each edition's pages, with their articles in order.")
@click.option("--incomplete", is_flag=True, help="Only those that lack something.")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def editions(
    config: Config,
    papers: tuple[str, ...],
    date: str | None,
    pages: bool,
    incomplete: bool,
    form: formats.Form | None,
) -> None:
    """List the editions of newspapers that crawls asked for, the newest first.

    \b
    shengmei editions hbrb --date 2026-05-01..2026-05-31
    shengmei editions --incomplete
    shengmei editions hbrb --date 2026-05-18 --pages

    An edition is complete when every page that it is known to have was read, and every article that they
    list is kept. "none" is a day for which the paper's server has no edition, with what it answered; on a
    weekday on which it never has one nothing is lacking.
    """
    from crawler.spiders.arguments import edition_days
    from crawler.store import Store

    days = edition_days(date)
    with Store.open_read_only(config.store_path) as store:
        states = store.read(
            lambda transaction: transaction.editions.states(
                papers, days[0] if days else None, days[-1] if days else None
            )
        )
        resting = _resting(store, states)
        states = [one for one in states if not (incomplete and (one.complete or one in resting))]
        rows = [
            _row(one, rests=one in resting) | ({"contents": _contents(store, one)} if pages else {})
            for one in states
        ]
    if not rows:
        raise NoEdition(translated("no crawl has asked for such an edition"))
    if pages and form is None:
        for line in (line for row in rows for line in _lines(row)):
            streams.out(line)
    else:
        formats.write_rows(form, rows if form else [_in_words(row) for row in rows], COLUMNS)


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    """A row for people, in their language."""
    return row | {"state": translated(row["state"]), "problem": reasons_in_words(row["problem"] or "")}


def _row(one: EditionState, *, rests: bool = False) -> dict[str, Any]:
    return {
        "site": one.site,
        "day": one.day.isoformat(),
        "state": one.state,
        "pages": one.pages,
        "pages_read": one.pages_read,
        "articles": one.articles,
        "articles_kept": one.articles_kept,
        "problem": f"{one.problem}; no edition on any {one.day:%A}" if rests else one.problem,
    }


def _resting(store: Store, states: Sequence[EditionState]) -> set[EditionState]:
    """Those on whose weekday the paper does not appear, as far as the weeks around them tell."""
    found: set[EditionState] = set()
    by_paper: dict[str, list[EditionState]] = {}
    for one in states:
        if one.state == "none":
            by_paper.setdefault(one.site, []).append(one)
    for paper, none in by_paper.items():
        first, last = min(one.day for one in none) - WEEKS, max(one.day for one in none) + WEEKS
        with store.reading() as transaction:
            rest = days_of_rest(transaction.editions.states([paper], first, last))
        found |= {one for one in none if (paper, one.day.weekday()) in rest}
    return found


def days_of_rest(states: Iterable[EditionState]) -> frozenset[tuple[str, int]]:
    """Paper and weekday (Monday is 0) on which it does not appear: `AT_LEAST` days of that weekday were asked
    for, none had an edition, and other days did."""
    asked: dict[tuple[str, int], list[bool]] = {}
    appeared: set[str] = set()
    for one in states:
        if one.state != "asked":
            asked.setdefault((one.site, one.day.weekday()), []).append(one.state != "none")
        if one.pages_read:
            appeared.add(one.site)
    return frozenset(
        key for key, had in asked.items() if key[0] in appeared and len(had) >= AT_LEAST and not any(had)
    )


def _contents(store: Store, one: EditionState) -> list[dict[str, Any]]:
    return store.read(lambda transaction: list(transaction.editions.contents(one.site, one.day)))


def _lines(row: dict[str, Any]) -> list[str]:
    lines = [f"{row['site']} {row['day']}: {translated(row['state'])}"]
    for page in row["contents"]:
        name = " ".join(filter(None, (page["page"], page["page_name"]))) or translated("no page")
        unread = "" if page["read_at"] else f" ({translated('not read')})"
        lines.append(f"  {safe(name)}{unread}")
        for article in page["articles"]:
            asked = article["state"] or "not asked for"
            state = "" if asked == "kept" else f"  [{translated(asked)}]"
            lines.append(
                f"    {article['position'] or '-'}. {safe(article['title'] or article['url'])}{state}"
            )
    return lines
