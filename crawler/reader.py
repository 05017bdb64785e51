"""From a captured page to what it says: the site's page classes, then the family's, then the generic one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from crawler import pages, registry
from crawler.items import Capture, Listing, Reading
from crawler.normalise import addresses
from crawler.pages.base import ArticlePage, Page, UnknownLayout
from crawler.pages.decoding import is_binary
from crawler.pages.generic import GenericArticlePage
from crawler.pages.meta import Meta

if TYPE_CHECKING:
    from crawler.site import Site

LARGEST = 5_000_000  # bytes; the longest real article page met had 1.2 million


def read(capture: Capture) -> Reading:
    """What the page of this capture says. Never raises: what cannot be read comes back with a reason."""
    early = _without_parsing(capture)
    if early:
        return early
    page = Page(capture)
    if not page.url:
        page.url = Meta(page).canonical or ""
    site = registry.site_for(page.url)
    misfits = []
    for layout in _layouts(page, site):
        try:
            reading = layout(page, site.id if site else page.host, _canonical(layout, page, site)).read()
        except UnknownLayout as problem:
            misfits.append((layout.__name__, problem.what))
            continue
        return Reading(
            state=reading.state, article=reading.article, target=reading.target,
            misfits=tuple(name for name, _ in misfits),
        )  # fmt: skip
    *families, (_, reason) = misfits
    return Reading(state="unreadable", reason=reason, misfits=tuple(name for name, _ in families))


def listing(capture: Capture) -> Listing:
    """What the list page of this capture leads to; a page of an unknown host leads nowhere."""
    site = registry.site_for(capture.url)
    if site is None or _without_parsing(capture):
        return Listing()
    return site.list_page(Page(capture), site).listing()


def _without_parsing(capture: Capture) -> Reading | None:
    body = capture.body
    if not body.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return Reading(state="empty", reason="the page is empty")
    if len(body) > LARGEST:
        return Reading(state="unreadable", reason=f"larger than {LARGEST // 1_000_000} MB")
    if is_binary(body):
        return Reading(state="unreadable", reason="no text: an image, a document or an archive")
    return None


def _layouts(page: Page, site: Site | None) -> list[type[ArticlePage]]:
    known = list(site.article_pages) if site else []
    families = [one for one in _families() if one not in known and one.recognises(page)]
    return [*known, *families, GenericArticlePage]


def _canonical(layout: type[ArticlePage], page: Page, site: Site | None) -> str:
    if not page.url:
        return ""
    return site.canonical(page.url) if site else layout.canonical_address(addresses.canonical(page.url))


@cache
def _families() -> tuple[type[ArticlePage], ...]:
    """The page classes in crawler/pages that know their own marks."""
    found: dict[type[ArticlePage], None] = {}
    for module in sorted(pkgutil.iter_modules(pages.__path__), key=lambda module: module.name):
        members = vars(importlib.import_module(f"{pages.__name__}.{module.name}")).values()
        found.update(dict.fromkeys(one for one in members if _knows_marks(one)))
    return tuple(found)


def _knows_marks(member: object) -> bool:
    return (
        isinstance(member, type)
        and issubclass(member, ArticlePage)
        and "recognises" in vars(member)
        and (member is not ArticlePage)
    )
