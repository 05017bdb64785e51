"""When a page was published and changed: everything that says so, and which of it counts.

What is printed around the headline comes first, then `#pubtime_baidu`, meta, JSON-LD, hidden fields and
scripts; a more exact time of the same day beats a day, so a date-only `meta publishdate` never beats a
printed minute and the other way round. A time more than two days off the day in the address loses against
the address, unless it stands behind a label, its minute alone or beside a labelled source, or another kind of
statement on the page names the same day: sites move. A printed day without a label loses against two kinds of
machine-readable dates that agree; a time without its year has the year of another statement about its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from crawler.items import Conflict, Timestamp
from crawler.normalise import dates
from crawler.pages.document.metadata import MODIFIED, PUBLISHED
from crawler.pages.document.page import attribute
from crawler.pages.fields.evidence import Candidate, Found, Statement

if TYPE_CHECKING:
    from crawler.pages.document.metadata import Metadata
    from crawler.pages.document.page import Page

_FINER = ("month", "day", "hour", "minute", "second")
_MINUTE = _FINER.index("minute")
_PRINTED, _BAIDU, _META, _JSON_LD, _HIDDEN, _SCRIPT, _ADDRESS = 60, 50, 40, 35, 30, 20, 10
_OFF_THE_ADDRESS = -55  # what is printed then scores less than the address
_WITHOUT_YEAR = -48  # what was completed from the moment of the fetch scores little more than the address
_OUTVOTED = -45  # a day without a label against two machine-readable dates that agree on another
ALONE_BELOW = "alone below the text"  # rule of a time without a label there: metadata counts more
AMONG_WORDS = "among words by the headline"  # of a day: 2021-05-23 江城纪事
_SCORES = {ALONE_BELOW: 25, AMONG_WORDS: 32}
_NEAR, _A_DAY = timedelta(days=2), timedelta(days=1)
_INPUTS = 'input[id*="pubtime" i], input[name*="pubtime" i], input[id*="publish" i], input[name*="publish" i]'
# var ct = "2021-05-23 21:51", xtime = '…', "publishTime":"…", pubDate: 1621777860
_VARIABLE = re.compile(
    r"""\b(ct|xtime|ptime|pubtime|pubdate|pub_date|publish_?time|publish_?date|releasetime|release_?date|newstime
    |datepublished|posttime|fabutime|createtime|inputtime|ori_create_time|newsdate|articledate)["']?\s{0,4}([=:])\s{0,4}["']?
    ((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}[^"'<>;,}\n]{0,20}|20\d{12}(?!\d)|1[0-9]{9}(?:\d{3})?\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# Labels of what else a page says of its article, in the line with the time.
_BESIDE = re.compile(r"(?:来源|來源|稿源|作者|编辑|編輯|责编|責編)\s?[:：]")
_WORDS = ("ct", "time", "date", "Time", "Date", "TIME", "DATE")
_MOST_VARIABLES = 4


class _Dated(NamedTuple):
    """A statement that reads as a time, and what speaks for it, its place included."""

    statement: Statement
    time: Timestamp
    score: float


def choose_published(printed: Found[str | None], page: Page, url: str) -> Found[Timestamp | None]:
    """The publication time of a page at the canonical address `url`; None where nothing says it.

    `printed`: what the page class points at. Hidden fields and scripts are looked into only where neither
    that nor the metadata gives a minute.
    """
    address = dates.address_day(url)
    statements = list(_stated(printed, page))
    dated = list(_dated(statements, page))
    if not any(_is_enough(one, address) for one in dated):
        hidden = [*_hidden(page), *_in_scripts(page)]
        statements += hidden
        dated += _dated(hidden, page)
    dated = [_weighed(one, dated, address) for one in dated]
    if address is not None:
        place = Statement(address.raw, address.found_in, _ADDRESS)
        dated.append(_Dated(place, address, _ADDRESS + _precision(address)))
    if not dated:
        return Found(None, "", candidates=partial(_candidates, statements, dated, None))
    best = _best(dated)
    conflicts = tuple(_conflicts(best.time, dated))
    return Found(best.time, best.time.found_in, conflicts, partial(_candidates, statements, dated, best))


def choose_modified(printed: Found[str | None], page: Page) -> Found[Timestamp | None]:
    """When the page says it was changed last: in print, else in its meta or JSON-LD."""
    time = _modified(printed, page)
    return Found(time, time.found_in if time else "")


def _modified(printed: Found[str | None], page: Page) -> Timestamp | None:
    fetched_at, metadata = page.capture.fetched_at, page.metadata
    if printed.value:
        return dates.modified_time(printed.value, printed.rule, fetched_at=fetched_at)
    if stated := metadata.get(MODIFIED):
        return dates.read_time(stated[1], f"meta {stated[0]}", fetched_at=fetched_at)
    stated_in_json = metadata.json_ld_text("dateModified")
    return dates.read_time(stated_in_json, "JSON-LD dateModified", fetched_at=fetched_at)


def _stated(printed: Found[str | None], page: Page) -> Iterator[Statement]:
    metadata = page.metadata
    if printed.value:
        yield Statement(printed.value, printed.rule, _SCORES.get(printed.rule, _PRINTED))
    if marked := metadata.baidu("pubtime"):
        yield Statement(marked, "pubtime_baidu", _BAIDU)
    yield from _in_meta(metadata)
    if in_json := metadata.json_ld_text("datePublished"):
        yield Statement(in_json, "JSON-LD datePublished", _JSON_LD)


def _in_meta(metadata: Metadata) -> Iterator[Statement]:
    """What the first `<meta>` for it says, and another one that names the same day: dates that agree."""
    if not (first := metadata.get(PUBLISHED)):
        return
    yield Statement(first[1], f"meta {first[0]}", _META)
    others = (metadata.get((name,)) for name in PUBLISHED if name != first[0])
    if agreeing := next((one for one in others if one and one[1][:10] == first[1][:10]), None):
        yield Statement(agreeing[1], f"meta {agreeing[0]}", _META - 1)


def _hidden(page: Page) -> Iterator[Statement]:
    """`<input type=hidden id=pubtime value=…>`."""
    if not page.has("<input"):
        return
    for node in page.all(_INPUTS):
        if value := attribute(node, "value"):
            yield Statement(value, f"input {attribute(node, 'id', 'name')}", _HIDDEN)


def _in_scripts(page: Page) -> Iterator[Statement]:
    """`<time datetime>`, variables, and the one time of a JSON: pages list other articles there too."""
    for node in page.all("time[datetime]")[:1]:
        if stated := attribute(node, "datetime"):
            yield Statement(stated, "time datetime", _SCRIPT)
    texts = (node.text() for node in page.all("script:not([src])"))
    found = [
        one for text in texts if any(word in text for word in _WORDS) for one in _VARIABLE.finditer(text)
    ]
    assigned = [one for one in found if one[2] == "="]
    listed = {one[3].strip(): one for one in found if one[2] == ":"}
    for one in islice([*assigned, *(listed.values() if len(listed) == 1 else ())], _MOST_VARIABLES):
        yield Statement(one[3].strip(), f"script {one[1]}", _SCRIPT)


def _dated(statements: Iterable[Statement], page: Page) -> Iterator[_Dated]:
    for one in statements:
        time = dates.read_time(one.text, one.rule, fetched_at=page.capture.fetched_at)
        if time is not None:
            yield _Dated(one, time, one.score + _precision(time))


def _is_enough(one: _Dated, address: Timestamp | None) -> bool:
    """Whether nobody need ask hidden fields: a minute, its year printed, that the address does not deny."""
    time = one.time
    if _precision(time) < _MINUTE or one.statement.rule == ALONE_BELOW:
        return False
    return not dates.is_without_year(time) and not _against(address, time)


def _weighed(one: _Dated, dated: Sequence[_Dated], address: Timestamp | None) -> _Dated:
    """A statement with what the others on the page and the address say about it."""
    if dates.is_without_year(one.time):
        return _with_year(one, [other.time for other in dated], address)
    score = one.score
    machines = [other for other in dated if _kind(other) not in ("printed", _kind(one))]
    if not any(_same_day(one.time, other.time) for other in dated if _are_apart(one, other)):
        score += 0 if _is_labelled(one) else _against(address, one.time)
        if _kind(one) == "printed" and _precision(one.time) < _MINUTE and not _is_labelled(one):
            score += _OUTVOTED * _agree(machines)
    return one._replace(score=score)


def _with_year(one: _Dated, others: Sequence[Timestamp], address: Timestamp | None) -> _Dated:
    """A time without its year: of the year of another statement about the same day, if there is one, and else
    of the last before the fetch, which is right only of a page that was fetched soon."""
    for other in [*others, *([address] if address else [])]:
        if other.precision == "month" or dates.is_without_year(other):
            continue
        end = other.at.replace(hour=23, minute=59, second=59)
        time = dates.read_time(one.statement.text, one.time.found_in, fetched_at=end - _A_DAY)
        if time and time.raw == one.time.raw and _same_day(time, other):
            return one._replace(time=time)
    return one._replace(score=one.score + _WITHOUT_YEAR + _against(address, one.time))


def _kind(one: _Dated) -> str:
    """Who speaks: what people see, or the kind of what machines read."""
    rule = one.statement.rule
    for kind in ("meta", "JSON-LD", "input", "script"):
        if rule.startswith(f"{kind} "):
            return kind
    return "script" if rule == "time datetime" else "printed"


def _are_apart(one: _Dated, other: _Dated) -> bool:
    """Whether two statements may bear each other out: of two kinds, or two `<meta>`."""
    kinds = (_kind(one), _kind(other))
    return kinds[0] != kinds[1] or (kinds[0] == "meta" and one.statement.rule != other.statement.rule)


def _is_labelled(one: _Dated) -> bool:
    """Whether a time stands behind its label, or its minute alone or beside a labelled source or author."""
    if _kind(one) != "printed" or one.statement.score != _PRINTED:
        return False
    if dates.is_labelled(one.statement.text):
        return True
    alone = one.statement.text.strip() == one.time.raw
    return _precision(one.time) >= _MINUTE and (alone or bool(_BESIDE.search(one.statement.text)))


def _agree(machines: Sequence[_Dated]) -> bool:
    """Whether two of different kinds name the same day."""
    return any(
        _kind(one) != _kind(other) and _same_day(one.time, other.time)
        for number, one in enumerate(machines)
        for other in machines[number + 1 :]
    )


def _same_day(one: Timestamp, other: Timestamp) -> bool:
    return "month" not in (one.precision, other.precision) and one.at.date() == other.at.date()


def _precision(time: Timestamp) -> int:
    return _FINER.index(time.precision)


def _against(address: Timestamp | None, time: Timestamp) -> int:
    """What a time loses that is not of the day, or month, in the address."""
    if address is None:
        return 0
    first = address.at.date()
    last = _month_end(first) if address.precision == "month" else first
    return 0 if first - _NEAR <= time.at.date() <= last + _NEAR else _OFF_THE_ADDRESS


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _best(dated: Sequence[_Dated]) -> _Dated:
    """The highest score, made finer by another time of its day. A stated midnight is how systems write a
    day."""
    top = max(dated, key=lambda one: one.score)
    finer = [one for one in dated if one.time.at.date() == top.time.at.date() and not _is_midnight(one.time)]
    return max(
        [top, *finer],
        key=lambda one: (min(_precision(one.time), _MINUTE), one is top, one.statement.score),
    )


def _is_midnight(time: Timestamp) -> bool:
    return time.at.hour == time.at.minute == time.at.second == 0


def _conflicts(best: Timestamp, dated: Sequence[_Dated]) -> Iterator[Conflict]:
    """Other places that say another time, at the precision that both have."""
    for time in (one.time for one in dated):
        known = min(_precision(time), _precision(best), _MINUTE)
        if _FINER[known] == "minute" and _is_midnight(time):
            known = _FINER.index("day")
        if _cut(time, known) != _cut(best, known):
            yield Conflict(
                field="published",
                value=dates.written(best),
                rule=best.found_in,
                other=dates.written(time),
                other_rule=time.found_in,
            )


def _cut(time: Timestamp, precision: int) -> tuple[int, ...]:
    return time.at.timetuple()[: precision + 2]


def _candidates(
    statements: Iterable[Statement], dated: Sequence[_Dated], best: _Dated | None
) -> Iterator[Candidate]:
    for one in dated:
        text, rule, _ = one.statement
        value = dates.written(one.time)
        yield Candidate(
            field="published", rule=rule, printed=text, value=value, score=one.score, won=one is best
        )
    readable = {one.statement for one in dated}
    for text, rule, _ in (one for one in statements if one not in readable):
        yield Candidate(field="published", rule=rule, printed=text, value=None, score=0)
