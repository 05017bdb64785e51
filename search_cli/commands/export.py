"""`shengmei export`: everything that a query finds, in a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from search_cli.completion import candidates
from search_cli.query_command import QueryCommand, stories_option
from shengmei.config import Config
from shengmei.console import formats, options, streams
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, translated
from shengmei.problems import IncompleteProblem, UsageProblem

if TYPE_CHECKING:
    from indexer.search import Query
    from search_cli.corpus.samples import Sample
    from search_cli.exporting import Ended


@click.command(cls=QueryCommand, short_help="Write everything that a query finds to a file.")
@click.argument("words", nargs=-1, shell_complete=candidates.query_words)
@click.option("--to", "file", metavar="FILE", required=True,
              type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
              help="FILE ends in .csv, .jsonl, .parquet, .xlsx or .sqlite; - is a pipe.")  # fmt: skip
@click.option(
    "--fields",
    metavar="NAME,NAME",
    shell_complete=candidates.column_name_list,
    help="Only these fields (see: shengmei docs fields).",
)
@click.option("--sample", "size", metavar="N", type=click.IntRange(1), help="Only N articles, drawn by lot.")
@click.option("--seed", metavar="N", type=int, default=1, show_default=True, help="Of --sample.")
@click.option(
    "--by",
    metavar="FIELD",
    shell_complete=candidates.stratum_names,
    help="With --sample: of each value of this field, in proportion.",
)
@click.option("--equal", is_flag=True, help="With --by: equally many of each value.")
@stories_option
@click.option("--force", is_flag=True, help="Replace FILE, begin anew what was begun.")
@formats.format_options("jsonl", "csv")
@options.common_options
@click.pass_obj
def export(
    config: Config,
    words: tuple[str, ...],
    file: Path,
    fields: str | None,
    size: int | None,
    seed: int,
    by: str | None,
    equal: bool,
    stories: bool,
    force: bool,
    form: formats.Form | None,
) -> None:
    """Write all articles in which all WORDS stand to FILE, ordered by id; no words write everything.

    \b
    shengmei export 长江经济带 date:2021 --to yangtze.csv
    shengmei export --to all.parquet --fields title,published,reporters,body
    shengmei export 湿地 --sample 200 --seed 7 --by province --to to-code.xlsx
    shengmei export 长江 --to - | head -1

    With --stories of each story the earliest article that is found is written.

    Killed or interrupted, the same call goes on where it stopped; after the end it says that all is there.
    FILE.manifest.json says what was asked, when, of which index, what that index covers, what was crawled for
    it, the sample's seed, what is written differently than it stands, and the checksum. A pipe gets JSON
    lines, or CSV with --csv, and no manifest.
    """
    from search_cli import exporting, lookup
    from search_cli.corpus.samples import Sample
    from shengmei.console.progress import Progress

    if size is None and (by is not None or equal):
        raise UsageProblem(translated("--by and --equal belong to --sample"))
    sample = Sample(size=size, seed=seed, by=by, equal=equal) if size is not None else None
    query = lookup.question(words)
    if str(file) == "-":
        _pipe(config, query, fields, sample, form, stories=stories)
        return
    if form and file.suffix.lower() != f".{form}":
        raise UsageProblem(
            message("--{form} belongs to `--to -`: the name of a file says its form", form=form)
        )
    job = exporting.Job(
        query=query, file=file, fields=fields, force=force, store=config.store_path, sample=sample
    )
    job.check()
    with lookup.opened(config, stories=stories) as index:
        if not index.count(job.query):
            raise lookup.nothing_found(index, config, job.query)
        with Progress() as progress:
            ended = exporting.run(index, job, progress)
    _say(ended, file)


def _pipe(
    config: Config,
    query: Query,
    fields: str | None,
    sample: Sample | None,
    form: formats.Form | None,
    *,
    stories: bool,
) -> None:
    from search_cli import lookup
    from search_cli.exporting import columns, piped

    chosen = columns.columns(fields)
    with lookup.opened(config, stories=stories) as index:
        if not index.count(query):
            raise lookup.nothing_found(index, config, query)
        wanted: Literal["csv", "jsonl"] = "csv" if form == "csv" else "jsonl"
        _, failures = piped.write(index, query, wanted, chosen, whole=fields is None, sample=sample)
    _refuse(failures)


def _say(ended: Ended, file: Path) -> None:
    name = safe(str(file))
    if ended.already:
        since = translated("; the index has changed since, --force writes it anew") if ended.changed else ""
        streams.note(
            message(
                "{name} is complete: {articles}, of {already}{since}",
                name=name,
                articles=counted(ended.rows, "article"),
                already=ended.already,
                since=since,
            )
        )
        return
    resumed = message(", {number:,} of them before the interruption", number=ended.resumed_at)
    changed = translated("; the index changed meanwhile") if ended.changed else ""
    rows = counted(ended.rows, "article")
    streams.note(f"{name}: {rows}{resumed if ended.resumed_at else ''}{changed}")
    for change, cells in ended.changes:
        streams.note(f"{translated(change)}: {cells:,}")
    _refuse(ended.failures)
    if not ended.complete:
        raise IncompleteProblem(
            message(
                "{rows:,} of {expected:,} articles were written: run it again",
                rows=ended.rows,
                expected=ended.expected,
            )
        )


def _refuse(failures: Sequence[tuple[str, str]]) -> None:
    if failures:
        from search_cli.exporting.cells import named

        raise IncompleteProblem(
            message(
                "{articles} could not be written, all others are: {named}",
                articles=counted(len(failures), "article"),
                named=named(failures),
            )
        )
