"""`shengmei archive`: how large it is, whether it is whole, and what of it may go."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from crawler.commands.archive_upload import upload
from shengmei.console import options, streams, tables, task_options
from shengmei.console.progress import Progress
from shengmei.console.text import counted, safe, size_text
from shengmei.console.translation import message, messages, translated
from shengmei.problems import IncompleteProblem, UsageProblem
from shengmei.reasons import reason_in_words

if TYPE_CHECKING:
    from crawler.archive.growth import Growth
    from crawler.archive.verify import Verification
    from shengmei.config import Config

SHOWN = 20  # rotten records named one by one; --json has them all
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_DAYS = {"": 1, "d": 1, "w": 7, "y": 365}


class Size(click.ParamType[int]):
    """`20GB`, `500M`, `1000000`: bytes."""

    name = "SIZE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?)B?", str(value), re.IGNORECASE)
        if found is None:
            self.fail(
                message("{value!r} is no size: write 20GB, 500MB or a number of bytes", value=value),
                param,
                ctx,
            )
        return int(float(found[1]) * _UNITS[found[2].upper()])


class Age(click.ParamType[timedelta]):
    """`365d`, `52w`, `2y`, `365`: days, weeks, years of 365 days, days."""

    name = "AGE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        found = re.fullmatch(r"(\d{1,6})\s*([dwy]?)", str(value), re.IGNORECASE)
        if found is None:
            self.fail(message("{value!r} is no age: write 365d, 52w or 2y", value=value), param, ctx)
        return timedelta(days=int(found[1]) * _DAYS[found[2].lower()])


@click.group(short_help="Check the archive, see how it grows, prune it.")
def archive() -> None:
    """Look after the archive: the WARC files with every page as it was served.

    \b
    shengmei archive status
    shengmei archive verify
    shengmei archive prune --older-than 2y --dry-run
    """


@archive.command(short_help="Say how large it is and how fast it grows.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@options.common_options
@click.pass_obj
def status(config: Config, as_json: bool) -> None:
    """Say how large the archive is, what each month added, and when the disk will be full.

    \b
    shengmei archive status
    """
    from crawler.archive.growth import growth
    from crawler.store.open_to_look import open_to_look

    with open_to_look(config.store_path) as store:
        found = growth(store, config.archive_path, datetime.now(UTC))
    if as_json:
        streams.write_json(_as_json(found), indent=2)
        return
    streams.out(
        message(
            "{files}, {size}; {free} free on their disk",
            files=counted(found.files, "file"),
            size=size_text(found.bytes),
            free=size_text(found.free),
        )
    )
    if found.months:
        rows = [
            {
                "month": one.month,
                "pages": one.responses,
                "unchanged": one.repeated,
                "size": size_text(one.bytes),
            }
            for one in found.months
        ]
        numbers = [tables.Column(name, right=True) for name in ("pages", "unchanged", "size")]
        tables.write(rows, [tables.Column("month"), *numbers])
    streams.out(_forecast(found))


def _forecast(found: Growth) -> str:
    full = found.full_in()
    if found.bytes_a_day is None:
        return message("how fast it grows can be said after a day")
    if full is None:
        return message("nothing came in the last 30 days")
    year = size_text(found.bytes_a_day * 365)
    when = (
        message("the disk is full in {days:,.0f} days", days=full)
        if full < 3650
        else message("the disk lasts ten years and more")
    )
    return message(
        "{each_day} a day lately, {each_year} in a year; at that rate {until}",
        each_day=size_text(found.bytes_a_day),
        each_year=year,
        until=when,
    )


def _as_json(found: Growth) -> dict[str, object]:
    full = found.full_in()
    return {
        "files": found.files,
        "bytes": found.bytes,
        "free": found.free,
        "months": [vars(one) for one in found.months],
        "bytes_a_day": found.bytes_a_day,
        "full_in_days": full,
    }


@archive.command(short_help="Check every record against its digests and the store.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with every rotten record.")
@task_options.task_options
@options.common_options
@click.pass_obj
def verify(config: Config, as_json: bool, on: str | None, processes: int | None) -> None:
    """Read the whole archive; check every record: its checksum, its digests, and what the store says of it.

    \b
    shengmei archive verify
    shengmei archive verify --on dask://10.0.0.5:8786

    Exit code 4 where a record is rotten or lost. Nothing is changed; a crawl may be running.
    """
    from crawler.archive.verify import verify_archive
    from crawler.store.open_to_look import open_to_look
    from shengmei.tasks import running

    with (
        open_to_look(config.store_path) as store,
        running(on, processes) as tasks,
        Progress("bytes") as progress,
    ):
        # Where nothing may be written, a check that was killed begins anew.
        notes = config.data / "archive-verify.finished" if os.access(config.data, os.W_OK) else None
        done = verify_archive(store, config.archive_path, tasks=tasks, notes=notes, on_progress=progress)
    if as_json:
        streams.write_json({**vars(done), "rotten": [vars(one) for one in done.rotten]}, indent=2)
    else:
        _say(done)
    if done.rotten:
        raise IncompleteProblem(
            messages(
                "{number:,} record is rotten or lost: restore it from a copy",
                "{number:,} records are rotten or lost: restore them from a copy",
                len(done.rotten),
            )
        )


def _say(done: Verification) -> None:
    for one in done.rotten[:SHOWN]:
        named = safe(one.address) if one.address else translated("no page")
        problem = safe(reason_in_words(one.problem))
        streams.out(
            message(
                "rotten: {file} at byte {offset} ({page}): {problem}",
                file=one.file,
                offset=one.offset,
                page=named,
                problem=problem,
            )
        )
    if len(done.rotten) > SHOWN:
        streams.out(message("… and {number:,} more: --json has them all", number=len(done.rotten) - SHOWN))
    for name in done.torn:
        streams.out(
            message(
                "{file}: half a record at its end, which no page is in; the next crawl cuts it off",
                file=safe(name),
            )
        )
    for name in done.unknown:
        streams.out(message("{file}: not known to the store, not checked", file=safe(name)))
    for name in done.elsewhere:
        streams.out(message("{file}: on another disk, its worker's, not checked", file=safe(name)))
    files, records = counted(done.files, "file"), counted(done.records, "record")
    whole = f"{files}, {records}, {counted(done.responses, 'page')}"
    streams.out(message("{whole}: {number} rotten", whole=whole, number=len(done.rotten)))


@archive.command(short_help="Throw old pages away that nothing needs.")
@click.option("--older-than", type=Age(), help="Pages fetched longer ago than that: 365d, 52w, 2y.")
@click.option("--keep-bytes", type=Size(), help="The oldest, until the archive is no larger: 200GB.")
@click.option("--dry-run", is_flag=True, help="Say what would go, change nothing.")
@options.common_options
@click.pass_obj
def prune(config: Config, older_than: timedelta | None, keep_bytes: int | None, dry_run: bool) -> None:
    """Throw away old pages of the archive, as served; what was read from them stays in the store.

    \b
    shengmei archive prune --older-than 2y --dry-run
    shengmei archive prune --keep-bytes 200GB

    Never the newest page of an address, what an article's current text was read from, nor a page of an
    article that ever disappeared. What is gone cannot be read again. No crawl may be running.
    """
    from crawler.archive import prune as pruning
    from crawler.removal.archive_removal import finish_removals
    from crawler.spiders.lock import Lock
    from crawler.store import Store

    if older_than is None and keep_bytes is None:
        raise UsageProblem(translated("say what may go: --older-than 2y, --keep-bytes 200GB, or both"))
    before = None if older_than is None else datetime.now(UTC) - older_than
    with Store.open(config.store_path) as store:
        lock = Lock(config.data / "crawl.lock")
        try:
            folder = config.archive_path
            if not dry_run and (left := finish_removals(store, folder)):
                raise IncompleteProblem(
                    message(
                        "{reason}: what was forgotten is still in it; nothing was pruned", reason=left.reason
                    )
                )
            chosen = pruning.choose(store, folder, older_than=before, keep_bytes=keep_bytes)
            size = size_text(sum(one.size for one in chosen))
            if dry_run:
                streams.out(
                    message(
                        "{pages} would go, {size}; nothing was changed",
                        pages=counted(len(chosen), "page"),
                        size=size,
                    )
                )
                _ensure_enough(pruning.size_of(store, folder) - sum(one.size for one in chosen), keep_bytes)
                return
            done = pruning.prune(store, folder, chosen)
        finally:
            lock.release()
    sizes = f"{size_text(done.bytes_before)} before, {size_text(done.bytes_after)} now"
    streams.out(
        message(
            "{pages} went, of {files}: {sizes}",
            pages=counted(done.responses, "page"),
            files=counted(done.files, "file"),
            sizes=sizes,
        )
    )
    _ensure_enough(done.bytes_after, keep_bytes)


def _ensure_enough(left: int, keep_bytes: int | None) -> None:
    """Raises `IncompleteProblem` where more must stay than was asked for."""
    if keep_bytes is not None and left > keep_bytes:
        raise IncompleteProblem(
            message(
                "{needed} are needed, more than {most}: nothing else may go",
                needed=size_text(left),
                most=size_text(keep_bytes),
            )
        )


archive.add_command(upload)
