"""`FILE.manifest.json`: what was asked of which index, what that index covers, and what the file must be."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from indexer.search import Field, Query, SearchIndex
from search_cli.exporting.coverage import coverage
from search_cli.exporting.durable import read_json, sha256, sibling, write_json
from search_cli.exporting.state import State
from shengmei.config import without_password


class Export(Protocol):
    """What a manifest has to know of an export."""

    @property
    def query(self) -> Query: ...
    @property
    def columns(self) -> tuple[Field, ...]: ...
    @property
    def file(self) -> Path: ...
    @property
    def store(self) -> Path | None: ...


def path(file: Path) -> Path:
    return sibling(file, ".manifest.json")


def write(file: Path, said: dict[str, Any]) -> None:
    write_json(path(file), said)


def fell_short(file: Path) -> bool:
    """Whether an export ended there that was not complete: it may be replaced."""
    said = read_json(path(file))
    return said is not None and said.get("complete") is False


def made(index: SearchIndex, job: Export, state: State, part: Path) -> dict[str, Any]:
    """`complete` when the file has as many rows as documents match now, or matched when an export that was
    not interrupted began."""
    expected = index.count(job.query)
    return {
        "query": {"text": job.query.text, "understood": job.query.understood},
        "begun": state.begun,
        "ended": datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
        "times_resumed": state.resumed,
        "made_by": f"shengmei {version('shengmei')}",
        "rows": state.rows,
        "expected": expected,
        "complete": state.rows == expected or (not state.resumed and state.rows == state.total),
        "index_changed": index.newest_version() != state.version,
        "order": "by id",
        "files": [{"name": job.file.name, "bytes": part.stat().st_size, "sha256": sha256(part)}],
        "fields": [
            {"name": one.name, "type": one.type, "several": one.many, "description": one.description}
            for one in job.columns
        ],
        "index": _index(index),
        "coverage": coverage(index, job.query, job.store),
    }


def _index(index: SearchIndex) -> dict[str, Any]:
    info = index.info()
    return {
        "address": without_password(info.address),
        "kind": info.kind,
        "identity": info.identity,
        "documents": info.documents,
        "format": info.format,
    }
