"""Dates and times: printed text in, a `Timestamp` with its precision out; and the day that an address names.

`read_time("2024年8月1日 09:30 来源：示例网", "page")` gives 2024-08-01 09:30 in Beijing, precision minute.
"""

from __future__ import annotations

from crawler.normalise.dates.in_address import address_day
from crawler.normalise.dates.relative import WITHOUT_YEAR
from crawler.normalise.dates.timestamps import (
    is_clock,
    is_in_parts,
    is_labelled,
    is_time_alone,
    is_update,
    is_without_year,
    modified_time,
    of_a_print_day,
    read_time,
    without_weekday,
    written,
)

__all__ = [
    "WITHOUT_YEAR",
    "address_day",
    "is_clock",
    "is_in_parts",
    "is_labelled",
    "is_time_alone",
    "is_update",
    "is_without_year",
    "modified_time",
    "of_a_print_day",
    "read_time",
    "without_weekday",
    "written",
]
