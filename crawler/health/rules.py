"""The alarms of one outlet on one day, from its counts. No rule looks at another outlet or at a clock.

| alarm | stands while |
|---|---|
| silence | nothing new comes, for longer than the outlet's rhythm |
| volume | 15 % or more of what is usual is missing, of the outlet or of one of its larger lists |
| field | a field is found on fewer pages than usual |
| layout | fewer pages than usual fit the outlet's page classes |
| errors | more pages than usual fail, are empty or cannot be read |
| pattern | its lists are read, and show fewer or no addresses of articles: their form has changed; or no link
|         | of a list fits the pattern, and its articles are told by the form of their addresses |
| disappearance | far more articles than usual vanish |
| not crawled | it was crawled regularly and is no longer |
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.health.alarms import (
    Alarm,
    days_counted,
    longest_pause,
    number,
    share_of_pages,
    usually,
    with_share,
)
from crawler.health.day_kinds import day_kind
from crawler.health.history import (
    BAD,
    BROUGHT,
    FETCHED,
    FIELD,
    GONE,
    GONE_ONCE,
    LISTS_READ,
    LISTS_SHOWING,
    MISMATCH,
    NEW,
    PUBLISHED,
    STALE,
    History,
)
from crawler.health.shares import BEFORE, FEWEST_DAYS, Share
from crawler.health.tails import many
from crawler.health.volume import Volume
from shengmei.deferred_messages import DeferredMessage, deferred

ATTENDED = 10  # days of the four weeks before on which an outlet that is crawled regularly was crawled
PAUSE = 3  # days without a crawl of it, from which on it is no longer
LARGE = 0.15  # of the outlet's articles: the list that brings so many is a large one
RHYTHM = 120  # days that say in what rhythm an outlet publishes
SILENT = 14  # days: no outlet that publishes less than daily is silent before
SILENT_MOST_DAYS = 7  # nor one before that publishes on most of so many days:
MOST_DAYS = 30
VANISHED_TOGETHER = 20  # articles: fewer that vanish in a few days are no mass
IMPROBABLE = 1e-7  # of disappearances


class OutletRules:
    """The rules over the history of one outlet; `alarms` for any of its days, as it was at that day's end."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._published = Volume(history.series(PUBLISHED), history.first)
        self._lists = {
            name: Volume(history.series((BROUGHT, name)), history.first) for name in history.names(BROUGHT)
        }
        states = history.names(FETCHED)
        self._answers = history.total([(FETCHED, state) for state in states]) or [0] * history.days
        bad = history.total([(FETCHED, state) for state in states if state in BAD]) or [0] * history.days
        self._good = [all_ - wrong for all_, wrong in zip(self._answers, bad, strict=True)]
        read = history.series(NEW)
        misfits = history.series(MISMATCH)
        self._fitting = [max(0, pages - wrong) for pages, wrong in zip(read, misfits, strict=True)]
        attended = (NEW, LISTS_READ, *((FETCHED, state) for state in states))
        self._attended = history.total(attended)
        self._gone = history.total([GONE, GONE_ONCE])
        self.fields = {name: Share(history.series((FIELD, name)), read) for name in history.names(FIELD)}
        self._layout = Share(self._fitting, read)
        self._errors = Share(self._good, self._answers)
        self._pattern = Share(history.series(LISTS_SHOWING), history.series(LISTS_READ))

    def alarms(self, today: int, whole: int | None = None) -> list[Alarm]:
        """The alarms that stand on day `today`; `whole` is the last day whose articles are all in (default:
        `today`)."""
        whole = today if whole is None else min(whole, today)
        neglected = self.not_crawled(today)
        # Of days on which it was not crawled nothing is known, and of the last one before it stopped not all.
        whole = min(whole, self._last_attended(today) - bool(neglected))
        return [
            *neglected,
            *self.volume(whole, today),
            *self.lost_fields(today),
            *self.layout(today),
            *self.errors(today),
            *self.pattern(today),
            *self.disappearance(today),
        ]

    def usual_volume(self, start: int, end: int) -> float | None:
        """How many articles a day are usual of the days from `start` to `end`; None for too short a past."""
        expected = self._published.expected(start, end) if start <= end else 0.0
        return expected / (end + 1 - start) if expected or self._published.levels(start) else None

    def not_crawled(self, today: int) -> list[Alarm]:
        last = self._last_attended(today)
        if today - last < PAUSE:
            return []
        before = self._attended[max(0, last - 27) : last + 1]
        pauses = _pauses(before)
        if today - last < 2 * max(pauses, default=0) or sum(map(bool, before)) < ATTENDED:
            return []
        day = self.history.day(last)
        said = deferred("not crawled since {day}; before that regularly", day=str(day))
        return [self._alarm("not crawled", last + 1, said)]

    def volume(self, end: int, today: int | None = None) -> Iterator[Alarm]:
        """Silence, or a shortfall of the outlet or of one of its large lists, in the days up to `end`; what
        came since, up to `today`, ends a silence, though that day is not over."""
        counts = self.history.series(PUBLISHED)
        short = self._published.shortfall(end)
        pause = self._longest_pause(end) if short is None else None
        is_back = today is not None and any(counts[end + 1 : today + 1])
        if ((short and not short.count) or pause is not None) and not is_back:
            last = next((at for at in range(end, -1, -1) if counts[at]), -1)
            said = deferred(
                "no new article since {day}: {days}, {usual}",
                day=str(self.history.day(max(last, 0))),
                days=days_counted(end - last),
                usual=usually(short.expected / short.days) if short else longest_pause(pause),
            )
            yield self._alarm("silence", last + 1, said)
        else:
            if short:
                said = deferred(
                    "{share} of the usual articles are missing: {count} in {days}, where {usual} are usual",
                    share=f"{1 - short.count / short.expected:.0%}",
                    count=short.count,
                    days=days_counted(short.days),
                    usual=number(short.expected),
                )
                yield self._alarm("volume", short.start, said)
            yield from self._quiet_lists(end)

    def _quiet_lists(self, end: int) -> Iterator[Alarm]:
        """Large lists that bring nothing, while the outlet as a whole has less than usual: what another list
        showed first is not missing."""
        for name, volume in self._lists.items():
            short = volume.silence(end)
            if short is None:
                continue
            came = sum(self.history.series(PUBLISHED)[short.start : end + 1])
            whole = self._published.expected(short.start, end)
            if short.expected >= LARGE * whole and came < 0.95 * whole:
                said = deferred(
                    "this list has brought nothing for {days}, {usual}",
                    days=days_counted(short.days),
                    usual=usually(short.expected / short.days),
                )
                yield self._alarm("volume", short.start, said, name)

    def _longest_pause(self, end: int) -> int | None:
        """The longest pause of the past, in days, where today's silence is far longer; else None. For outlets
        that publish less than daily, or so little that by numbers alone their silence is long no wonder."""
        counts = self.history.series(PUBLISHED)
        if any(counts[max(0, end + 1 - SILENT_MOST_DAYS) : end + 1]):
            return None
        days = [
            at for at in range(max(0, end + 1 - RHYTHM), end + 1) if day_kind(self.history.day(at)) == "usual"
        ]
        gaps, gap = list[int](), 0
        for at in days:
            gap = 0 if counts[at] else gap + 1
            gaps.append(gap)
        published = [number for number, at in enumerate(days) if counts[at]]
        if len(published) < 5:
            return None
        past = range(published[0], published[-1] + 1)
        before = max((gaps[at] for at in past), default=0)
        on_most_days = len(past) >= MOST_DAYS and 2 * len(published) > len(past)
        least = SILENT_MOST_DAYS if on_most_days else SILENT
        return before if gaps[-1] > max(least, 2 * before + 3) else None

    def lost_fields(self, today: int) -> Iterator[Alarm]:
        for name, share in self.fields.items():
            if fall := share.fall(today):
                said = deferred("{field} is found on {share}", field=name, share=share_of_pages(fall))
                yield self._alarm("field", fall.start, said, name)

    def layout(self, today: int) -> Iterator[Alarm]:
        if fall := self._layout.fall(today):
            said = deferred("the outlet's page classes fit {share}", share=share_of_pages(fall))
            yield self._alarm("layout", fall.start, said)

    def errors(self, today: int) -> Iterator[Alarm]:
        if fall := self._errors.fall(today):
            why = max(
                BAD, key=lambda state: sum(self.history.series((FETCHED, state))[fall.start : today + 1])
            )
            said = deferred(
                "{why}, mostly: a page is had of {share}", why=deferred(why), share=share_of_pages(fall)
            )
            yield self._alarm("errors", fall.start, said, why)

    def pattern(self, today: int) -> Iterator[Alarm]:
        if stale := self.stale_lists(today):
            (url, start), *others = stale.items()
            said = deferred(
                "no link on it{more} fits article_url; articles are told by the form of their addresses "
                "(shengmei sites check {site})",
                more=deferred(" and on {number} more of its lists", number=len(others)) if others else "",
                site=self.history.site,
            )
            yield self._alarm("pattern", start, said, url)
        elif fall := self._pattern.fall(today):
            said = with_share(
                "addresses of articles stand in {count} of {pages} readings of its lists "
                "({share}, usually {usual}): does article_url still fit them?",
                fall,
            )
            yield self._alarm("pattern", fall.start, said)

    def stale_lists(self, today: int) -> dict[str, int]:
        """The lists on which no link fitted the pattern when the outlet was last crawled: address and the day
        since when; that for longest first."""
        last = self._last_attended(today)
        since: dict[str, int] = {}
        for url in self.history.names(STALE):
            series = self.history.series((STALE, url))
            if last >= 0 and series[last]:
                fitted = (at for at in range(last, -1, -1) if self._attended[at] and not series[at])
                since[url] = next(fitted, -1) + 1
        return dict(sorted(since.items(), key=lambda one: one[1]))

    def disappearance(self, today: int) -> Iterator[Alarm]:
        gone = self._gone
        for days in (1, 2, 7):
            start = today + 1 - days
            past = gone[max(0, start - BEFORE) : max(0, start)]
            if len(past) < FEWEST_DAYS:
                continue
            count = sum(gone[max(0, start) : today + 1])
            if count < VANISHED_TOGETHER:
                continue
            usual = sorted(past)[: len(past) * 9 // 10]
            each = (sum(usual) + 1) / len(usual)
            spread = sum((one - each) ** 2 for one in usual) / len(usual)
            expected = days * each
            most = max(sum(past[at : at + days]) for at in range(len(past)))
            if count < max(4 * expected, 2 * most):
                continue
            if many(count, expected, expected + days * spread) < IMPROBABLE:
                said = deferred(
                    "{count} articles have vanished in {days}, {usual}",
                    count=count,
                    days=days_counted(days),
                    usual=usually(each),
                )
                yield self._alarm("disappearance", start, said)
                return

    def _last_attended(self, today: int) -> int:
        return next((at for at in range(today, -1, -1) if self._attended[at]), -1)

    def _alarm(self, kind: str, start: int, said: DeferredMessage, subject: str = "") -> Alarm:
        since = self.history.day(start)
        return Alarm(site=self.history.site, kind=kind, since=since, message=said, subject=subject)


def _pauses(days: list[int]) -> list[int]:
    """The lengths of runs of zeros: `[1, 0, 0, 1]` gives `[2]`."""
    lengths, length = list[int](), 0
    for day in days:
        if not day:
            length += 1
        elif length:
            lengths.append(length)
            length = 0
    return lengths
