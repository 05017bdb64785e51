"""`shengmei copies`: the story that an article is part of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from search_cli.completion import candidates
from search_cli.exit_codes import NothingFound
from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options, streams, tables, text
from shengmei.console.article import at_precision, format_time
from shengmei.console.translation import copy_term, message, translated
from shengmei.problems import UsageProblem

if TYPE_CHECKING:
    from indexer.copies.account import Told
    from indexer.copies.story_building import PrintedArticle

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
@click.argument("words", nargs=-1, required=True, metavar="ID|URL|QUERY",
                shell_complete=candidates.query_words)  # fmt: skip
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
    `unknown`: neither tells. A `container` holds texts of several stories; what shares half and is too short
    or too formulaic to be called a copy is `uncertain`. The ledger is kept by `shengmei ledger sync`.

    Of a QUERY the stories are listed of which it finds an article: how many articles, outlets and provinces
    each has, and how long it took until half of the others, and all, had printed it.
    """
    if not _is_name(words):
        if diff:
            raise UsageProblem(translated("--diff goes with one article: name its id or address"))
        _list_stories(config, words, order, limit, form)
        return
    (name,) = words
    from indexer.copies.account import told
    from search_cli import ledgers, lookup

    with lookup.opened(config) as index:
        key = str(lookup.named(index, config, name)["id"])
    with ledgers.opened(config) as ledger:
        try:
            story, edges, articles = ledger.story_of(key)
        except KeyError:
            raise NothingFound(
                message("the ledger has no article {id}: `shengmei ledger sync` takes it in", id=key)
            ) from None
        found = told(story, edges, articles) if story else []
        holders = [articles[one] for one in story.containers if one in articles] if story else []
        doubted = [one for one in ledger.uncertain(key) if one.id not in articles]
        if not found and not doubted:
            raise NothingFound(message("no other article has the text of {id}", id=key))
        beside = [
            *(_beside(one, "container") for one in holders),
            *(_beside(one, "uncertain") for one in doubted),
        ]
        lines = [_said(one) for one in found]
        if form == "jsonl":
            for line in (*lines, *beside):
                streams.write_json(line)
        elif form == "json":
            said: dict[str, Any] = {"story": story.id if story else None, "articles": lines}
            said |= {"containers": [one.url for one in holders], "uncertain": [one.url for one in doubted]}
            streams.write_json(said, indent=2)
        else:
            _show(found, [*((one, "container") for one in holders), *((one, "uncertain") for one in doubted)])
            if diff:
                _show_differences(found, config)


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
            raise NothingFound(
                message("of what {query} finds no other article has the text", query=query.understood)
            )
        story_spread.write(form, query, lookup.address(config), found, limit)


def _said(one: Told) -> dict[str, Any]:
    return {
        **_beside(one.article, one.member.role),
        "basis": one.member.basis,
        "contradicted": one.member.contradicted,
        "credits": sorted(one.article.credits),
        "compared_with": one.other.id if one.other else None,
        "change": one.kind,
        "share": round(one.share, 4) if one.share is not None else None,
    }


def _beside(there: PrintedArticle, role: str) -> dict[str, Any]:
    """What is said of an article that is no member of the story, too."""
    return {
        "id": there.id,
        "url": there.url,
        "site": there.site,
        "title": there.title,
        "published": at_precision(there.at.isoformat(), there.precision) if there.at else None,
        "role": role,
    }


def _show(found: list[Told], beside: list[tuple[PrintedArticle, str]]) -> None:
    members = [
        {
            **_shown(one.article, one.member.role),
            "basis": copy_term(one.member.basis)
            + (message(", against its credit") if one.member.contradicted else ""),
            "change": copy_term(one.kind) if one.kind else None,
            "share": f"{one.share:.0%}" if one.share is not None else None,
        }
        for one in found
    ]
    tables.write([*members, *(_shown(*one) for one in beside)], _COLUMNS)


def _shown(there: PrintedArticle, role: str) -> dict[str, Any]:
    return {
        "published": format_time(there.at.isoformat(), there.precision) if there.at else None,
        "outlet": there.outlet.name or there.site,
        "role": copy_term(role),
        "title": there.title,
    }


def _show_differences(found: list[Told], config: Config) -> None:
    from search_cli import lookup

    # The ledger keeps no texts.
    with lookup.opened(config) as index:
        for one in found:
            if one.other is None:
                continue
            streams.out()
            against = message("{url}, against {other}", url=one.article.url, other=one.other.url)
            streams.out(streams.style(text.safe(against), bold=True))
            documents = [index.get(each.id) for each in (one.other, one.article)]
            old, new = ((document or {}).get("body") for document in documents)
            if old is None or new is None:
                streams.out(translated("  the index has not both of them: `shengmei index sync`"))
            else:
                _show_difference(old, new)


def _show_difference(old: str, new: str) -> None:
    from search_cli.views.word_differences import coloured, marked, paragraph_differences

    if old == new:
        streams.out("  " + message("the text is the same"))
    for pieces in paragraph_differences(text.paragraphs(old), text.paragraphs(new)):
        for line in text.wrap(text.safe(marked(pieces)), streams.columns() - 2):
            streams.out(f"  {coloured(line)}")
