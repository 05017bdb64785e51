"""From a captured list to what it leads to, whatever it is: a page, a JSON answer, a feed or a sitemap."""

from __future__ import annotations

from dataclasses import replace

from crawler import registry
from crawler.items import Capture, Link, Listing, Reading
from crawler.pages.document.decoding import is_binary
from crawler.pages.document.outline import Outline
from crawler.pages.document.page import Page
from crawler.pages.families.newspapers.reading import newest_edition
from crawler.pages.list_page import ListPage
from crawler.pages.lists import feed_list, json_guess, link_forms, sitemap_list
from crawler.pages.lists.json_list import starts_as_json
from crawler.pages.long_lists import list_pages, read_list
from crawler.site import Site

# Of a list with which a crawl starts: a page that only scripts fill, a rebuilt one, an error that says 200.
NOTHING_LISTED = "the list leads to no article and to no other list"
_MOSTLY = 0.5  # of a text: what stands in links to other pages


def listing(capture: Capture) -> Listing:
    """What the list of this capture leads to; a page of an unknown host leads nowhere.

    An answer that is not the list that its address promises raises `UnknownLayout`.
    """
    site = registry.site_for(capture.url)
    if site is None:
        return Listing()
    capture = sitemap_list.unpacked(capture)
    if not capture.body.strip() or is_binary(capture.body):
        return Listing()
    if len(capture.body) > sitemap_list.MOST_UNPACKED:
        capture = replace(capture, body=capture.body[: sitemap_list.MOST_UNPACKED], truncated=True)
    found = _listing(capture, site)
    if capture.truncated:
        behind = f"all behind its first {len(capture.body) / 1_000_000:.0f} MB"
        return replace(found, cuts=(*found.cuts, behind))
    return found


def _listing(capture: Capture, site: Site) -> Listing:
    page = Page(capture)
    if site.paper is not None:
        return Listing(editions=newest_edition(page, site))
    if sitemap_list.is_text_sitemap(page):
        return sitemap_list.text_listing(page, site)
    if sitemap_list.is_sitemap(page):
        return sitemap_list.sitemap_listing(page, site)
    if known := site.json_list(capture.url):
        return known.listing(page, site)
    if feed_list.is_feed(page):
        return feed_list.feed_listing(page, site)
    if site.list_page is ListPage and _is_json(page):
        return json_guess.guessed_listing(page, site)
    return _of_page(page, site)


def _is_json(page: Page) -> bool:
    """Also where the answer is a call, `callback({…})`."""
    return starts_as_json(page.text)


def _of_page(page: Page, site: Site) -> Listing:
    """By the outlet's pattern; where it finds nothing, by the form of the links."""
    found = read_list(page.capture, site)
    if found.articles or _is_json(page):
        return found
    cuts: list[str] = []
    by_form: tuple[Link, ...] = link_forms.articles_by_form(list_pages(page.capture, site, []), cuts)
    return replace(found, articles=by_form, by_form=True, cuts=(*found.cuts, *cuts)) if by_form else found


def no_article(capture: Capture, reading: Reading) -> str | None:
    """Why a page that only the form of its address calls an article is none; None where it may be one.

    Such a page must print when it was published, or who wrote it or gave it, and its text must not be a list
    of links.
    """
    article = reading.article
    if article is None:
        return None
    by_address = article.published is not None and article.published.found_in == "address"
    if (article.published is None or by_address) and not article.source and not article.bylines:
        return "taken for an article by its address, and shows no time, source or byline"
    linked = _linked_text(Page(capture))
    lines = [line for line in article.body.splitlines() if line.strip()]
    in_links = sum(len(line) for line in lines if line.strip() in linked)
    if lines and in_links > _MOSTLY * sum(map(len, lines)):
        return "taken for an article by its address, and its text is a list of links"
    return None


def _linked_text(page: Page) -> frozenset[str]:
    """The lines that stand in links."""
    return frozenset(
        line.strip() for node in page.all("a[href]") for line in Outline(node).texts() if line.strip()
    )
