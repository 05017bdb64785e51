"""What an operator sets for single outlets or platforms: `[outlets."cjyun.org"]` in `shengmei.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from shengmei.messages import message
from shengmei.problems import UsageProblem

BEIJING = timezone(timedelta(hours=8))
_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-4]):([0-5]\d)")
_DAY = 24 * 60  # minutes


@dataclass(frozen=True)
class Hours:
    """Hours of the day in Beijing, as minutes since midnight; they may go over midnight."""

    start: int
    end: int

    def opens_at(self, now: datetime) -> datetime | None:
        """When they begin next; None while they last."""
        here = now.astimezone(BEIJING)
        minute = here.hour * 60 + here.minute
        if (minute - self.start) % _DAY < ((self.end - self.start) % _DAY or _DAY):
            return None
        today = here.replace(hour=0, minute=0, second=0, microsecond=0)
        return today + timedelta(minutes=self.start + (_DAY if minute > self.start else 0))

    def __str__(self) -> str:
        return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (self.start, self.end))


@dataclass(frozen=True, kw_only=True)
class OutletLimits:
    """The rules of one outlet or platform. None: without a limit."""

    hours: Hours | None = None
    pages_a_day: int | None = None  # of its whole platform, by Beijing days
    any_certificate: bool = False  # one that does not fit is recorded, not refused


def hours(text: str) -> Hours:
    """`"22:00-06:30"` gives these hours. Raises `UsageProblem`."""
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise UsageProblem(message("hours are written 22:00-06:30, Beijing time, not {said!r}", said=text))
    first, second, third, fourth = map(int, found.groups())
    start, end = first * 60 + second, third * 60 + fourth
    if end > _DAY or start == end % _DAY:
        raise UsageProblem(message("hours {said!r} are no part of a day", said=text))
    return Hours(start, end % _DAY)


def outlet_rules(written: object, where: str) -> dict[str, OutletLimits]:
    """The rules that a file has, by the name of an outlet (site id or host) or a platform. Raises
    `UsageProblem`, which names the file `where` they stand."""
    if not isinstance(written, Mapping):
        raise UsageProblem(
            message("{where}: outlets is a table of tables, such as [outlets.hbtv]", where=where)
        )
    return {str(name): _rules(rules, f'{where}: outlets."{name}"') for name, rules in written.items()}


def _rules(written: object, where: str) -> OutletLimits:
    if not isinstance(written, Mapping):
        raise UsageProblem(
            message("{where} is a table with hours, pages_a_day or any_certificate", where=where)
        )
    values: dict[str, Any] = {}
    for key, value in written.items():
        if key == "hours" and isinstance(value, str):
            try:
                values[key] = hours(value)
            except UsageProblem as problem:
                raise UsageProblem(f"{where}: {problem}") from None
        elif _fits(key, value):
            values[key] = value
        else:
            raise UsageProblem(
                message(
                    '{where} may have hours = "22:00-06:30", pages_a_day = 500 and any_certificate = true, '
                    "not {key} = {value!r}",
                    where=where,
                    key=key,
                    value=value,
                )
            )
    return OutletLimits(**values)


def _fits(key: str, value: object) -> bool:
    if key == "pages_a_day":
        return type(value) is int and value > 0
    return key == "any_certificate" and isinstance(value, bool)
