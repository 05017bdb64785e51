"""An alarm of an outlet: what is wrong, since when, and the words for it in whatever language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crawler.health.shares import Fall
from shengmei.deferred_messages import DeferredCount, DeferredMessage, deferred

KINDS = ("silence", "volume", "field", "layout", "errors", "pattern", "disappearance", "not crawled")


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """What is wrong with an outlet. `subject`: the field, list or page class that it is about."""

    site: str
    kind: str  # one of KINDS
    since: date
    message: DeferredMessage
    subject: str = ""

    @property
    def text(self) -> str:
        """The message in English, for programs and for what is written down."""
        return str(self.message)


def days_counted(count: int) -> DeferredCount:
    return DeferredCount(count, "day")


def usually(each_day: float) -> DeferredMessage:
    return deferred("usually {number} a day", number=number(each_day))


def longest_pause(days: int | None) -> DeferredMessage:
    if not days:
        return deferred("before that something every day")
    return deferred("before that never more than {days}", days=days_counted(days))


def share_of_pages(fall: Fall) -> DeferredMessage:
    return with_share("{count} of {pages} pages ({share}, usually {usual})", fall)


def with_share(text: str, fall: Fall) -> DeferredMessage:
    share, usual = f"{fall.count / fall.pages:.0%}", f"{fall.usual:.0%}"
    return DeferredMessage(
        text, (("count", fall.count), ("pages", fall.pages), ("share", share), ("usual", usual))
    )


def number(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"
