"""A sitemap, a news sitemap or an index of sitemaps as a list; also where it is packed (`sitemap.xml.gz`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from crawler.items import Capture, Link, Listing
from crawler.normalise.addresses import absolute
from crawler.normalise.text import tidy
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.list_page import SiteRules
from crawler.pages.lists.entries import listing_of
from crawler.pages.lists.sitemap_entries import MOST_ENTRIES, SitemapEntry, sitemap_entries

MOST_UNPACKED = 20_000_000  # bytes; the standard allows 50 MB, no outlet needs them
MOST_SITEMAPS = 200  # of one index, the newest first
_ROOT = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HEAD = 2_000
_ADDRESS = re.compile(r"https?://\S+")


def is_sitemap(page: Page) -> bool:
    return bool(_ROOT.search(page.text[:_HEAD]))


def is_text_sitemap(page: Page) -> bool:
    """Whether the answer is a sitemap as text: addresses, a line each, and nothing else."""
    lines = page.text[:_HEAD].lstrip("\ufeff").split("\n")
    lines = [line.strip() for line in (lines[:-1] if len(page.text) > _HEAD else lines) if line.strip()]
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines)


def text_listing(page: Page, site: SiteRules) -> Listing:
    """The articles and lists that a sitemap of lines names; of more than the standard allows the first and
    the last count."""
    lines = [line.strip() for line in page.text.lstrip("\ufeff").splitlines() if line.strip()]
    unread = max(0, len(lines) - MOST_ENTRIES)
    if unread:
        half = MOST_ENTRIES // 2
        lines = lines[:half] + lines[-half:]
    found = (Link(url=url) for url in (absolute(page.url, line) for line in lines) if url)
    return listing_of(found, site, articles_alone=False, most=MOST_ENTRIES, unread=unread)


def unpacked(capture: Capture) -> Capture:
    """The capture with its bytes unpacked, where they are packed; too many raise `UnknownLayout`."""
    from scrapy.utils.gz import gunzip

    if not capture.body.startswith(b"\x1f\x8b"):
        return capture
    try:
        body = gunzip(capture.body, max_size=MOST_UNPACKED)
    except Exception as error:  # a border: what a packed answer may hold is anybody's guess
        what = f"a packed list that cannot be unpacked: {type(error).__name__}: {error}"
        raise UnknownLayout(capture.url, what[:300]) from error
    return replace(capture, body=body)


def sitemap_listing(page: Page, site: SiteRules) -> Listing:
    """The articles that a sitemap names, or the sitemaps that an index names; one that names nothing raises
    `UnknownLayout`. Of one that is cut counts what can be read, and that it is cut."""
    entries, unread, cuts = sitemap_entries(page.text)
    if not entries:
        raise UnknownLayout(page.url, f"a sitemap that names nothing: {'; '.join(cuts) or 'no <loc>'}"[:300])
    entries.sort(key=attrgetter("changed"), reverse=True)
    if any(entry.is_sitemap for entry in entries):
        found = (absolute(page.url, entry.loc) for entry in entries)
        below = list(dict.fromkeys(url for url in found if url and site.owns(url) and url != page.url))
        left_out = len(below) - MOST_SITEMAPS
        if left_out > 0:
            cuts = (*cuts, f"{left_out} of {len(below)} sitemaps")
        return Listing(lists=tuple(below[:MOST_SITEMAPS]), cuts=cuts)
    links = _links(entries, page)
    listing = listing_of(links, site, articles_alone=False, most=MOST_ENTRIES, unread=unread)
    return replace(listing, cuts=(*cuts, *listing.cuts))


def _links(entries: list[SitemapEntry], page: Page) -> Iterator[Link]:
    for entry in entries:
        url = absolute(page.url, entry.loc)  # what it says is no HTML: it has no <base>
        if url:
            yield Link(
                url=url.partition("#")[0],
                title=tidy(entry.title) or None if entry.title else None,
                published_raw=entry.publication_date or None,  # lastmod may be any later change
            )
