"""The health of a collection as Prometheus reads it from a text file (node_exporter's textfile collector)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.health.report import OutletHealth
from crawler.store import from_stamp
from shengmei.console.translation import message
from shengmei.problems import UsageProblem
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from crawler.store import Transaction

Sample = tuple[dict[str, str], float]


@dataclass(frozen=True, kw_only=True)
class Collection:
    """What is said of the whole store."""

    articles: dict[str, int]  # by status
    due: int
    last_run: datetime | None  # when the newest run ended


def collection(transaction: Transaction, now: datetime) -> Collection:
    ended = [one.ended_at for one in transaction.runs.newest(20) if one.ended_at]
    return Collection(
        articles=transaction.articles.count(),
        due=transaction.frontier.count_all_due(now),
        last_run=from_stamp(max(ended)) if ended else None,
    )


def write(path: Path, found: Sequence[OutletHealth], whole: Collection, now: datetime) -> None:
    """Writes the file, which is the old one or the new one, never a part of it."""
    begun = path.with_name(f".{path.name}.{os.getpid()}")  # a hidden name: the collector reads *.prom alone
    try:
        begun.write_text(metrics(found, whole, now), encoding="utf-8")
        begun.replace(path)
    except OSError as error:
        begun.unlink(missing_ok=True)
        raise UsageProblem(
            message("{path} cannot be written: {reason}", path=path, reason=error.strerror)
        ) from error


def metrics(found: Sequence[OutletHealth], whole: Collection, now: datetime) -> str:
    """The text format, version 0.0.4."""
    return "".join(
        f"# HELP {name} {about}\n# TYPE {name} gauge\n" + "".join(_line(name, *sample) for sample in samples)
        for name, about, samples in _gauges(found, whole, now)
        if samples
    )


def _gauges(
    found: Sequence[OutletHealth], whole: Collection, now: datetime
) -> Iterator[tuple[str, str, list[Sample]]]:
    yield "shengmei_checked_seconds", "When this was written, seconds since 1970.", [({}, now.timestamp())]
    by_status: list[Sample] = [({"status": one}, count) for one, count in sorted(whole.articles.items())]
    yield "shengmei_articles", "Articles kept, by status.", by_status
    yield "shengmei_due", "Addresses that are due to be fetched.", [({}, whole.due)]
    last_run: list[Sample] = [({}, whole.last_run.timestamp())] if whole.last_run else []
    yield "shengmei_last_run_seconds", "When the last run ended, seconds since 1970.", last_run
    for name, (about, samples_of) in _OF_OUTLETS.items():
        samples = [
            ({"site": one.site, **labels}, value) for one in found for labels, value in samples_of(one)
        ]
        yield name, about, samples


def _alarms(one: OutletHealth) -> Iterator[Sample]:
    for each in one.alarms:
        yield {"kind": each.kind, "subject": each.subject}, 1


def _usual(one: OutletHealth) -> Iterator[Sample]:
    if one.usual_a_day is not None:
        yield {}, one.usual_a_day


def _last_success(one: OutletHealth) -> Iterator[Sample]:
    if one.last_success:
        yield {}, _seconds(one.last_success)


def _shares(one: OutletHealth) -> Iterator[Sample]:
    if one.read:
        yield from (({"field": name}, share) for name, (share, _) in one.fields.items())


def _counts(label: str, counts: dict[str, int]) -> Iterator[Sample]:
    yield from (({label: name}, count) for name, count in counts.items())


_OF_OUTLETS: dict[str, tuple[str, Callable[[OutletHealth], Iterable[Sample]]]] = {
    "shengmei_alarms": ("Alarms that stand.", lambda one: [({}, len(one.alarms))]),
    "shengmei_alarm": ("1 for each alarm that stands.", _alarms),
    "shengmei_new_articles_a_day": ("Of the last seven whole days.", lambda one: [({}, one.new_a_day)]),
    "shengmei_usual_articles_a_day": ("What is usual of such days.", _usual),
    "shengmei_last_success_seconds": ("When a page was last read, seconds since 1970.", _last_success),
    "shengmei_field_share": ("Share of seven days' new articles that have the field.", _shares),
    "shengmei_errors": ("Pages that failed in seven days.", lambda one: _counts("error", one.errors)),
    "shengmei_mismatches": (
        "Pages that did not fit a page class in seven days.",
        lambda one: _counts("page_class", one.mismatches),
    ),
}


def _seconds(at: str) -> float:
    known = datetime.fromisoformat(at)
    return (known if known.tzinfo else known.replace(tzinfo=SHANGHAI)).timestamp()


def _line(name: str, labels: dict[str, str], value: float) -> str:
    pairs = ",".join(f'{label}="{_escaped(said)}"' for label, said in labels.items())
    return f"{name}{'{' + pairs + '}' if pairs else ''} {value:.10g}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
