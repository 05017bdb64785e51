"""The same text on the same day in several outlets of which none credits another: an agency's or an
authority's hand gave it to all of them (统发稿), or nobody is credited. What is seen is told, no motive.

A pure function of a story, its articles and its copies.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from indexer.copies.edges import Edge
from indexer.copies.kinds import MOSTLY
from indexer.copies.story_building import PrintedArticle, Story

_DAY = ("day", "hour", "minute", "second")  # precisions
_AGENCY = re.compile(r"(?<![报版刊志])社$|^(?:新华|中新|中国新闻)(?:社|网)")
_AUTHORITY = re.compile(
    r"(?:部|委|委员会|局|署|厅|办|办公室|政府|人大|政协|法院|检察院|国务院|中央|海关|银行|总工会|总队|支队|指挥部|中心|发布)"
    r"(?:官方|政务)?(?:网站|官网|网|微博|微信|公众号|微信公众号|客户端)?$"
)
_OUTLET = re.compile(r"新闻|融媒|传媒|媒体|编辑|记者|广播|电视|电台|报|刊|杂志|出版|通讯员|图书")


@dataclass(frozen=True, kw_only=True)
class Simultaneous:
    """Articles of one story, by time: all of one Beijing day, in several outlets. `hands` are the agencies
    and authorities that they credit; `uncredited` of them credit nobody."""

    story: str
    day: date
    articles: tuple[PrintedArticle, ...]
    hands: tuple[str, ...]
    uncredited: int

    @property
    def outlets(self) -> int:
        return len({_outlet(one) for one in self.articles})

    @property
    def hours(self) -> float | None:
        """From the first to the last; None where one has no clock."""
        times = [one.at for one in self.articles if one.at is not None and one.precision != "day"]
        if len(times) < len(self.articles):
            return None
        return (max(times) - min(times)) / timedelta(hours=1)


def is_hand(credit: str) -> bool:
    """Whether a credited name is that of an agency or an authority, which print nothing themselves but hand
    texts to all: 新华社, 水利部, 湖北省应急管理厅; not 江州日报社, 江州融媒体中心."""
    return bool(_AGENCY.search(credit)) or bool(_AUTHORITY.search(credit) and not _OUTLET.search(credit))


def simultaneous(
    story: Story, articles: Mapping[str, PrintedArticle], copies: Iterable[Edge]
) -> list[Simultaneous]:
    """Of a story, by day. Of two texts each has to stand in the other for the most part."""
    near = {frozenset((one.a, one.b)) for one in copies if min(one.share_a, one.share_b) >= MOSTLY}
    by_day: dict[date, list[PrintedArticle]] = defaultdict(list)
    for member in story.members:
        one = articles[member.article]
        if one.interval and one.precision in _DAY and all(map(is_hand, _foreign(one))):
            by_day[one.interval[0].date()].append(one)
    return [
        _told(story, day, together)
        for day, there in sorted(by_day.items())
        for together in map(_without_hands, _of_one_text(there, near))
        if len({_outlet(one) for one in together}) > 1
    ]


def _told(story: Story, day: date, together: Sequence[PrintedArticle]) -> Simultaneous:
    credited = [_foreign(one) for one in together]
    return Simultaneous(
        story=story.id,
        day=day,
        articles=tuple(together),
        hands=tuple(sorted(frozenset[str]().union(*credited))),
        uncredited=sum(not one for one in credited),
    )


def _without_hands(together: Sequence[PrintedArticle]) -> list[PrintedArticle]:
    """An agency that prints the text itself is no outlet beside those that have it from there."""
    hands = frozenset[str]().union(*map(_foreign, together))
    return [one for one in together if not one.names & hands]


def _foreign(one: PrintedArticle) -> frozenset[str]:
    return one.credits - one.names


def _outlet(one: PrintedArticle) -> str:
    return one.outlet.name or one.site


def _of_one_text(
    there: Sequence[PrintedArticle], near: set[frozenset[int]]
) -> Iterator[list[PrintedArticle]]:
    """Those that hang together by texts which are the same for the most part, in their order."""
    left = list(there)
    while left:
        together, texts = [left[0]], {left[0].text}
        waiting = [left.pop(0).text]
        while waiting:
            text = waiting.pop()
            same = [one for one in left if one.text == text or frozenset((one.text, text)) in near]
            left = [one for one in left if one not in same]
            together += same
            waiting += {one.text for one in same} - texts
            texts |= {one.text for one in same}
        yield [one for one in there if one in together]
