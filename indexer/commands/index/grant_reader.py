"""`shengmei index grant-reader`: let somebody search the index, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shengmei.console import formats, options, streams
from shengmei.console.text import safe
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

if TYPE_CHECKING:
    from shengmei.config import Config


@click.command("grant-reader", short_help="Make a key that may search the index, and nothing else.")
@click.argument("name")
@click.option("--days", type=click.IntRange(min=1), help="How long the key is good; without it, for ever.")
@formats.format_options("json")
@options.common_options
@click.pass_obj
def grant_reader(config: Config, name: str, days: int | None, form: formats.Form | None) -> None:
    """Make an API key of that NAME, which may search the index on an Elasticsearch server and nothing else.

    The key alone goes to stdout, this once; everything else to stderr. Its holder sets SHENGMEI_API_KEY.
    """
    from indexer.search import grant_reader, is_server

    if not is_server(config.index):
        raise UsageProblem(
            message(
                "{index} is a directory: who may read its files may search it; give a copy, or "
                "change the rights of the directory",
                index=config.index,
            )
        )
    made = grant_reader(config.index, name, days=days)
    ends = made.expires.isoformat(timespec="minutes") if made.expires else None
    if form == "json":
        said = {"id": made.id, "name": made.name, "reads": made.alias, "expires": ends, "key": made.key}
        streams.write_json(said, indent=2)
    else:
        streams.out(safe(made.key))
    until = message("until {moment}", moment=ends) if ends else translated("for ever")
    streams.note(
        safe(
            message(
                "key {name} (id {id}) may read {index}, {until}; it is shown only now",
                name=made.name,
                id=made.id,
                index=made.alias,
                until=until,
            )
        )
    )
    streams.note(
        translated("its holder sets SHENGMEI_API_KEY, or names a file with it in SHENGMEI_API_KEY_FILE")
    )
