"""Who crawls must say how to be reached, before anybody else's servers are asked."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from crawler.spiders.politeness.public_addresses import written_address
from shengmei.config import Config
from shengmei.messages import message
from shengmei.problems import UsageProblem

# Names that belong to nobody (RFC 2606, RFC 6761): the demo's, and those of tests.
_NOBODYS = (".example", ".test", ".invalid", ".localhost", ".example.com", ".example.net", ".example.org")


def require_contact(config: Config, addresses: Iterable[str]) -> None:
    """Raises `UsageProblem` where somebody's server is to be asked and no contact address is set. What goes
    through a proxy on this machine counts as asked on this machine: it is how tests and the demo crawl."""
    if config.contact:
        return
    for address in addresses:
        if not (_is_nobodys(urlsplit(address).hostname or "") or _goes_to_loopback(config, address)):
            raise UsageProblem(
                message(
                    "say first how the sites can reach you: set SHENGMEI_CONTACT, or contact in "
                    "shengmei.toml, to a mail address or a web page (it is sent along, in the User-Agent)"
                )
            )


def _is_nobodys(host: str) -> bool:
    address = written_address(host)
    return f".{host}".endswith((*_NOBODYS, ".localhost")) or (address is not None and address.is_loopback)


def _goes_to_loopback(config: Config, address: str) -> bool:
    parts = urlsplit(address)
    if not config.proxy and proxy_bypass(parts.hostname or ""):
        return False
    proxy = config.proxy or getproxies().get(parts.scheme, "")
    host = urlsplit(proxy if "//" in proxy else f"//{proxy}").hostname or ""
    return bool(proxy) and (host == "localhost" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    address = written_address(host)
    return address is not None and address.is_loopback
