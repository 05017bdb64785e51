"""A sitemap, a news sitemap or an index of sitemaps as a list; also where it is packed (`sitemap.xml.gz`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from crawler.items import Capture, Link, Listing
from crawler.normalise.text import tidy
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.list_page import SiteRules
from crawler.pages.lists.entries import listing_of

MOST_UNPACKED = 20_000_000  # bytes; the standard allows 50 MB, no outlet needs them
MOST_SITEMAPS = 200  # of one index, the newest first
_ROOT = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HEAD = 2_000
_DECLARED = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ADDRESS = re.compile(r"https?://\S+")
_OF_PICTURES = re.compile(r"\{[^}]*(?:image|video)[^}]*\}")  # namespaces of what an entry shows
_LONGEST = 2_000  # characters of a value
_DEEPEST, _MOST_VALUES = 50, 100  # elements in one another, values of an entry: real ones have four, ten


def is_sitemap(page: Page) -> bool:
    return bool(_ROOT.search(page.text[:_HEAD]))


def is_text_sitemap(page: Page) -> bool:
    """Whether the answer is a sitemap as text: addresses, a line each, and nothing else."""
    lines = page.text[:_HEAD].lstrip("\ufeff").split("\n")
    lines = [line.strip() for line in (lines[:-1] if len(page.text) > _HEAD else lines) if line.strip()]
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines)


def text_listing(page: Page, site: SiteRules) -> Listing:
    """The articles and lists that a sitemap of lines names."""
    found = (page.absolute(line.strip()) for line in page.text.lstrip("\ufeff").splitlines() if line.strip())
    return listing_of((Link(url=url) for url in found if url), site, articles_alone=False)


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
    entries, problem = _entries(page)
    if not entries:
        raise UnknownLayout(page.url, f"a sitemap that names nothing: {problem or 'no <loc>'}"[:300])
    entries.sort(key=lambda entry: entry.get("lastmod") or entry.get("publication_date") or "", reverse=True)
    if any(entry["of"] == "sitemap" for entry in entries):
        found = (page.absolute(entry["loc"]) for entry in entries)
        below = list(dict.fromkeys(url for url in found if url and site.owns(url) and url != page.url))
        left_out = len(below) - MOST_SITEMAPS
        if left_out > 0:
            problem = f"{left_out} of {len(below)} sitemaps"
        return Listing(lists=tuple(below[:MOST_SITEMAPS]), cuts=(problem,) if problem else ())
    listing = listing_of(_links(entries, page), site, articles_alone=False)
    return replace(listing, cuts=listing.cuts or ((problem,) if problem else ()))


def _entries(page: Page) -> tuple[list[dict[str, str]], str | None]:
    """What stands in each `<url>` or `<sitemap>`, by the elements' names; and why the rest is missing."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    text = _UNPRINTABLE.sub("", _DECLARED.sub("", page.text))
    entries: list[dict[str, str]] = []
    entry: dict[str, str] = {}
    around: list[
        Any
    ] = []  # the elements that are open; what was read leaves its parent, or all stay in memory
    try:
        for event, element in iterparse(BytesIO(text.encode("utf-8", "replace")), events=("start", "end")):
            if event == "start":
                around.append(element)
                if len(around) > _DEEPEST:
                    return entries, f"a sitemap that nests more than {_DEEPEST} deep"
                continue
            around.pop()
            name = element.tag.rpartition("}")[2]
            if name in ("url", "sitemap"):
                if entry.get("loc"):
                    entries.append({**entry, "of": name})
                entry = {}
            elif (
                element.text
                and element.text.strip()
                and len(entry) < _MOST_VALUES
                and len(element.tag)
                <= _LONGEST  # a namespace of a megabyte would be looked through each time
                and not _OF_PICTURES.match(element.tag)
            ):
                entry.setdefault(name, element.text.strip()[:_LONGEST])
            if around:
                del around[-1][:]
    except (ParseError, DefusedXmlException) as error:
        return entries, f"a sitemap that is cut or no XML: {type(error).__name__}: {error}"[:300]
    return entries, None


def _links(entries: list[dict[str, str]], page: Page) -> Iterator[Link]:
    for entry in entries:
        url = page.absolute(entry["loc"])
        if url:
            yield Link(
                url=url.partition("#")[0],
                title=tidy(entry.get("title", "")) or None,
                published_raw=entry.get("publication_date"),  # lastmod may be any later change
            )
