"""The door: every hit of a query in a file, whole, once, and with a manifest that says what it is.

A run writes `FILE.part` (or `FILE.parts/`) and says in `FILE.state.json` how far that is on the disk; the
same call after a kill goes on there. When all is written the manifest is made and the file gets its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from indexer.search import Field, Query, SearchIndex
from search_cli.corpus.samples import Drawn, Sample, draw
from search_cli.exporting import columns, manifest
from search_cli.exporting.cells import Failures
from search_cli.exporting.durable import alone, read_json, rename, sibling
from search_cli.exporting.state import State
from shengmei.console.translation import message, translated
from shengmei.optional_libraries import require
from shengmei.problems import UsageProblem
from shengmei.store_place import StorePlace
from shengmei.timezone import SHANGHAI

__all__ = ["FORMS", "Ended", "Job", "run"]

FORMS = (".csv", ".jsonl", ".parquet", ".xlsx", ".sqlite", ".db")
_NEEDS = {
    ".parquet": ("a Parquet file", "parquet", "pyarrow"),
    ".xlsx": ("an Excel file", "xlsx", "xlsxwriter"),
}
BATCH = 500  # documents in memory

OnProgress = Callable[[int, int], None]  # rows written, rows in all


class Target(Protocol):
    """Where rows go: row_files.py, parquet.py, spreadsheet.py, sqlite.py. `changes`: what is written
    differently than it stands, in cells; `add` returns the documents that could not be written."""

    step: int
    part: Path
    changes: Counter[str]

    def holds(self, mark: int) -> bool: ...
    def begin(self, mark: int) -> None: ...
    def add(self, documents: list[dict[str, Any]]) -> Failures: ...
    def mark(self) -> int: ...
    def finish(self) -> None: ...
    def close(self) -> None: ...
    def clean(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is to be exported, and where to; `fields` None: all there is, `sample` None: every hit."""

    query: Query
    file: Path
    fields: str | None = None
    force: bool = False  # replace a file that is there, begin anew what was begun
    store: StorePlace | None = None  # where it may say what was crawled; need not exist
    sample: Sample | None = None

    @property
    def form(self) -> str:
        return self.file.suffix.lower()

    @property
    def columns(self) -> tuple[Field, ...]:
        return columns.columns(self.fields)

    def check(self) -> None:
        """Before any index is opened; raises `UsageProblem`."""
        if self.form not in FORMS:
            raise UsageProblem(
                message("--to {file}: the name must end in {forms}", file=self.file, forms=", ".join(FORMS))
            )
        if not self.file.absolute().parent.is_dir():
            raise UsageProblem(
                message(
                    "--to {file}: there is no directory {parent}",
                    file=self.file,
                    parent=self.file.absolute().parent,
                )
            )
        if self.form in _NEEDS:
            require(*_NEEDS[self.form])
        _ = self.columns

    def asked(self, index: SearchIndex) -> dict[str, Any]:
        """What makes an export the same one."""
        fields = [field.name for field in self.columns] if self.fields else None
        said = {"understood": self.query.understood, "fields": fields, "index": index.identity}
        stories = {"counts": index.counts} if index.counts != "documents" else {}
        return said | stories | ({"sample": self.sample.stated()} if self.sample else {})

    def target(self) -> Target:
        if self.form == ".parquet":
            from search_cli.exporting.parquet import Parquet

            return Parquet(self.file, self.columns)
        if self.form == ".xlsx":
            from search_cli.exporting.spreadsheet import Spreadsheet

            return Spreadsheet(self.file, self.columns)
        if self.form in (".sqlite", ".db"):
            from search_cli.exporting.sqlite import Sqlite

            return Sqlite(self.file, self.columns)
        from search_cli.exporting import row_files

        return (
            row_files.csv(self.file, self.columns)
            if self.form == ".csv"
            else row_files.jsonl(self.file, self.columns if self.fields else None)
        )


@dataclass(frozen=True, kw_only=True)
class Ended:
    """`expected`: documents that match at the end. `rows` may differ when the index changed meanwhile.
    `failures` could not be written, `changes` are said in cells; `already`: the day when the same call had
    written it all before."""

    rows: int
    expected: int
    complete: bool
    changed: bool
    resumed_at: int
    failures: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, int], ...] = ()
    already: str | None = None


def run(index: SearchIndex, job: Job, on_progress: OnProgress) -> Ended:
    """Exports; raises `Problem`. Rows go by id; killed at any moment, the same call goes on, and after the
    end it says that all is there."""
    job.check()
    with alone(job.file):
        if there := _already(index, job):
            return there
        drawn = draw(index, job.query, job.sample) if job.sample else None
        target, state = _begun(index, job, drawn)
        if state.rows and _is_finished(job, state):
            return _ended(job, target, state)
        with closing(target):
            target.begin(state.mark)
            target.changes.update(state.changes)
            at = state.rows
            state = _written(index, job, target, state, on_progress, set(drawn.ids) if drawn else None)
            target.finish()
            said = manifest.made(index, job, state, target.part, drawn.strata if drawn else ())
            manifest.write(job.file, said)
            rename(target.part, job.file)
        return replace(_ended(job, target, state), resumed_at=at)


def _already(index: SearchIndex, job: Job) -> Ended | None:
    """What an earlier call wrote, where it is all that this one would. Raises `UsageProblem` for another
    file of that name."""
    if job.force or not job.file.exists() or State.read(job.file) or manifest.fell_short(job.file):
        return None
    said = manifest.finished(job.file)
    if said is None or "asked" not in said:
        said_so = translated("{path} exists: name another file, or replace it with --force")
        raise UsageProblem(said_so.format(path=job.file))
    if said["asked"] != job.asked(index):
        raise UsageProblem(
            message(
                "{file} holds another export, of {understood}{difference}: name another file, "
                "or replace it with --force",
                file=job.file,
                understood=said["query"]["understood"],
                difference=_difference(said["asked"], job.asked(index)),
            )
        )
    changed = said["index"].get("newest_version") != index.newest_version()
    return Ended(
        rows=said["rows"],
        expected=said["expected"],
        complete=True,
        changed=changed,
        resumed_at=0,
        already=said["ended"],
    )


def _difference(before: dict[str, Any], now: dict[str, Any]) -> str:
    """` with other fields`, where the query is the same."""
    if before["understood"] != now["understood"]:
        return ""
    names = {
        "fields": translated("other fields"),
        "index": translated("another index"),
        "sample": translated("another sample"),
        "counts": translated("articles instead of stories, or the other way round"),
    }
    other = translated(" and ").join(names[one] for one in names if before.get(one) != now.get(one))
    return message(" with {other}", other=other)


def _begun(index: SearchIndex, job: Job, drawn: Drawn | None) -> tuple[Target, State]:
    """What to go on with: an export that was begun, or a new one."""
    target, state, asked = job.target(), State.read(job.file), job.asked(index)
    if state and not job.force and state.asked != asked:
        raise UsageProblem(
            message(
                "{sibling}: an export of another query, index or fields was begun here; "
                "name another file, or begin anew with --force",
                sibling=sibling(job.file, ".state.json"),
            )
        )
    if state and not job.force and (_is_finished(job, state) or target.holds(state.mark)):
        return target, replace(state, resumed=state.resumed + 1)
    now = datetime.now(SHANGHAI).isoformat(timespec="seconds")
    total = len(drawn.ids) if drawn else index.count(job.query)
    return target, State(asked=asked, begun=now, total=total, version=index.newest_version())


def _written(
    index: SearchIndex,
    job: Job,
    target: Target,
    state: State,
    on_progress: OnProgress,
    only: set[str] | None,
) -> State:
    """Everything behind `state.after`, of a sample `only` its ids, with a mark each `step` rows."""
    since = 0
    for portion in index.scan(job.query, after=state.after, batch=BATCH):
        documents = [hit.document for hit in portion.hits if only is None or hit.id in only]
        failures = target.add(documents)
        written = len(documents) - len(failures)
        since += written
        state = replace(
            state,
            rows=state.rows + written,
            after=portion.after,
            failures=[*state.failures, *map(list, failures)],
        )
        if since >= target.step:
            state, since = _marked(job, target, state), 0
        on_progress(state.rows, max(state.total, state.rows))
    return _marked(job, target, state)


def _marked(job: Job, target: Target, state: State) -> State:
    marked = replace(state, mark=target.mark(), changes={name: n for name, n in target.changes.items() if n})
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
        failures=tuple((one["id"], one["reason"]) for one in said.get("failed", ())),
        changes=tuple((one["change"], one["cells"]) for one in said.get("changed", ())),
    )
