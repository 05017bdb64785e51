"""An RSS or Atom feed as a list."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.items import Link, Listing
from crawler.normalise.addresses import absolute
from crawler.normalise.text import tidy
from crawler.pages.document.page import Page, UnknownLayout
from crawler.pages.list_page import SiteRules
from crawler.pages.lists.bounded_feed import bounded_feed
from crawler.pages.lists.entries import listing_of

_ROOT = re.compile(r"<(?:rss|(?:rdf:)?RDF|feed)[\s>]", re.IGNORECASE)
_AS_WE_SEND_IT = {"content-type": "application/xml; charset=utf-8"}
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_HEAD = 2_000  # characters in which the root element stands


def is_feed(page: Page) -> bool:
    """Whether the answer is a feed, whatever its server calls it."""
    head = page.text[:_HEAD]
    return "<html" not in head.lower() and bool(_ROOT.search(head))


def feed_listing(page: Page, site: SiteRules) -> Listing:
    """The articles that a feed names; one without any entry raises `UnknownLayout`."""
    import feedparser

    # Decoded by us, who doubt a declared charset. Markup in its texts is left alone: only titles are taken.
    text, cuts = bounded_feed(page.text)
    feed = feedparser.parse(
        text.encode("utf-8", "replace"),
        response_headers=_AS_WE_SEND_IT,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.entries:
        problem = feed.get("bozo_exception") or "no entries"
        raise UnknownLayout(page.url, f"a feed that names no article: {problem}"[:300])
    found = listing_of(_links(feed.entries, page), site)
    return replace(found, cuts=(*cuts, *found.cuts))


def _links(entries: list[dict[str, str]], page: Page) -> Iterator[Link]:
    for entry in entries:
        url = absolute(page.url, entry.get("link") or entry.get("id") or "")
        if url:
            printed = entry.get("published") or entry.get("updated")
            yield Link(url=url.partition("#")[0], title=_title(entry.get("title", "")), published_raw=printed)


def _title(markup: str) -> str | None:
    """A title as text: many are markup, `A&amp;B` or `<b>A</b>`, whatever the feed calls them."""
    return tidy(html.unescape(_TAG.sub("", html.unescape(markup)))) or None
