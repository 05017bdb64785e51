"""`shengmei status`: how the collection stands, in ten lines."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shengmei.config import Config, is_address, without_password
from shengmei.console import formats, options, streams
from shengmei.console.article import format_time
from shengmei.console.text import counted, pad, safe
from shengmei.console.translation import alarm_kind, heading, message, translated
from shengmei.problems import Problem

if TYPE_CHECKING:
    from crawler.store import Transaction
    from crawler.store.history.runs import RunRecord

STATES = ("kept", "discovered", "failed", "unreadable")  # those that are said


@click.command(short_help="Say in ten lines how the collection stands.")
@formats.format_options("json")
@options.common_options
@click.pass_obj
def status(config: Config, form: formats.Form | None) -> None:
    """Say how the collection stands: articles, outlets, the last run, what is due, disk, index and alarms.

    \b
    shengmei status --data /srv/shengmei
    """
    from crawler.store import Store

    now = datetime.now(UTC)
    with Store.open_read_only(config.store_path) as store:
        said = store.read(lambda transaction: _of_store(transaction, now))
    said |= {"disk": _disk(config), "index": _index(config)}
    if form == "json":
        streams.write_json({"data": str(config.data), **said}, indent=2)
    else:
        for label, line in _lines(config, said, now):
            streams.out(safe(f"{pad(heading(label), 10)} {line}"))


def _of_store(transaction: Transaction, now: datetime) -> dict[str, Any]:
    from crawler.due_groups import due_groups
    from crawler.health.report import report

    frontier, runs = transaction.frontier, transaction.runs
    newest = next(iter(runs.newest()), None)
    outlets = report(transaction, now)
    alarms = [
        {"site": one.site, "kind": each.kind, "subject": each.subject or None, "text": each.text}
        for one in outlets
        for each in one.alarms
    ]
    return {
        "articles": transaction.articles.count(),
        "addresses": frontier.states(),
        "outlets": len(outlets),
        "editions": dict(Counter(each.state for one in outlets for each in one.editions)),
        "due": frontier.count_all_due(now),
        "due_groups": vars(due_groups(transaction, now)),
        "workers": [one.as_json() for one in transaction.workers.all(now + transaction.clock.ahead(now))],
        "next_due": frontier.next_due_of_all(),
        "last_run": _run(newest, runs.total(newest.id), now) if newest else None,
        "alarms": alarms,
    }


def _run(run: RunRecord, counts: dict[str, int], now: datetime) -> dict[str, Any]:
    from crawler.store.history.runs import DIED, is_running

    ended = run.ended_at if run.ended_at or is_running(run, now) else run.heard_at
    return {
        "asked": run.asked,
        "started_at": run.started_at,
        "ended_at": ended,
        "reason": run.reason or (None if is_running(run, now) else DIED),
        "version": run.version,
        "counts": counts,
    }


def _disk(config: Config) -> dict[str, int]:
    """Bytes of the store, the archive and an index in a directory, and how many are free."""
    index = Path(config.index)
    sizes = {
        "store": _store_size(config),
        "archive": _size(config.archive_path),
        "index": 0 if is_address(config.index) else _size(index),
    }
    nearest = next(one for one in (config.data, *config.data.parents) if one.is_dir())  # a store on a server
    return sizes | {"free": shutil.disk_usage(nearest).free}


def _store_size(config: Config) -> int:
    """Bytes of the store: of its files, or as the server counts them."""
    from crawler.store import Store

    if isinstance(config.store_path, Path):
        return sum(_size(one) for one in config.data.glob(f"{config.store_path.name}*"))
    with Store.open_read_only(config.store_path) as store:
        return store.size()


def _size(path: Path) -> int:
    """Bytes of a file, or of all files of a folder; 0 for what is not there."""
    if path.is_file():
        return path.stat().st_size
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                total += (Path(folder) / name).stat().st_size
            except FileNotFoundError:  # a merge of the index took it away meanwhile
                continue
    return total


def _index(config: Config) -> dict[str, Any]:
    """How far the index is behind the store; where it cannot be asked, why."""
    address = without_password(config.index)
    if not is_address(config.index) and not Path(config.index).exists():
        return {"address": address, "problem": translated("not made yet: shengmei index sync")}
    from indexer.feed import Feed
    from indexer.looking import looked_at

    try:
        with looked_at(config) as (store, opened):
            lag = Feed(store, opened, config.index).lag()
            return {"address": address, "behind": lag.behind, "refused": lag.dead}
    except Problem as problem:
        return {"address": address, "problem": str(problem)}


def _lines(config: Config, said: dict[str, Any], now: datetime) -> Iterator[tuple[str, str]]:
    yield "data", str(config.data)
    yield "articles", f"{sum(said['articles'].values()):,}: {_counted(said['articles'])}"
    yield "addresses", _counted({name: said["addresses"].get(name, 0) for name in STATES})
    outlets = message("{number:,} crawled in the last 60 days", number=said["outlets"])
    editions = message("; editions of the last week: {counted}", counted=_counted(said["editions"]))
    yield "outlets", outlets + (editions if said["editions"] else "")
    yield "last run", _run_line(said["last_run"])
    counts = said["last_run"]["counts"] if said["last_run"] else {}
    yield "it came to", _counted(counts)
    yield "due now", f"{said['due']:,}{_next(said, now)}"
    if said["workers"]:
        yield "workers", _counted(Counter(one["state"] for one in said["workers"]))
    disk = said["disk"]
    names = ("store", "archive", "index")
    parts = ", ".join(f"{translated(name)} {_bytes(disk[name])}" for name in names)
    yield "disk", message("{parts}; {free} free", parts=parts, free=_bytes(disk["free"]))
    yield "index", _index_line(said["index"])
    yield "alarms", _alarm_line(said["alarms"])


def _run_line(run: dict[str, Any] | None) -> str:
    if run is None:
        return translated("none is written down")
    began = format_time(run["started_at"], "minute")
    if run["reason"] is None:
        return message("goes on since {began}: {asked}", began=began, asked=run["asked"])
    return message(
        "{began} to {ended}, {reason}: {asked}",
        began=began,
        ended=format_time(run["ended_at"], "minute"),
        reason=translated(run["reason"]),
        asked=run["asked"],
    )


def _next(said: dict[str, Any], now: datetime) -> str:
    at = said["next_due"]
    if said["due"] or at is None or datetime.fromisoformat(at) <= now:
        return ""
    return message("; the next at {at}", at=format_time(at, "minute"))


def _index_line(index: dict[str, Any]) -> str:
    if "problem" in index:
        return f"{index['address']}: {index['problem']}"
    behind = counted(index["behind"], "article")
    lag = message("{articles} behind", articles=behind) if index["behind"] else translated("up to date")
    refused = message(", {number:,} refused", number=index["refused"]) if index["refused"] else ""
    return f"{index['address']}: {lag}{refused}"


def _alarm_line(alarms: Sequence[dict[str, Any]]) -> str:
    if not alarms:
        return translated("none")
    named = [f"{one['site']} {alarm_kind(one['kind'])}" for one in alarms[:5]]
    rest = message(" and {number} more", number=len(alarms) - 5) if len(alarms) > 5 else ""
    return message(
        "{number}: {alarms}{rest}; see: shengmei health",
        number=len(alarms),
        alarms=", ".join(named),
        rest=rest,
    )


def _counted(counts: dict[str, int]) -> str:
    """`82 live, 1 changed`, each in the language of the user; states that none is in are left out."""
    said = (f"{number:,} {translated(name)}" for name, number in counts.items() if number)
    return ", ".join(said) or translated("none")


def _bytes(number: int) -> str:
    """`1.2 GB`, `340 MB`, `12 kB`."""
    for size, unit in ((1e9, "GB"), (1e6, "MB")):
        if number >= size:
            return f"{number / size:,.1f} {unit}"
    return f"{number / 1e3:,.0f} kB"
