"""What the operator allows of an outlet or a platform: hours of the day, pages a day, any certificate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from crawler import registry
from crawler.normalise import addresses
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.store import PagesOfDay
from shengmei.outlet_rules import BEIJING, OutletLimits


class Limits:
    """The rules of a run, by site id, host or throttle group, and what was fetched of each group today."""

    def __init__(self, rules: Mapping[str, OutletLimits]) -> None:
        self._rules = rules
        self._pages: dict[str, PagesOfDay] = {}  # by throttle group

    def wait(self, address: str, now: datetime) -> tuple[datetime, str] | None:
        """Until when an address must not be fetched, and why; None where it may be now."""
        for rules in self._of(address) if self._rules else ():
            if rules.hours is not None and (opens := rules.hours.opens_at(now)) is not None:
                return opens, f"its hours ({rules.hours}, Beijing time)"
            group = throttle_group(address)
            if rules.pages_a_day is not None and self._count(group, now) >= rules.pages_a_day:
                midnight = now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
                return midnight + timedelta(days=1), f"tomorrow (its {rules.pages_a_day} pages of a day)"
        return None

    def page_sent(self, group: str, now: datetime) -> None:
        """A page of a group is fetched."""
        self._pages[group] = PagesOfDay(_day(now), self._count(group, now) + 1)

    def pages(self, group: str) -> PagesOfDay | None:
        """What was fetched of a group on the last day on which anything was."""
        return self._pages.get(group)

    def take_over(self, group: str, pages: PagesOfDay | None) -> None:
        """Another crawl has fetched so many pages of a group."""
        if pages is not None:
            self._pages[group] = pages

    def any_certificate(self, host: str) -> bool:
        """Whether a host may show a certificate that does not fit."""
        return any(rules.any_certificate for rules in self._of(f"https://{host}/"))

    def _count(self, group: str, now: datetime) -> int:
        pages = self._pages.get(group)
        return pages.count if pages is not None and pages.day == _day(now) else 0

    def _of(self, address: str) -> Iterator[OutletLimits]:
        """The rules that hold for an address: of its outlet, its host and its platform."""
        site = registry.site_for(address)
        names = (site.id if site else "", addresses.host_of(address), throttle_group(address))
        yield from (self._rules[name] for name in dict.fromkeys(names) if name in self._rules)


def _day(now: datetime) -> str:
    return now.astimezone(BEIJING).date().isoformat()
