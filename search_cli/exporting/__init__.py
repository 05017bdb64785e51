"""The door: every hit of a query in a file, whole, once, and with a manifest that says what it is.

A run writes `FILE.part` (or `FILE.parts/`) and says in `FILE.state.json` how far that is on the disk; the
same call after a kill goes on there. When all is written the manifest is made and the file gets its name.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from indexer.search import Field, Query, SearchIndex
from search_cli.exporting import columns, manifest
from search_cli.exporting.durable import alone, read_json, rename, sibling
from search_cli.exporting.state import State
from search_cli.optional_libraries import require
from shengmei.problems import UsageProblem

__all__ = ["FORMS", "Ended", "Job", "run"]

FORMS = (".csv", ".jsonl", ".parquet")
BATCH = 500  # documents in memory

OnProgress = Callable[[int, int], None]  # rows written, rows in all


class Target(Protocol):
    """Where rows go; see row_files.py and parquet.py."""

    step: int
    part: Path

    def holds(self, mark: int) -> bool: ...
    def begin(self, mark: int) -> None: ...
    def add(self, documents: list[dict[str, Any]]) -> None: ...
    def mark(self) -> int: ...
    def finish(self) -> None: ...
    def close(self) -> None: ...
    def clean(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is to be exported, and where to; `fields` None: all there is."""

    query: Query
    file: Path
    fields: str | None = None
    force: bool = False  # replace a file that is there, begin anew what was begun
    store: Path | None = None  # where it may say what was crawled; need not exist

    @property
    def form(self) -> str:
        return self.file.suffix.lower()

    @property
    def columns(self) -> tuple[Field, ...]:
        return columns.columns(self.fields)

    def check(self) -> None:
        """Before any index is opened; raises `UsageProblem`."""
        if self.form not in FORMS:
            raise UsageProblem(f"--to {self.file}: the name must end in {', '.join(FORMS)}")
        if not self.file.absolute().parent.is_dir():
            raise UsageProblem(f"--to {self.file}: there is no directory {self.file.absolute().parent}")
        if self.form == ".parquet":
            require("a Parquet file", "parquet", "pyarrow")
        _ = self.columns
        if self.file.exists() and not (self.force or manifest.fell_short(self.file) or State.read(self.file)):
            raise UsageProblem(f"{self.file} exists: name another file, or replace it with --force")

    def asked(self, index: SearchIndex) -> dict[str, Any]:
        """What makes an export the same one."""
        fields = [field.name for field in self.columns] if self.fields else None
        return {"understood": self.query.understood, "fields": fields, "index": index.identity}

    def target(self) -> Target:
        if self.form == ".parquet":
            from search_cli.exporting.parquet import Parquet

            return Parquet(self.file, self.columns)
        from search_cli.exporting import row_files

        return (
            row_files.csv(self.file, self.columns)
            if self.form == ".csv"
            else row_files.jsonl(self.file, self.columns if self.fields else None)
        )


@dataclass(frozen=True, kw_only=True)
class Ended:
    """`expected`: documents that match at the end. `rows` may differ when the index changed meanwhile."""

    rows: int
    expected: int
    complete: bool
    changed: bool
    resumed_at: int


def run(index: SearchIndex, job: Job, on_progress: OnProgress) -> Ended:
    """Exports; raises `Problem`. Rows go by id; killed at any moment, the same call goes on."""
    job.check()
    with alone(job.file):
        target, state = _begun(index, job)
        if state.rows and _is_finished(job, state):
            return _ended(job, target, state)
        with closing(target):
            target.begin(state.mark)
            at = state.rows
            state = _written(index, job, target, state, on_progress)
            target.finish()
            said = manifest.made(index, job, state, target.part)
            manifest.write(job.file, said)
            rename(target.part, job.file)
        return replace(_ended(job, target, state), resumed_at=at)


def _begun(index: SearchIndex, job: Job) -> tuple[Target, State]:
    """What to go on with: an export that was begun, or a new one."""
    target, state, asked = job.target(), State.read(job.file), job.asked(index)
    if state and not job.force and state.asked != asked:
        raise UsageProblem(
            f"{sibling(job.file, '.state.json')}: an export of another query, index or fields was begun here;"
            " name another file, or begin anew with --force"
        )
    if state and not job.force and (_is_finished(job, state) or target.holds(state.mark)):
        return target, replace(state, resumed=state.resumed + 1)
    now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    new = State(asked=asked, begun=now, total=index.count(job.query), version=index.newest_version())
    return target, new


def _written(index: SearchIndex, job: Job, target: Target, state: State, on_progress: OnProgress) -> State:
    """Everything behind `state.after`, with a mark each `step` rows."""
    since = 0
    for portion in index.scan(job.query, after=state.after, batch=BATCH):
        target.add([hit.document for hit in portion.hits])
        since += len(portion.hits)
        state = replace(state, rows=state.rows + len(portion.hits), after=portion.after)
        if since >= target.step:
            state, since = _marked(job, target, state), 0
        on_progress(state.rows, max(state.total, state.rows))
    return _marked(job, target, state)


def _marked(job: Job, target: Target, state: State) -> State:
    marked = replace(state, mark=target.mark())
    marked.write(job.file)
    return marked


def _is_finished(job: Job, state: State) -> bool:
    """Killed between the file's getting its name and the end."""
    said = read_json(manifest.path(job.file))
    return bool(said and said.get("begun") == state.begun and job.file.exists())


def _ended(job: Job, target: Target, state: State) -> Ended:
    said = read_json(manifest.path(job.file)) or {}
    target.clean()
    State.forget(job.file)
    return Ended(
        rows=said["rows"],
        expected=said["expected"],
        complete=said["complete"],
        changed=said["index_changed"],
        resumed_at=state.rows,
    )
