"""`shengmei show`: one article, with where it came from and how it was read."""

from __future__ import annotations

import click

from shengmei.config import Config
from shengmei.console import formats, options, streams


@click.command(short_help="Show one article with its provenance.")
@click.argument("name", metavar="ID|URL")
@click.option("--revisions", "history", is_flag=True, help="Show what it said each time it changed.")
@formats.format_options("json")
@options.common_options
@click.pass_obj
def show(config: Config, name: str, history: bool, form: formats.Form | None) -> None:
    """Show the article with this id or address, and its provenance.

    \b
    shengmei show https://m.hbtv.com.cn/p/1981091.html
    shengmei show 8b884f8a --revisions

    Where the store is at hand, the beginning of an id will do, and --revisions shows every wording that was
    ever kept, with what changed and where the page as served lies, and when it was gone and came back. An
    address that leads to an article shows that one. Of an address that gave no article it says why: gone, not
    understood, not fetched yet.
    """
    from search_cli import lookup
    from search_cli.views import article_stories, documents, revisions
    from shengmei.console import article

    with lookup.opened(config) as index:
        document = lookup.named(index, config, name)
    found = revisions.of(config, document["id"]) if history else []
    went = article_stories.disappearances(config, document["id"], document["url"]) if history else []
    if form:
        told = {"revisions": found, "events": article_stories.events_as_data(went)} if history else {}
        streams.write_json({**document, **told}, indent=2)
        return
    article.show(documents.as_article(document), documents.provenance(document))
    if history:
        streams.out()
        columns = min(article.PAGE_COLUMNS, streams.columns())
        revisions.show(found, columns, article_stories.lines(went))
