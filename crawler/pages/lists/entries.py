"""What a list names becomes a `Listing`: the outlet's articles, told by its pattern or else by their form."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.items import Link, Listing
from crawler.pages.address_shapes import shape_of
from crawler.pages.list_page import SiteRules

MOST_ARTICLES = 5_000  # of one list; the newest stand first


def listing_of(
    links: Iterable[Link], site: SiteRules, *, next_page: str | None = None, articles_alone: bool = True
) -> Listing:
    """The listing of links that a list names itself, each address once.

    Addresses that the outlet's pattern does not know are taken by their form, where it knows none of them.
    `articles_alone`: the list names nothing but articles (a feed does, a sitemap does not).
    """
    by_pattern: dict[str, Link] = {}
    by_form: dict[str, Link] = {}
    lists: dict[str, None] = {}
    for link in links:
        if site.is_article(link.url):
            by_pattern.setdefault(site.canonical(link.url), link)
        elif site.is_list(link.url):
            lists.setdefault(link.url)
        elif site.owns(link.url) and _may_be_article(link.url, articles_alone):
            by_form.setdefault(site.canonical(link.url), link)
    chosen = tuple((by_pattern or by_form).values())
    left_out = len(chosen) - MOST_ARTICLES
    return Listing(
        articles=chosen[:MOST_ARTICLES],
        lists=tuple(lists),
        next_page=next_page,
        by_form=bool(by_form) and not by_pattern,
        cuts=(f"{left_out} of {len(chosen)} links",) if left_out > 0 else (),
    )


def _may_be_article(url: str, articles_alone: bool) -> bool:
    shape = shape_of(url)
    if articles_alone:
        return shape is None or shape.kind == "article"
    return shape is not None and shape.kind == "article"
