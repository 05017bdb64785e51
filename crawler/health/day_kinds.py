"""What kind of day a Beijing day is: China's public holidays, and the weeks around Spring Festival.

Newsrooms print less then, each in its own measure, so that such days are no measure for other days, and less
is expected of them. `LEAST` says how much less at the utmost.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal

DayKind = Literal["usual", "season", "holiday", "festival"]
# The least that an outlet that is well prints, as a share of what it prints on other days; of a holiday and
# of the festival as a share of its weakest weekday.
LEAST: dict[DayKind, float] = {"usual": 1.0, "season": 0.5, "holiday": 0.4, "festival": 0.1}
FESTIVAL = range(-2, 9)  # days from New Year's Day: 腊月廿九 to 正月初九
SEASON = range(-12, 17)  # from 小年 to the day after the Lantern Festival
_NEW_YEAR = "Chinese New Year (Spring Festival)"


@cache
def day_kind(day: date) -> DayKind:
    """`usual`; `holiday`; `festival`, the days of Spring Festival; `season`, the weeks around it."""
    from_new_year = min(((day - one).days for one in _new_years(day.year)), key=abs)
    if from_new_year in FESTIVAL:
        return "festival"
    if _is_holiday(day):
        return "holiday"
    return "season" if from_new_year in SEASON else "usual"


def _is_holiday(day: date) -> bool:
    """A day off, or a weekend beside one: between two days off nobody comes back to work."""
    off = _days_off(day.year)
    if day in off:
        return True
    return day.weekday() >= 5 and bool(off & {day + timedelta(days) for days in (-2, -1, 1, 2)})


@cache
def _days_off(year: int) -> frozenset[date]:
    return frozenset(day for near in (year - 1, year, year + 1) for day in _holidays(near))


@cache
def _new_years(year: int) -> tuple[date, ...]:
    """The first day of the first lunar month in this year and the ones beside it."""
    found = (
        sorted(day for day, name in _holidays(near).items() if name == _NEW_YEAR)
        for near in (year - 1, year, year + 1)
    )
    return tuple(days[0] for days in found if days)


@cache
def _holidays(year: int) -> dict[date, str]:
    import holidays  # 0.35 s: only for who asks about an outlet's health

    return dict(holidays.country_holidays("CN", years=year, language="en_US").items())
