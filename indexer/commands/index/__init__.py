"""`shengmei index …`: make an index, feed it from the store, compare it, build it anew, grant reading."""

from __future__ import annotations

import click

from indexer.commands.index.dead import dead
from indexer.commands.index.grant_reader import grant_reader
from indexer.commands.index.rebuild import create, drop_old, rebuild, swap
from indexer.commands.index.sync import status, sync, watch
from indexer.commands.index.verify import verify


@click.group(short_help="Feed an index from the store, or see how far it is.")
def index() -> None:
    """Make an index, feed it from the store, compare it with the store, build it anew: `shengmei index sync`
    feeds what is new."""


for command in (create, sync, watch, status, verify, rebuild, swap, drop_old, dead, grant_reader):
    index.add_command(command)
