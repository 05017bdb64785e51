"""`shengmei docs`: what is to be known while asking, at hand on the command line."""

from __future__ import annotations

import click

from search_cli.completion import candidates
from shengmei.console import formats, options, streams, tables
from shengmei.console.text import near, safe, wrap
from shengmei.console.translation import message
from shengmei.problems import UsageProblem

WIDEST = 100  # columns


@click.group(short_help="Read what the fields mean.")
def docs() -> None:
    """Read what the fields of an article mean: shengmei docs fields."""


@docs.command(short_help="List every field, its type and what it means.")
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=candidates.column_names)
@click.option("--markdown", is_flag=True, help="As docs/fields.md has it.")
@formats.format_options("json", "jsonl", "csv")
@options.common_options
def fields(names: tuple[str, ...], markdown: bool, form: formats.Form | None) -> None:
    """List every field of an article in the indexes: type in Elasticsearch, meaning, who shows it.

    \b
    shengmei docs fields
    shengmei docs fields bylines published --csv

    With NAMEs only these, and their parts.
    """
    from indexer.search import field_dictionary
    from search_cli.views.field_dictionary import ledger_tables, markdown_page

    known = {one.name: one for one in field_dictionary()}
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        raise UsageProblem(
            message(
                "no field {unknown!r}.{near} All: shengmei docs fields",
                unknown=safe(unknown),
                near=near(unknown, known),
            )
        )
    chosen = [
        one
        for one in known.values()
        if not names or one.name in names or one.name.rpartition(".")[0] in names
    ]
    if markdown:
        for line in (*markdown_page(chosen), *([] if names else ledger_tables())):
            streams.out(line)
        return
    rows = [
        {
            "field": one.name,
            "type": ("list of " if one.many else "") + one.type,
            "also": list(one.also),
            "shown_by": one.shown_by,
            "meaning": one.description,
        }
        for one in chosen
    ]
    if form:
        columns = [tables.Column(name) for name in rows[0]]
        formats.write_rows(form, rows, columns)
        return
    for row in rows:
        also = "".join(f", .{name}" for name in row["also"])
        streams.out(streams.style(f"{row['field']}  ({row['type']}{also})", bold=True))
        for line in wrap(
            message("{meaning} Shown by {shown_by}.", meaning=row["meaning"], shown_by=row["shown_by"]),
            min(WIDEST, streams.columns()) - 4,
        ):
            streams.out(f"    {line}")
