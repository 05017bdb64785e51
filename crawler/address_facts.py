"""What an address is, told by the address alone: its outlet; an article, a list or an edition; its day.

>>> facts_of("https://www.bjnews.com.cn/detail/1716276087129168.html").kind
'article'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from crawler import registry
from crawler.normalise import addresses, dates
from crawler.pages.address_shapes import LONGEST, AddressKind, AddressShape, shape_in, shape_of
from crawler.site import Site

_DAY_ASKED = ("date", "jdate", "day", "pubdate")


@dataclass(frozen=True, kw_only=True)
class AddressFacts:
    """What is known of an address; None where nobody knows. `day` is the one that the address names."""

    address: str
    site: str | None = None
    kind: AddressKind | None = None
    family: str | None = None
    canonical: str | None = None
    day: date | None = None
    rule: str | None = None  # by which the kind was told


def facts_of(address: str) -> AddressFacts:
    """Never raises: of what is no http address nothing is known."""
    url = address.strip()
    if not _is_http(url):
        return AddressFacts(address=address)
    site = registry.site_for(url)
    shape = _shape(url, site)
    return AddressFacts(
        address=address,
        site=site.id if site else None,
        kind=shape.kind if shape else None,
        family=shape.family if shape else None,
        canonical=registry.canonical(url),
        day=(shape.day or _day(url)) if shape else None,
        rule=shape.rule if shape else None,
    )


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    named = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and port != 0
    return named and len(url) <= LONGEST and url.isprintable() and " " not in parts.netloc


def _shape(url: str, site: Site | None) -> AddressShape | None:
    """By the outlet's own patterns, where it has any that fit; else by the form that a family knows."""
    by_form = shape_of(url)
    if site is not None and site.paper is not None and (told := site.paper.told(url)) is not None:
        return AddressShape(told.kind, told.family, told.rule, told.day)
    if site is None or (by_form and by_form.kind == "edition"):
        return by_form
    own = registry.family_of(site)
    by_form = shape_in(own, url) or by_form  # of families that write addresses alike it is the outlet's
    family = (by_form.family if by_form else None) or own
    if site.json_list(url) is not None:
        return AddressShape("list", family, f"json_lists of {site.id}")
    if site.is_article(url):
        return AddressShape("article", family, f"article_url of {site.id}")
    if site.is_list(url):
        return AddressShape("list", family, f"list_url of {site.id}")
    if url in site.lists:
        return AddressShape("list", family, f"lists of {site.id}")
    return by_form


def _day(url: str) -> date | None:
    """The day that the address names in its path, or is asked for: `?date=2026-05-18`."""
    stamp = dates.address_day(url)
    if stamp is None or stamp.precision != "day":
        asked = dict(parse_qsl(urlsplit(url).query))
        named = next((asked[key] for key in _DAY_ASKED if key in asked), None)
        stamp = dates.address_day(f"{addresses.origin(url)}/{named}/") if named else None
    return stamp.at.date() if stamp and stamp.precision == "day" else None
