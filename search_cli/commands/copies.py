"""`shengmei copies`: the story that an article is part of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from search_cli.exit_codes import NothingFound
from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options, streams, tables, text
from shengmei.console.article import at_precision, moment
from shengmei.problems import UsageProblem

if TYPE_CHECKING:
    from indexer.copies.account import Told
    from indexer.copies.ledger_reader import LedgerReader

Order = Literal["size", "provinces", "speed"]
ORDERS: tuple[Order, ...] = get_args(Order)
_ADDRESS = re.compile(r"(?i)\w+://|([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?(/|$)")
_COLUMNS = (
    tables.Column("published"),
    tables.Column("outlet"),
    tables.Column("role"),
    tables.Column("basis"),
    tables.Column("change"),
    tables.Column("share", right=True),
    tables.Column("title"),
)


@click.command(cls=QueryCommand, short_help="Tell who printed an article's text, and what they changed.")
@click.argument("words", nargs=-1, required=True, metavar="ID|URL|QUERY")
@click.option("--sort", "order", type=click.Choice(ORDERS), default="size", show_default=True,
              help="Of a QUERY's stories: what puts them first.")  # fmt: skip
@click.option("--limit", metavar="N", type=click.IntRange(1, 10_000), default=20, show_default=True,
              help="Stories of a QUERY to show.")  # fmt: skip
@click.option("--diff", is_flag=True, help="Show what each one changed, word by word.")
@formats.format_options("json", "jsonl")
@options.common_options
@click.pass_obj
def copies(
    config: Config,
    words: tuple[str, ...],
    order: Order,
    limit: int,
    diff: bool,
    form: formats.Form | None,
) -> None:
    """Tell who printed the text of this article: who was first and how that is known, when the others
    followed, whom they credit, and what they changed.

    \b
    shengmei copies https://m.hbtv.com.cn/p/1981091.html
    shengmei copies 8b884f8a --diff
    shengmei copies 长江 禁渔 --sort speed

    `declared`: the page names the outlet that it has the text from. `inferred`: by the time of publication.
    `unknown`: neither tells. The ledger is kept by `shengmei ledger sync`.

    Of a QUERY the stories are listed of which it finds an article: how many articles, outlets and provinces
    each has, and how long it took until half of the others, and all, had printed it.
    """
    if not _is_name(words):
        if diff:
            raise UsageProblem("--diff goes with one article: name its id or address")
        _list_stories(config, words, order, limit, form)
        return
    (name,) = words
    from indexer.copies.account import told
    from indexer.copies.ledger_reader import LedgerReader
    from search_cli import lookup

    with lookup.opened(config) as index:
        key = str(lookup.named(index, config, name)["id"])
    with LedgerReader.open(config.ledger_path) as ledger:
        _note_lag(config, ledger)
        try:
            story, edges, articles = ledger.story_of(key)
        except KeyError:
            raise NothingFound(
                f"the ledger has no article {key}: `shengmei ledger sync` takes it in"
            ) from None
        if story is None:
            raise NothingFound(f"no other article has the text of {key}")
        found = told(story, edges, articles)
        if form == "jsonl":
            for one in found:
                streams.write_json(_said(one))
        elif form == "json":
            holders = [articles[one].url for one in story.containers if one in articles]
            told_all = [_said(one) for one in found]
            streams.write_json({"story": story.id, "articles": told_all, "containers": holders}, indent=2)
        else:
            _show(found, [articles[one].url for one in story.containers if one in articles])
            if diff:
                _show_differences(found, ledger)


def _is_name(words: tuple[str, ...]) -> bool:
    """Whether an id, its beginning or an address is meant, and no query."""
    from search_cli import lookup

    return len(words) == 1 and bool(lookup.ID.fullmatch(words[0].lower()) or _ADDRESS.match(words[0]))


def _list_stories(
    config: Config, words: tuple[str, ...], order: Order, limit: int, form: formats.Form | None
) -> None:
    from search_cli import lookup
    from search_cli.corpus.story_spread import spreads
    from search_cli.views import story_spread

    query = lookup.question(words)
    with lookup.opened(config) as index:
        if not index.count(query):
            raise lookup.nothing_found(index, config, query)
        found = spreads(index, query, order)
        if not found:
            lookup.note_unknown_stories(index)
            raise NothingFound(f"of what {query.understood} finds no other article has the text")
        story_spread.write(form, query, lookup.address(config), found, limit)


def _note_lag(config: Config, ledger: LedgerReader) -> None:
    if not config.store_path.exists():
        return
    from crawler.store import Store
    from crawler.store.stories import GROUPED

    with Store.open_read_only(config.store_path) as store, store.reading() as transaction:
        behind = transaction.changes.behind(ledger.cursor, without=GROUPED)
    if behind:
        streams.note(f"the ledger is {behind} articles behind the store: `shengmei ledger sync`")


def _said(one: Told) -> dict[str, Any]:
    there = one.article
    return {
        "id": there.id,
        "url": there.url,
        "site": there.site,
        "title": there.title,
        "published": at_precision(there.at.isoformat(), there.precision) if there.at else None,
        "role": one.member.role,
        "basis": one.member.basis,
        "contradicted": one.member.contradicted,
        "credits": sorted(there.credits),
        "compared_with": one.other.id if one.other else None,
        "change": one.kind,
        "share": round(one.share, 4) if one.share is not None else None,
    }


def _published(one: Told) -> str | None:
    at = one.article.at
    return moment(at.isoformat(), one.article.precision) if at else None


def _show(found: list[Told], containers: list[str]) -> None:
    rows = [
        {
            "published": moment(one.article.at.isoformat(), one.article.precision)
            if one.article.at
            else None,
            "outlet": "、".join(sorted(one.article.names)) or one.article.site,
            "role": one.member.role,
            "basis": one.member.basis + (", against its credit" if one.member.contradicted else ""),
            "change": one.kind,
            "share": f"{one.share:.0%}" if one.share is not None else None,
            "title": one.article.title,
        }
        for one in found
    ]
    tables.write(rows, _COLUMNS)
    for url in containers:
        streams.out(text.safe(f"also in a text with others: {url}"))


def _show_differences(found: list[Told], ledger: LedgerReader) -> None:
    from search_cli.views.word_differences import coloured, marked, paragraph_differences

    for one in found:
        if one.other is None:
            continue
        streams.out()
        streams.out(streams.style(text.safe(f"{one.article.url}, against {one.other.url}"), bold=True))
        old, new = (ledger.comparable(each.text).printed for each in (one.other, one.article))
        if old == new:
            streams.out("  the text is the same")
        for pieces in paragraph_differences(text.paragraphs(old), text.paragraphs(new)):
            for line in text.wrap(text.safe(marked(pieces)), streams.columns() - 2):
                streams.out(f"  {coloured(line)}")
