"""The health of outlets: alarms in words and a table for people, everything for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from crawler.edition_items import in_short
from crawler.health.alarms import Alarm
from crawler.health.report import RECENT, OutletHealth
from shengmei.console import formats, streams, tables, text
from shengmei.console.article import format_time
from shengmei.console.translation import alarm_kind, heading, message, shown, translated
from shengmei.reasons import kind_in_words

COLUMNS = (
    tables.Column("site"),
    tables.Column("last success"),
    tables.Column("a day", right=True),
    tables.Column("usual", right=True),
    tables.Column("dated", right=True),
    tables.Column("source", right=True),
    tables.Column("authors", right=True),
    tables.Column("errors", right=True),
    tables.Column("alarms"),
)
SHOWN = 5  # of reasons, lists, page classes


def write(form: formats.Form | None, found: Sequence[OutletHealth]) -> None:
    """The outlets in the form asked for: one or two in full, more as a table below what is wrong."""
    if form == "json":
        streams.write_json([as_data(one) for one in found], indent=2)
    elif form == "jsonl":
        for one in found:
            streams.write_json(as_data(one))
    elif not found:
        streams.out(translated("no outlet was crawled in the last weeks"))
    elif len(found) <= 2:
        for one in found:
            _write_outlet(one)
    else:
        for one in found:
            for line in alarm_lines(one):
                _wrapped(line)
        if any(one.alarms for one in found):
            streams.out()
        tables.write([_row(one) for one in found], COLUMNS)


def alarm_lines(one: OutletHealth) -> Iterator[str]:
    """`hbtv silence: no new article since 2026-05-01: 3 days, usually 40 a day`."""
    for alarm in one.alarms:
        yield text.safe(f"{one.site} {alarm_line(alarm)}")


def alarm_line(alarm: Alarm) -> str:
    """`field source: source is found on …`, in the language of the user."""
    named = " ".join(part for part in (alarm_kind(alarm.kind), alarm.subject) if part)
    return f"{named}: {shown(alarm.message)}"


def as_data(one: OutletHealth) -> dict[str, Any]:
    """An outlet for programs; shares from 0 to 1."""
    return {
        "site": one.site,
        "name": one.name,
        "last_success": one.last_success,
        "new_a_day": round(one.new_a_day, 2),
        "usual_a_day": None if one.usual_a_day is None else round(one.usual_a_day, 2),
        "read": one.read,
        "days": RECENT,
        "fields": {
            name: {"share": round(now, 4), "usual": None if usual is None else round(usual, 4)}
            for name, (now, usual) in one.fields.items()
        },
        "mismatches": one.mismatches,
        "doubts": one.doubts,
        "errors": one.errors,
        "barren_lists": [
            {"url": each.url, "read_at": each.read_at, "shown": each.shown, "brought_at": each.brought_at}
            for each in one.barren_lists
        ],
        "stale_lists": list(one.stale_lists),
        "editions": {each.day.isoformat(): each.state for each in one.editions},
        "alarms": [
            {"kind": each.kind, "subject": each.subject or None, "since": str(each.since), "text": each.text}
            for each in one.alarms
        ],
    }


def last_success(one: OutletHealth) -> str:
    """`2026-05-01 08:30`, a day where no more is known, or `never`."""
    if one.last_success is None:
        return translated("never")
    return format_time(one.last_success, "minute") if "T" in one.last_success else one.last_success


def number(value: float | None) -> str:
    """`0.4`, `12`; of nothing known a dash."""
    return "–" if value is None else f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def _row(one: OutletHealth) -> dict[str, Any]:
    return {
        "site": one.site,
        "last success": last_success(one),
        "a day": number(one.new_a_day),
        "usual": number(one.usual_a_day),
        "dated": _share(one, "published"),
        "source": _share(one, "source"),
        "authors": _share(one, "authors"),
        "errors": sum(one.errors.values()) or "",
        "alarms": ", ".join(dict.fromkeys(alarm_kind(alarm.kind) for alarm in one.alarms)),
    }


def _share(one: OutletHealth, field: str) -> str:
    return f"{one.fields[field][0]:.0%}" if field in one.fields and one.read else "–"


def _write_outlet(one: OutletHealth) -> None:
    streams.out(streams.style(text.safe(f"{one.site}{' ' + one.name if one.name else ''}"), bold=True))
    for label, said in _facts(one):
        _wrapped(f"{text.pad(heading(label), 13)} {said}", indent=14)
    streams.out()


def _facts(one: OutletHealth) -> Iterator[tuple[str, str]]:
    yield "last success", last_success(one)
    yield (
        "articles",
        message(
            "{now} a day in the last {days} days, {usual} usual",
            now=number(one.new_a_day),
            days=RECENT,
            usual=number(one.usual_a_day),
        ),
    )
    fields = [
        f"{name} {now:.0%}{'' if usual is None else f' ({usual:.0%})'}"
        for name, (now, usual) in one.fields.items()
    ]
    if one.editions:
        lacking = [f"{each.day}: {shown(each.message)}" for each in one.editions if not each.complete][:SHOWN]
        said = message(
            "{editions} in the last {days} days", editions=in_short(one.editions, translated), days=RECENT
        )
        yield "editions", "; ".join([said, *lacking])
    yield (
        "fields",
        message(
            "of {articles}, usual in brackets: {fields}",
            articles=text.counted(one.read, "new article"),
            fields=", ".join(fields) or translated("none"),
        ),
    )
    for label, counts in (("mismatches", one.mismatches), ("doubts", one.doubts), ("errors", one.errors)):
        yield (
            label,
            ", ".join(f"{count} {kind_in_words(name)}" for name, count in list(counts.items())[:SHOWN])
            or translated("none"),
        )
    for each in one.barren_lists[:SHOWN]:
        yield "list", f"{each.url} {barren(each.shown, each.brought_at)}"
    if len(one.barren_lists) > SHOWN:
        more = len(one.barren_lists) - SHOWN
        yield "", message("and {number} more lists that bring nothing", number=more)
    for alarm in one.alarms:
        yield "ALARM", alarm_line(alarm)
    if not one.alarms:
        yield "alarms", translated("none")


def barren(shown: int, brought_at: str | None) -> str:
    """What is wrong with a list that brings nothing."""
    last = (
        message("last brought a new one on {day}", day=format_time(brought_at, "day"))
        if brought_at
        else translated("never brought a new one")
    )
    if not shown:
        return message("shows no article, {last}", last=last)
    return message("shows {articles}, {last}", articles=text.counted(shown, "article"), last=last)


def _wrapped(line: str, indent: int = 2) -> None:
    columns = streams.columns() if streams.on_terminal() else 100_000
    first = True
    for part in text.wrap(text.safe(line), columns if columns > 100 else columns - indent):
        streams.out(part if first else " " * indent + part)
        first = False
