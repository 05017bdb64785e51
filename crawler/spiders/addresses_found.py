"""Addresses that pages, lists or people name, as the frontier takes them."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from scrapy.http import Response

from crawler import registry
from crawler.normalise import addresses, tracking
from crawler.store import Discovery

# 404.html, error_404.shtml, 500error.jsp
_ERROR_PAGE = re.compile(
    r"(?:page|err(?:or)?)?[_-]?(?:4[01]\d|50\d)[_-]?(?:err(?:or)?|page)?(?:\.[a-z]{2,5})?", re.IGNORECASE
)
_AROUND = (b"<>", b'""', b"''")  # an address in a header


def site_id(url: str) -> str:
    """The site of an address; the host, for an outlet without a site file."""
    site = registry.site_for(url)
    return site.id if site else addresses.host_of(url)


def names_article(address: str) -> bool:
    """Whether an address has the form of an article's, of its outlet's or of any; `/404.html` has not."""
    if _ERROR_PAGE.fullmatch(urlsplit(address).path.rstrip("/").rpartition("/")[2]):
        return False
    site = registry.site_for(address)
    return tracking.names_article(address) or (site is not None and site.is_article(address))


def page_without(url: str, names: Collection[str]) -> str | None:
    """The address without these parameters; None where it has none of them, or the rest names no article."""
    there = tracking.without_parameters(url, names)
    if there == url:
        return None
    page, site = registry.canonical(there), registry.site_for(url)
    is_article = site.is_article(page) if site else tracking.names_article(page)
    return page if is_article else None


def discovery(address: str, **more: object) -> Discovery:
    """An address as the frontier takes it; a login in it is nobody's business and stays out."""
    address = addresses.writable(without_login(address))
    return Discovery(url=registry.canonical(address), address=address, site=site_id(address), **more)  # type: ignore[arg-type]


def without_login(address: str) -> str:
    """`http://user:word@host/1.html` gives `http://host/1.html`."""
    try:
        parts = urlsplit(address)
    except ValueError:  # no address at all: the frontier keeps it with that reason
        return address
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else address


def location_of(response: Response) -> str:
    """The Location header as text. Bytes that are no UTF-8, as of GBK, are what its server wants to be asked
    for, as browsers do; some servers put the address between brackets or quotes."""
    raw = (response.headers.get("Location") or b"").strip()
    if raw[:1] + raw[-1:] in _AROUND:
        raw = raw[1:-1].strip()
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)
