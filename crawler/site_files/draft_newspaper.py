"""What a page of a digital newspaper tells of its paper: the address of a day's first page."""

from __future__ import annotations

from crawler.normalise import addresses
from crawler.pages.document.page import Page
from crawler.pages.families.newspapers.addresses import day_pattern, recognise
from crawler.pages.families.newspapers.edition_pages import edition_addresses
from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Site
from shengmei.newspaper_pages import page_key

_FRONT = ("1", "A1")


def drafted_newspaper(page: Page, identifier: str) -> Newspaper | None:
    """The newspaper that a page of an edition, an article of one, or its index belongs to; None for a page of
    anything else."""
    told = recognise(page.url)
    if told is None:
        return None
    host = addresses.host_of(page.url)
    outlet = Site(id=identifier, name=identifier, domains=(host,), paper=Newspaper(index=page.url))
    found = [(one, address) for one, address in edition_addresses(page, outlet) if one.day is not None]
    if told.kind == "edition" and told.day is not None:
        found.append((told, page.url))
    days = [one.day for one, _ in found if one.day is not None]
    day = told.day or max(days, default=None)
    of_day = [(one, address) for one, address in found if one.day == day]
    front = [address for one, address in of_day if page_key(one.page or "") in _FRONT]
    for address in (*front, *(address for _, address in of_day)):
        if pattern := day_pattern(address):
            return Newspaper(editions=(pattern,))
    return Newspaper(index=page.url if told.kind == "list" else f"{addresses.origin(page.url)}/")
