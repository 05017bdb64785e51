"""`--to FILE`: rows as CSV, JSON lines or Parquet, a network as GraphML, by the ending of the name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search_cli.exporting.durable import rename, sibling, sync
from search_cli.exporting.graphml import Values
from shengmei.console import formats, streams
from shengmei.console.text import counted, safe
from shengmei.console.translation import message
from shengmei.optional_libraries import require
from shengmei.problems import UsageProblem

ENDINGS = (".csv", ".jsonl", ".parquet")


@dataclass(frozen=True, kw_only=True)
class Network:
    """What stands in a GraphML file: nodes by id, edges by the ids of their ends; `kinds` of their values."""

    kinds: Mapping[str, type]
    nodes: Mapping[str, Values]
    edges: Sequence[tuple[str, str, Values]]
    directed: bool


def target(file: Path | None, *, network: bool = False) -> Path | None:
    """Where `--to FILE` writes to; raises `UsageProblem` before anything is asked."""
    if file is None:
        return None
    endings = (*ENDINGS, *([".graphml"] if network else []))
    if file.suffix.lower() not in endings:
        raise UsageProblem(
            message("--to {file}: the name must end in {forms}", file=file, forms=", ".join(endings))
        )
    if not file.absolute().parent.is_dir():
        raise UsageProblem(
            message("--to {file}: there is no directory {parent}", file=file, parent=file.absolute().parent)
        )
    if file.suffix.lower() == ".parquet":
        require(f"--to {file}", "parquet", "pyarrow")
    return file


def write(
    path: Path, rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, type], network: Network | None = None
) -> None:
    """The rows in the columns `kinds` (str, int, float or list of str), or the network in place of them.
    Raises `UsageProblem` for what cannot be written to."""
    try:
        _write(path, rows, kinds, network)
    except OSError as error:
        said = message("{path} cannot be written to: {reason}", path=path, reason=error.strerror)
        raise UsageProblem(said) from None
    if network is not None and path.suffix.lower() == ".graphml":
        what = f"{counted(len(network.nodes), 'node')}, {counted(len(network.edges), 'edge')}"
    else:
        what = counted(len(rows), "row")
    streams.note(f"{safe(str(path))}: {what}")


def _write(
    path: Path, rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, type], network: Network | None
) -> None:
    ending = path.suffix.lower()
    if ending == ".graphml" and network is not None:
        from search_cli.exporting import graphml

        graphml.write(path, network.nodes, network.edges, network.kinds, directed=network.directed)
        return
    if ending == ".parquet":
        from search_cli.exporting import plain_parquet

        plain_parquet.write(path, rows, kinds)
        return
    begun = sibling(path, ".part")
    if ending == ".csv":
        lines = [formats.csv_line([row.get(name) for name in kinds]) for row in rows]
        begun.write_bytes(formats.BOM + "".join([formats.csv_line(list(kinds)), *lines]).encode())
    else:
        begun.write_bytes(
            b"".join(streams.json_text(row).encode("utf-8", "backslashreplace") + b"\n" for row in rows)
        )
    sync(begun)
    rename(begun, path)
