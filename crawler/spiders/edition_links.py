"""Where a page of a newspaper's edition leads, and when its address is asked for again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from crawler import registry
from crawler.edition_items import EditionReading
from crawler.items import Capture
from crawler.outcomes.outcome import Outcome
from crawler.spiders.addresses_found import discovery
from crawler.store import Discovery, FrontierRow
from shengmei.timezone import SHANGHAI

AGAIN = timedelta(hours=2)  # a page of today's edition may still be put together


def edition_links(row: FrontierRow, reading: EditionReading) -> tuple[Discovery, ...]:
    """The articles and pages that a page names; its own address is none of them."""
    articles = [
        discovery(one.address, title=one.title, published_raw=f"{reading.day}", found_on=row.url)
        for one in reading.articles
    ]
    pages = () if reading.whole else (*reading.pages, *reading.further)
    further = [
        discovery(one.address, kind="edition", published_raw=f"{reading.day}", found_on=row.url)
        for one in pages
        if one.url != row.url
    ]
    return (*articles, *further)


def listed_day(row: FrontierRow) -> date | None:
    """The day of the edition that names a page; some papers' addresses do not tell it."""
    try:
        return date.fromisoformat(row.published_raw or "")
    except ValueError:
        return None


def edition_again(day: date, capture: Capture) -> datetime | None:
    """When a page that was read is read again: today's in some hours, any other not by itself."""
    return capture.fetched_at + AGAIN if day == capture.fetched_at.astimezone(SHANGHAI).date() else None


def leads_to_another(row: FrontierRow, target: str) -> bool:
    """Whether a redirect leads from a page of an edition to anything but a page of the same one: for a day
    without a paper servers answer with the newest edition, or with the front page."""
    here, there = registry.edition_of(row.url), registry.edition_of(target)
    return here is None or there is None or here.day != there.day


def elsewhere(row: FrontierRow, one: Outcome) -> Outcome:
    """The outcome of a first page that is not there, with the next address where it may stand."""
    site, told = registry.site_for(row.url), registry.edition_of(row.url)
    if site is None or site.paper is None or told is None or told.day is None:
        return one
    known = site.paper.addresses(told.day)
    place = [site.canonical(address) for address in known]
    later = known[place.index(row.url) + 1 :] if row.url in place else ()
    found = tuple(discovery(address, kind="edition", found_on=row.found_on) for address in later[:1])
    return replace(one, discoveries=found)
