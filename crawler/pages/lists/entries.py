"""What a list names becomes a `Listing`: the outlet's articles, told by its pattern or else by their form."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.items import Link, Listing
from crawler.pages.address_shapes import shape_of
from crawler.pages.list_page import SiteRules

MOST_ARTICLES = 5_000  # of one list; the newest stand first
MOST_BY_FORM = 3_000  # addresses of one list whose form is looked at


def listing_of(
    links: Iterable[Link],
    site: SiteRules,
    *,
    next_page: str | None = None,
    articles_alone: bool = True,
    most: int = MOST_ARTICLES,
    unread: int = 0,
) -> Listing:
    """The listing of links that a list names itself, each address once; of articles the first `most`.
    `unread`: how many it names besides.

    Addresses that the outlet's pattern does not know are taken by their form, where it knows none of them.
    `articles_alone`: the list names nothing but articles (a feed does, a sitemap does not).
    """
    by_pattern: dict[str, Link] = {}
    others: list[Link] = []
    lists: dict[str, None] = {}
    total = unread
    for link in links:
        total += 1
        if site.is_article(link.url):
            by_pattern.setdefault(site.canonical(link.url), link)
        elif site.is_list(link.url):
            lists.setdefault(link.url)
        elif not by_pattern and site.owns(link.url):
            others.append(link)
    chosen = tuple(by_pattern.values()) if by_pattern else _by_form(others, site, articles_alone)
    left_out = max(0, len(by_pattern) - most if by_pattern else len(others) - MOST_BY_FORM) + unread
    return Listing(
        articles=chosen[:most],
        lists=tuple(lists),
        next_page=next_page,
        by_form=bool(chosen) and not by_pattern,
        cuts=(f"{left_out} of {total} links",) if left_out else (),
    )


def _by_form(links: list[Link], site: SiteRules, articles_alone: bool) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for link in links[:MOST_BY_FORM]:
        if _may_be_article(link.url, articles_alone):
            found.setdefault(site.canonical(link.url), link)
    return tuple(found.values())


def _may_be_article(url: str, articles_alone: bool) -> bool:
    shape = shape_of(url)
    if articles_alone:
        return shape is None or shape.kind == "article"
    return shape is not None and shape.kind == "article"
