"""`shengmei people`: who writes, where and when, and with whom."""

from __future__ import annotations

from pathlib import Path

import click

from search_cli.query_command import QueryCommand
from shengmei.config import Config
from shengmei.console import formats, options, streams
from shengmei.console.text import counted
from shengmei.console.translation import message, translated

ROLES = (
    "reporter", "correspondent", "author", "intern", "photographer", "video", "editor", "responsible_editor",
    "chief_editor", "picker", "proofreader", "reviewer", "producer",
)  # fmt: skip


@click.command(cls=QueryCommand, short_help="List who writes, where, when and with whom.")
@click.argument("words", nargs=-1)
@click.option(
    "--role", "roles", multiple=True, type=click.Choice(ROLES), help="Only this role; several may be given."
)
@click.option("--name", metavar="NAME", help="Only who is named so.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, show_default=True,
              help="Lines of the table.")  # fmt: skip
@click.option("--to", "file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="FILE ends in .csv, .jsonl, .parquet or .graphml (a network).")  # fmt: skip
@formats.format_options("json", "jsonl", "csv")
@options.common_options
@click.pass_obj
def people(
    config: Config,
    words: tuple[str, ...],
    roles: tuple[str, ...],
    name: str | None,
    limit: int,
    file: Path | None,
    form: formats.Form | None,
) -> None:
    """List who stands in the bylines of the articles in which all WORDS stand: in which roles, for which
    outlets and organisations, from when to when.

    \b
    shengmei people 长江 --role reporter
    shengmei people --name 张山 --json
    shengmei people province:湖北 --to network.graphml

    The same name is one person only where an outlet or organisation agrees: the organisation printed with
    the name, else for reporters the outlet that the page credits, else the outlet itself. The network has
    who writes with whom. Copies count each. Fields: {query_fields}.
    """
    from search_cli import lookup
    from search_cli.corpus import people as corpus
    from search_cli.exit_codes import NothingFound
    from search_cli.exporting import table_files
    from search_cli.views import people as view

    target = table_files.target(file, network=True)
    query = lookup.question(words)
    with lookup.opened(config) as index:
        if not index.count(query):
            raise lookup.nothing_found(index, config, query)
        found = corpus.people((hit.document for portion in index.scan(query) for hit in portion.hits), roles)
    near = found
    if name is not None:
        found, near = corpus.named(found, name)
    if not found.people:
        raise NothingFound(
            message("nobody named {name} in the bylines of what was found", name=name)
            if name
            else translated("nobody in the bylines of what was found")
        )
    if target:
        table_files.write(target, view.rows(found.people), view.KINDS, view.network(near))
    view.write(form, found, {"query": query.understood, "uncut": found.uncut}, limit)
    if found.uncut and form != "json":
        streams.note(
            message(
                "{bylines} left out: several names are printed as one and could not be told apart",
                bylines=counted(found.uncut, "byline"),
            )
        )
