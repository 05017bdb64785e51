"""Addresses that pages, lists or people name, as the frontier takes them."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler import registry
from crawler.normalise import addresses
from crawler.store import Discovery


def site_id(url: str) -> str:
    """The site of an address; the host, for an outlet without a site file."""
    site = registry.site_for(url)
    return site.id if site else addresses.host_of(url)


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
