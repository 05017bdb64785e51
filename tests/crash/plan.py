"""What an invented outlet does in a year: publishes, edits, withdraws, goes down, changes its layout.

Everything comes from one seed. The crawler looks at an article when it was found, and then a day, three
days, a week, a month and half a year after it was published (docs/operate.md). Each edit stands between two
of these looks, with no outage near, so that each must become a revision: the account can be made to the
article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

from search_cli.demo.stories import PRINTED, Story, stories
from shengmei.timezone import SHANGHAI

BEGAN = datetime(2027, 1, 4, 0, tzinfo=UTC)
# Between two crawls. No multiple of a day, so that nothing is due at the moment of a crawl, or nearly: a run
# that was killed goes on some minutes later, and would find due what the undisturbed one did not.
STEP = timedelta(hours=49)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HALF_PAST = timedelta(minutes=30)
EACH_STEP = 3  # articles
LONGEST_OUTAGE = 3  # crawls
Withdrawal = Literal["404", "410", "notice", "front page"]
WITHDRAWALS: tuple[Withdrawal, ...] = ("404", "410", "notice", "front page")
OutageKind = Literal["no answer", "busy", "broken"]


@dataclass(frozen=True, kw_only=True)
class Life:
    """An article of the outlet: what it says from when on, and when it is away."""

    versions: tuple[tuple[datetime, Story], ...]  # the first when it is published
    withdrawn: datetime | None = None
    withdrawal: Withdrawal = "404"
    restored: datetime | None = None

    @property
    def published(self) -> datetime:
        return self.versions[0][0]

    @property
    def path(self) -> str:
        return self.versions[0][1].path

    def story(self, at: datetime) -> Story:
        """What it says at that moment, which is not before it was published."""
        return [story for since, story in self.versions if since <= at][-1]

    def is_away(self, at: datetime) -> bool:
        return (
            self.withdrawn is not None
            and self.withdrawn <= at
            and (self.restored is None or at < self.restored)
        )


@dataclass(frozen=True, kw_only=True)
class Outage:
    """From when to when the outlet answers nothing but this."""

    begins: datetime
    ends: datetime
    kind: OutageKind


@dataclass(frozen=True, kw_only=True)
class Year:
    """Everything that happens, and when it is crawled."""

    crawls: tuple[datetime, ...]
    lives: tuple[Life, ...]
    outages: tuple[Outage, ...]
    new_layout: datetime  # from then on all pages stand in the other layout

    def outage(self, at: datetime) -> Outage | None:
        return next((one for one in self.outages if one.begins <= at < one.ends), None)


def make_year(seed: int, days: int = 365) -> Year:
    """The year of that seed, or the first days of one."""
    random = Random(seed)
    crawls = tuple(BEGAN + number * STEP for number in range(1, max(2, int(days * DAY / STEP)) + 1))
    outages = tuple(_outages(random, crawls))
    lives = []
    for number in range(EACH_STEP * len(crawls)):
        # At half past: crawls begin at full hours.
        published = BEGAN + random.randrange(len(crawls)) * STEP
        published += random.randrange(2, 49) * HOUR - HALF_PAST
        lives.append(_life(random, number, published, crawls[-1], outages))
    return Year(crawls=crawls, lives=tuple(lives), outages=outages, new_layout=crawls[len(crawls) // 2])


def _outages(random: Random, crawls: tuple[datetime, ...]) -> Iterator[Outage]:
    """One of each kind, for some crawls each, each in its third of the year; none in a year of few crawls."""
    kinds: tuple[OutageKind, ...] = ("no answer", "busy", "broken")
    third = len(crawls) // 3
    for place, kind in enumerate(kinds):
        if third > 3 * LONGEST_OUTAGE:
            first = place * third + random.randrange(third - 2 * LONGEST_OUTAGE)
            last = first + random.randint(1, LONGEST_OUTAGE)
            yield Outage(begins=crawls[first] - HOUR, ends=crawls[last] - HOUR, kind=kind)


def _life(
    random: Random, number: int, published: datetime, end: datetime, outages: tuple[Outage, ...]
) -> Life:
    def quiet(since: timedelta, until: timedelta) -> bool:
        """Whether all looks between these ages happen, and the year goes on so long."""
        begins, ends = published + since, published + until + STEP
        return ends <= end and not any(one.begins < ends and begins < one.ends for one in outages)

    def between(one: timedelta, other: timedelta) -> datetime:
        """At half past an hour between two ages."""
        return published + random.randrange(int(one / HOUR) + 1, int(other / HOUR)) * HOUR + HALF_PAST

    story = _story(number, published)
    versions = [(published, story)]
    # Between finding it, at most a step after publication, and the look after three days, and so on.
    for since, until in ((STEP, 3 * DAY), (3 * DAY + STEP, 7 * DAY), (7 * DAY + STEP, 30 * DAY)):
        if random.random() < 0.35 and quiet(timedelta(0), until):
            story = _edited(random, story, len(versions))
            versions.append((between(since, until), story))
    life = Life(versions=tuple(versions))
    # Seen gone after a month and again a day later; looked at again a month after that, and a day.
    if random.random() < 0.3 and len(versions) < 3 and quiet(timedelta(0), 31 * DAY + 2 * STEP):
        withdrawal = random.choice(WITHDRAWALS)
        withdrawn = between(7 * DAY + STEP, 30 * DAY)
        # Nobody looks between an edit that late and the withdrawal.
        versions = [one for one in versions if one[0] < published + 7 * DAY + STEP]
        life = replace(life, versions=tuple(versions), withdrawn=withdrawn, withdrawal=withdrawal)
        if random.random() < 0.4 and quiet(timedelta(0), 61 * DAY + 6 * STEP):
            life = replace(life, restored=between(31 * DAY + 3 * STEP, 60 * DAY))
    return life


def _story(number: int, published: datetime) -> Story:
    """Of all kinds of pages that the demo's outlet has, most of them plain articles."""
    written = [one for one in stories() if one.readable and not one.preview]
    plain = [one for one in written if one.kind == "article" and one.parts == 1]
    others = [one for one in written if one not in plain]
    story = others[number // 10 % len(others)] if number % 10 == 0 else plain[number % len(plain)]
    printed = published.astimezone(SHANGHAI).strftime(PRINTED)
    return replace(
        story,
        id=500_000 + number,
        layout="classic" if story.kind == "article" else "portal",
        title=f"{story.title}（编号{number}）",
        share_title="",
        published=printed,
        body=(*story.body, f"这是编号{number}的稿件，{printed}发布，供演示之用，所有内容均为虚构。"),
    )


def _edited(random: Random, story: Story, number: int) -> Story:
    """A correction: a sentence more, another headline, or another source."""
    match random.choice(("text", "title", "source")):
        case "text":
            return replace(story, body=(*story.body, f"更正：第{number}次更正，上文的数字以此为准。"))
        case "title":
            return replace(story, title=f"{story.title}（更新{number}）")
        case _:
            return replace(story, source=f"{story.source or '示例日报'}第{number}编辑部")
