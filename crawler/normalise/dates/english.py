"""Days and times as English pages and programs print them: `May 18, 2026`, `10:20, 18 May 2026`.

Also `MAY/18/2026`, `Thu Sep 05 11:10:00 CST 2019` (Java) and `Mon, 20 May 2024 09:47:48 GMT` (HTTP).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.items import Precision
from crawler.normalise.dates.clock_and_zone import FoundTime, datetime_or_none, hour_of_24, in_shanghai

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?:J(?:an(?:uary)?|AN(?:UARY)?|une?|UNE?|uly?|ULY?)|F(?:eb(?:ruary)?|EB(?:RUARY)?)|M(?:ar(?:ch)?|AR(?:CH)?|ay|AY)"
    "|A(?:pr(?:il)?|PR(?:IL)?|ug(?:ust)?|UG(?:UST)?)|S(?:ept?(?:ember)?|EPT?(?:EMBER)?)|O(?:ct(?:ober)?|CT(?:OBER)?)"
    "|N(?:ov(?:ember)?|OV(?:EMBER)?)|D(?:ec(?:ember)?|EC(?:EMBER)?))"
)
_HALF = r"[AaPp]\.?[Mm](?![A-Za-z])\.?"
_ORDINAL = "(?:st|nd|rd|th)?"
_ENGLISH = re.compile(
    rf"""(?<![A-Za-z\d:])
    (?:(?P<hour_first>\d{{1,2}}):(?P<minute_first>\d\d)(?::(?P<second_first>\d\d))?
        (?:\ ?(?P<half>{_HALF}))?(?:\ \(?Beijing\ [Tt]ime\)?)?,?\ {{1,3}})?
    (?:(?P<month>{_MONTH})(?:\.?\ {{0,2}}|\ ?/\ ?)(?P<day>\d{{1,2}}){_ORDINAL}
            (?:(?:\ ?[,/]\ ?|\ {{1,3}})(?P<year>\d{{4}})(?![\d:]))?
      | (?P<day_first>\d{{1,2}}){_ORDINAL}(?:[\ -]{{1,2}}|\ ?/\ ?)
            (?P<month_second>{_MONTH})\.?(?:,?\ {{1,2}}|,|-|\ ?/\ ?)(?P<year_second>\d{{4}})(?!\d)
    )(?![A-Za-z\d])
    (?:(?:,?\ (?:at\ )?|\ {{0,4}}[|·-]\ {{0,4}}|\ {{1,6}})
        (?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?!\d)
        (?:\ ?(?P<after>{_HALF}))?
        (?P<zone>\ (?:(?:GMT|UTC)(?:[+-]\d{{1,2}}(?::?\d\d)?)?|[+-]\d{{4}}))?(?:\ CST)?
        (?:\ (?P<year_last>\d{{4}})(?!\d))?
    )?""",
    re.VERBOSE,
)
_A_MONTH = re.compile(_MONTH)


def english_times(text: str) -> Iterator[FoundTime]:
    """The days and times of a half-width text that name their month in English and have a year, in order."""
    if _A_MONTH.search(text):
        yield from filter(None, map(_read, _ENGLISH.finditer(text)))


def _read(match: re.Match[str]) -> FoundTime | None:
    if (year := match["year"] or match["year_second"] or match["year_last"]) is None:
        return None
    month = _MONTHS.index((match["month"] or match["month_second"])[:3].lower()) + 1
    day = int(match["day"] or match["day_first"])
    which = "" if match["hour"] else "_first"
    hour, minute, second = (match[f"{part}{which}"] for part in ("hour", "minute", "second"))
    half = match["after"] if match["hour"] else match["half"]
    at = datetime_or_none(
        int(year), month, day, hour_of_24(int(hour or 0), half or ""), int(minute or 0), int(second or 0)
    )
    precision: Precision = "second" if second else "minute" if minute else "day"
    return FoundTime(match.start(), match.end(), in_shanghai(at, match["zone"]), precision) if at else None
