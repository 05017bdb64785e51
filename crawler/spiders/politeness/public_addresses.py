"""Only addresses of the public net are asked: a page must not lead a crawl into the network that it runs in.

Looked at are addresses as they are written, in whatever notation, and what names are resolved to, where the
connection is made; so redirects and robots.txt are looked at too. A proxy resolves names itself, behind one
only written addresses are looked at; the proxy that is configured may stand anywhere.
"""

from __future__ import annotations

import ipaddress
import socket
import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

if TYPE_CHECKING:
    from collections.abc import Sequence

ALLOWED = "SHENGMEI_ALLOW_PRIVATE"  # Scrapy's setting of that name
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# They name the machine itself, the one that hands out its keys, or one of its network, to whoever resolves
# them.
_NAMES = ("localhost", "ip6-localhost", "ip6-loopback", "metadata", "instance-data")
_ENDS = (".localhost", ".localdomain", ".local", ".internal", ".home.arpa")
# An IPv4 address stands in the last 32 bits: as NAT64 has it (RFC 6052, RFC 8215), translated, compatible.
_WITH_IPV4 = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96", "::/96")))
# Python calls them global: site-local addresses, and where clouds answer their machines (Azure, Oracle).
_NOT_PUBLIC: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = (
    ipaddress.IPv6Network("fec0::/10"),
    ipaddress.IPv4Network("168.63.129.16/32"),
    ipaddress.IPv4Network("192.0.0.0/24"),
)


class AddressRefused(Exception):
    """The address, or what its name resolves to, is none of the public net."""

    def __init__(self, host: str, at: str) -> None:
        named = host if host == at else f"{host} ({at})"
        super().__init__(f"{named} is in no public network: allow_private allows it")


def written_address(host: str) -> Address | None:
    """The address that a host is written as: `127.1`, `0x7f000001`, `2130706433` and `０１７７.0.0.1` give
    127.0.0.1, as they do where names are resolved. A name gives None."""
    text = _plain(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(text)) if text[:1].isdigit() else None
    except (OSError, UnicodeError):
        return None


def _plain(host: str) -> str:
    """`ｌｏｃａｌｈｏｓｔ。` and `loc%61lhost` give `localhost`, as where names are resolved."""
    text = unicodedata.normalize("NFKC", unquote(host)).replace("。", ".")
    return text.strip("[]").rstrip(".")


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public net; one that stands for another is what that one is."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if any(address in network for network in _WITH_IPV4):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return is_public(inner)
    special = any(address in network for network in _NOT_PUBLIC)
    return address.is_global and not address.is_multicast and not special


def refused(host: str) -> AddressRefused | None:
    """Why a host must not be asked, as far as it says so itself."""
    address = written_address(host)
    if address is not None:
        return None if is_public(address) else AddressRefused(host, str(address))
    name = _plain(host).lower()
    if name in _NAMES or name.endswith(_ENDS):
        return AddressRefused(host, host)
    return None


class PublicAddresses:
    """Downloader middleware, in front of all others: robots.txt and its redirects pass it too."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PublicAddresses:
        if crawler.settings.getbool(ALLOWED):
            raise NotConfigured
        return cls()

    def process_request(self, request: Request) -> None:
        """Raises `AddressRefused`."""
        if (problem := refused(urlsplit(request.url).hostname or "")) is not None:
            raise problem

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002 (Scrapy's)
        """Says why a name was not resolved, where that was our own doing. Raises `AddressRefused`."""
        host = urlsplit(request.url).hostname or ""
        if (at := PublicResolver.refused.get(host)) is not None:
            raise AddressRefused(host, at)


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver of names, but for names of what is not public."""

    refused: dict[str, str] = {}  # noqa: RUF012 (Scrapy makes one for the reactor): name and what it resolved to
    allow_all = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> PublicResolver:
        one = super().from_crawler(crawler, reactor)
        one.allow_all = crawler.settings.getbool(ALLOWED)
        return one

    def getHostByName(  # noqa: N802 (Twisted's)
        self, name: str, timeout: Sequence[int] = ()
    ) -> Deferred[str]:
        found = super().getHostByName(name, timeout)
        if self.allow_all or name in proxy_hosts():
            return found
        return found.addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if is_public(ipaddress.ip_address(address)):
            self.refused.pop(name, None)
            return address
        self.refused[name] = address
        raise DNSLookupError(f"{name} resolves to {address}")


def proxy_hosts() -> set[str]:
    """The hosts of the proxies that are configured."""
    return {
        urlsplit(proxy if "//" in proxy else f"//{proxy}").hostname or "" for proxy in getproxies().values()
    }
