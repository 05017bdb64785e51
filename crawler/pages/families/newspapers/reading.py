"""The page of a newspaper's edition, whatever its form: HTML, a script in it, or JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from crawler.pages.base import Page, UnknownLayout
from crawler.pages.families.newspapers.addresses import recognise
from crawler.pages.families.newspapers.edition_pages import edition_addresses, printed_day
from crawler.pages.families.newspapers.edition_pages import read_edition as read_html_edition
from crawler.pages.families.newspapers.json_editions import read_json_edition
from shengmei.timezone import SHANGHAI

if TYPE_CHECKING:
    from datetime import date

    from crawler.edition_items import EditionReading
    from crawler.items import Capture
    from crawler.pages.families.newspapers.edition_pages import PaperRules


def read_edition(capture: Capture, rules: PaperRules, url: str, day: date) -> EditionReading:
    """What a captured page at `url` (canonical) tells of the edition of `day`; raises `UnknownLayout` for one
    that names no page and no article."""
    if capture.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return read_json_edition(capture, rules, day)
    page = Page(capture)
    told = recognise(capture.url, known_paper=True)
    printed = printed_day(page) if told is None or told.day is None else None
    if printed is not None and printed != day:
        raise UnknownLayout(capture.url, f"a page of the edition of {printed}, not of {day}")
    found = read_html_edition(page, rules, url, day)
    if not found.articles and not found.further and not any(one.url != url for one in found.pages):
        raise UnknownLayout(capture.url, "a page of an edition that names neither pages nor articles")
    return found


def newest_edition(page: Page, rules: PaperRules) -> tuple[str, ...]:
    """The address of a page of the newest edition that a paper's index leads to; () where it leads to none.
    Other days, of which a calendar has no end, are not taken from it, nor days to come."""
    today = datetime.now(SHANGHAI).date()
    links = edition_addresses(page, rules)
    past = [(told.day, address) for told, address in links if told.day is not None and told.day <= today]
    newest = max((day for day, _ in past), default=None)
    return tuple(address for day, address in past if day == newest)[:1]
