"""Throttle groups, which are Scrapy's download slots here, and how many requests at a time each gets.

A group is a platform, not a host name: a hundred sites of one SaaS stand on the same machines.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from crawler import registry
from crawler.normalise import addresses

AT_ONCE = 16
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str | None) -> bool:
    return host in LOOPBACK


def throttle_group(address: str) -> str:
    """The group of servers that answers at an address: the site's platform, or the host."""
    return _group_of(addresses.host_of(address))


def groups_of_sites(names: Iterable[str]) -> dict[str, str]:
    """The groups of sites, by their ids; the host of an outlet without a site file is its id."""
    known = {site.id: site for site in registry.all_sites()}
    return {
        name: (known[name].throttle_group or known[name].domains[0])
        if name in known
        else throttle_group(f"http://{name}/")
        for name in names
    }


@lru_cache(maxsize=4096)
def _group_of(host: str) -> str:
    address = f"http://{host}/"
    site = registry.site_for(address)
    if site:
        return site.throttle_group or site.domains[0]
    return registry.platform_of(address) or host


def download_settings(delay: float) -> dict[str, Any]:
    """Scrapy's settings for a delay in seconds; none on loopback."""
    fast = {"concurrency": AT_ONCE, "delay": 0.0, "jitter": 0}
    return {
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_DELAY_JITTER": 0,  # down to half of the delay would be impolite
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1 if delay else AT_ONCE,
        "DOWNLOAD_SLOTS": dict.fromkeys(LOOPBACK, fast),
    }
