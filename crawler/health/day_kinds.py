"""What kind of day a Beijing day is: China's public holidays, and the weeks around Spring Festival.

Newsrooms print less then, each in its own measure, so that such days are no measure for other days, and less
is expected of them. `LEAST` says how much less at the utmost. Which days are off is announced a year at a
time; what stands here is a little more than the law grants, so that no announcement has to be waited for.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal

DayKind = Literal["usual", "season", "holiday", "festival"]
# The least that an outlet that is well prints, as a share of what it prints on other days; of a holiday and
# of the festival as a share of its weakest weekday.
LEAST: dict[DayKind, float] = {"usual": 1.0, "season": 0.5, "holiday": 0.4, "festival": 0.1}
FESTIVAL = range(-2, 9)  # days from New Year's Day: 腊月廿八 or 廿九 to 正月初九
SEASON = range(-12, 17)  # from some days before 小年 to the day after the Lantern Festival
# 元旦, 清明 (the fourth, fifth or sixth of April), 劳动节, 国庆节: first day, and how many.
_SOLAR = (((1, 1), 3), ((4, 4), 3), ((5, 1), 5), ((10, 1), 8))
_LUNAR = (((5, 5), 3), ((8, 15), 3))  # 端午, 中秋
_FIRST, _LAST = 1902, 2098  # years that the lunar calendar is known of, beside which others lie


@cache
def day_kind(day: date) -> DayKind:
    """`usual`; `holiday`; `festival`, the days of Spring Festival; `season`, the weeks around it."""
    if not _FIRST <= day.year <= _LAST:
        return "usual"
    from_new_year = min(((day - _lunar(year, 1, 1)).days for year in _near(day)), key=abs)
    if from_new_year in FESTIVAL:
        return "festival"
    if day in _holidays(day.year):
        return "holiday"
    return "season" if from_new_year in SEASON else "usual"


@cache
def _holidays(year: int) -> frozenset[date]:
    """The days off of a year but those of Spring Festival."""
    begun = [(date(year, *start), days) for start, days in _SOLAR]
    begun += [(_lunar(year, *start), days) for start, days in _LUNAR]
    return frozenset(first + timedelta(after) for first, days in begun for after in range(days))


def _near(day: date) -> range:
    return range(day.year - 1, day.year + 2)


@cache
def _lunar(year: int, month: int, day: int) -> date:
    """`(2027, 1, 1)` gives 2027-02-06."""
    from borax.calendars.lunardate import LunarDate

    found: date = LunarDate(year, month, day).to_solar_date()
    return found
