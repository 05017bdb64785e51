"""`shengmei ledger`: the indexer's commands, and the ledger as files for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.cli import ledger
from shengmei.config import Config
from shengmei.console import options, streams
from shengmei.console.text import counted, safe

__all__ = ["ledger"]


@ledger.command(short_help="Write pairs and stories as Parquet.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@options.common_options
@click.pass_obj
def export(config: Config, folder: Path) -> None:
    """Write every pair that shares text to FOLDER/edges.parquet and every story to FOLDER/stories.parquet.

    \b
    shengmei ledger export copies
    python -c "import pandas; print(pandas.read_parquet('copies/stories.parquet'))"

    Rows are sorted: the same articles give the same files, byte for byte, in whatever order they came.
    `shengmei docs fields` has the columns.
    """
    from search_cli import ledgers
    from shengmei.optional_libraries import require

    require("ledger export", "parquet", "pyarrow")
    from search_cli.exporting import ledger_tables

    with ledgers.opened(config) as opened:
        counts = ledger_tables.write(opened, folder)
    for name, rows in counts.items():
        streams.note(f"{safe(str(folder / name))}: {counted(rows, 'row')}")
