"""`FILE.manifest.json`: what was asked of which index, what that index covers, and what the file must be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from indexer.search import Field, Query, SearchIndex
from search_cli.corpus.samples import Sample, Stratum
from search_cli.exporting.cells import listed
from search_cli.exporting.coverage import coverage
from search_cli.exporting.durable import read_json, sha256, sibling, write_json
from search_cli.exporting.state import State
from shengmei.config import without_password
from shengmei.store_place import StorePlace
from shengmei.timezone import SHANGHAI


class Export(Protocol):
    """What a manifest has to know of an export."""

    @property
    def query(self) -> Query: ...
    @property
    def columns(self) -> tuple[Field, ...]: ...
    @property
    def file(self) -> Path: ...
    @property
    def store(self) -> StorePlace | None: ...
    @property
    def sample(self) -> Sample | None: ...
    def asked(self, index: SearchIndex) -> dict[str, Any]: ...


def path(file: Path) -> Path:
    return sibling(file, ".manifest.json")


def write(file: Path, said: dict[str, Any]) -> None:
    write_json(path(file), said)


def fell_short(file: Path) -> bool:
    """Whether an export ended there that was not complete: it may be replaced."""
    said = read_json(path(file))
    return said is not None and said.get("complete") is False


def finished(file: Path) -> dict[str, Any] | None:
    """The manifest of an export that is complete and whose file is as long as it says."""
    said = read_json(path(file))
    if said is None or said.get("complete") is not True or not file.is_file():
        return None
    return said if [file.stat().st_size] == [one["bytes"] for one in said["files"]] else None


def made(
    index: SearchIndex, job: Export, state: State, part: Path, strata: Sequence[Stratum]
) -> dict[str, Any]:
    """`complete` when the file has as many rows as documents match now, or matched when an export that was
    not interrupted began; of a sample, as were drawn."""
    from importlib.metadata import version  # here, because a search that exports nothing pays 10 ms for it

    expected = state.total if job.sample else index.count(job.query)
    whole = state.rows == expected or (not state.resumed and state.rows == state.total)
    return {
        "query": {"text": job.query.text, "understood": job.query.understood},
        "asked": job.asked(index),
        **({"sample": _sample(job.sample, strata)} if job.sample else {}),
        "begun": state.begun,
        "ended": datetime.now(SHANGHAI).isoformat(timespec="seconds"),
        "times_resumed": state.resumed,
        "made_by": f"shengmei {version('shengmei')}",
        "rows": state.rows,
        "counts": index.counts,
        "expected": expected,
        "complete": whole and not state.failures,
        "failed": [{"id": name, "reason": reason} for name, reason in state.failures],
        "changed": listed(state.changes),
        "index_changed": index.newest_version() != state.version,
        "order": "by id",
        "files": [{"name": job.file.name, "bytes": part.stat().st_size, "sha256": sha256(part)}],
        "fields": [
            {"name": one.name, "type": one.type, "several": one.many, "description": one.description}
            for one in job.columns
        ],
        "index": _index(index),
        "coverage": coverage(index.of_documents, job.query, job.store),
    }


def _sample(sample: Sample, strata: Sequence[Stratum]) -> dict[str, Any]:
    shown = [
        {"value": one.value, "hits": one.hits, "drawn": one.drawn, "weight": one.weight} for one in strata
    ]
    return sample.stated() | {"strata": shown if sample.by else []}


def _index(index: SearchIndex) -> dict[str, Any]:
    info = index.info()
    return {
        "address": without_password(info.address),
        "kind": info.kind,
        "identity": info.identity,
        "documents": info.documents,
        "format": info.format,
        "newest_version": index.newest_version(),
    }
