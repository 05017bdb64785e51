"""`shengmei copies`: the story that an article is part of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

import click

from search_cli.completion import candidates
from search_cli.exit_codes import NothingFound
from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options, streams
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

if TYPE_CHECKING:
    from indexer.copies.account import Told

Order = Literal["size", "provinces", "speed"]
ORDERS: tuple[Order, ...] = get_args(Order)
_ADDRESS = re.compile(r"(?i)\w+://|([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?(/|$)")


@click.command(cls=QueryCommand, short_help="Tell who printed an article's text, and what they changed.")
@click.argument("words", nargs=-1, required=True, metavar="ID|URL|QUERY",
                shell_complete=candidates.query_words)  # fmt: skip
@click.option("--sort", "order", type=click.Choice(ORDERS), default="size", show_default=True,
              help="Of a QUERY's stories: what puts them first.")  # fmt: skip
@click.option("--limit", metavar="N", type=click.IntRange(1, 10_000), default=20, show_default=True,
              help="Stories of a QUERY to show.")  # fmt: skip
@click.option(
    "--diff",
    is_flag=True,
    help="Show what each one changed, word by word; side by side where the terminal is wide.",
)
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
    `unknown`: neither tells. `simultaneous`: on the same day in several outlets of which none credits
    another; the agency or the authority (水利部) that they credit is named. A `container` holds texts of
    several stories; what shares half and is too short or too formulaic to be called a copy is `uncertain`.
    The ledger is kept by `shengmei ledger sync`.

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
    from indexer.copies.simultaneous import simultaneous
    from search_cli import ledgers, lookup
    from search_cli.views import copies as view

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
        shown = view.StoryView(
            story=story.id if story else None,
            told=found,
            containers=[articles[one] for one in story.containers if one in articles] if story else [],
            uncertain=[one for one in ledger.uncertain(key) if one.id not in articles],
            together=simultaneous(story, articles, edges) if story else [],
        )
    if not found and not shown.uncertain:
        raise NothingFound(message("no other article has the text of {id}", id=key))
    if form == "jsonl":
        for line in shown.lines():
            streams.write_json(line)
    elif form == "json":
        streams.write_json(shown.document(), indent=2)
    else:
        shown.write()
        if diff:
            view.write_differences(found, _bodies(found, config))


def _bodies(found: list[Told], config: Config) -> dict[str, str | None]:
    """The texts by article; the ledger keeps none."""
    from search_cli import lookup

    with lookup.opened(config) as index:
        documents = {one.article.id: index.get(one.article.id) for one in found}
    return {key: (document or {}).get("body") for key, document in documents.items()}


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
