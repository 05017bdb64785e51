"""Everything that a query finds, in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path

from indexer.search import Query
from search_cli import exporting
from search_cli.corpus.samples import Sample
from search_cli.exporting.cells import named
from shengmei.api.index import ArticleIndex, parse_query
from shengmei.api.index import named as joined_names
from shengmei.config import load
from shengmei.console.translation import message
from shengmei.problems import IncompleteProblem


def export(
    index: ArticleIndex,
    query: str | Query,
    file: str | PathLike[str],
    *,
    fields: str | Sequence[str] | None = None,
    force: bool = False,
    sample: int | None = None,
    seed: int = 1,
    by: str | None = None,
    equal: bool = False,
    data: str | PathLike[str] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> int:
    """Writes every article that matches to `file`, ordered by id; returns how many.

    The end of the name says the form: `.csv`, `.jsonl`, `.parquet`, `.xlsx` or `.sqlite`. `fields`
    (docs/fields.md) chooses columns, `sample` articles by lot of `seed` (`by` a field in proportion to its
    values, or `equal`ly many of each), `force` replaces a file that is there, `on_progress` is called with
    rows written and rows in all. Beside the file stands `FILE.manifest.json`, which also says what was
    crawled of each site where `data` names the data directory. Killed, the same call goes on where it
    stopped; when all is there it returns at once.

    Raises `UsageProblem` for a name or field that does not fit, or a file of that name that holds something
    else; `IncompleteProblem` when rows are missing, or documents could not be written, which it names.
    """
    job = exporting.Job(
        query=parse_query(query) if isinstance(query, str) else query,
        file=Path(file),
        fields=None if fields is None else joined_names(fields),
        force=force,
        sample=Sample(size=sample, seed=seed, by=by, equal=equal) if sample is not None else None,
        store=load({"data": str(data)}).store_path if data is not None else None,
    )
    ended = exporting.run(index.searched, job, on_progress or _say_nothing)
    if ended.failures:
        raise IncompleteProblem(
            message(
                "{failures:,} articles were not written: {named}",
                failures=len(ended.failures),
                named=named(ended.failures),
            )
        )
    if not ended.complete:
        raise IncompleteProblem(
            message(
                "{rows:,} of {expected:,} articles were written: export again",
                rows=ended.rows,
                expected=ended.expected,
            )
        )
    return ended.rows


def _say_nothing(_rows: int, _all: int) -> None:
    """Progress that nobody follows."""
