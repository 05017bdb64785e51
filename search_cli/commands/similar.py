"""`shengmei similar`: articles that are like one."""

from __future__ import annotations

import click

from search_cli.exit_codes import NothingFound
from shengmei.config import Config
from shengmei.console import formats, options, streams
from shengmei.console.translation import message


@click.command(short_help="Find articles that are like one.")
@click.argument("name", metavar="ID|URL")
@click.option("--limit", metavar="N", type=click.IntRange(1, 1_000), default=10, show_default=True,
              help="Hits to show.")  # fmt: skip
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def similar(config: Config, name: str, limit: int, form: formats.Form | None) -> None:
    """Find articles that share what is telling in the article with this id or address, the most alike first.

    \b
    shengmei similar https://m.hbtv.com.cn/p/1981091.html
    shengmei similar 8b884f8a --limit 50 --csv

    Copies and later versions come first; then what is about the same. Of each hit is said how much of the
    text of the article named stands in it word for word, in runs of eight characters and more (`shared`).
    """
    from indexer.search import Query
    from indexer.search.text.similarity import shared
    from search_cli import lookup
    from search_cli.views import hits

    with lookup.opened(config) as index:
        document = lookup.named(index, config, name)
        results = index.similar(document["id"], limit=limit)
        asked = Query(text=f"similar to {document['id']}")
        alike = {hit.id: shared(document, hit.document) for hit in results.hits}
        if form == "json":
            said = {"text": asked.text, "understood": asked.text}  # no query of words
            listed = [hits.hit_line(hit, alike) for hit in results.hits]
            answer = hits.answer(asked, lookup.address(config), results, listed)
            streams.write_json({**answer, "query": said}, indent=2)
        else:
            hits.write(form, asked, lookup.address(config), results, 0, more="--limit", shared=alike)
        if not results.total:
            raise NothingFound(message("nothing in this index is like {id}", id=document["id"]))
