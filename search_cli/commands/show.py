"""`shengmei show`: one article, with where it came from and how it was read."""

from __future__ import annotations

import click

from crawler.config import Config
from crawler.console import formats, options, streams


@click.command(short_help="Show one article with its provenance.")
@click.argument("name", metavar="ID|URL")
@formats.format_options("json")
@options.common_options
@click.pass_obj
def show(config: Config, name: str, form: formats.Form | None) -> None:
    """Show the article with this id or address, and its provenance.

    Where the store is at hand, the beginning of an id will do.
    """
    from crawler.console import article
    from search_cli import asking, documents

    with asking.opened(config) as index:
        document = asking.named(index, config, name)
    if form:
        streams.write_json(document, indent=2)
    else:
        article.show(documents.as_article(document), documents.provenance(document))
