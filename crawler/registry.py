"""All sites there are: every `SITE` in crawler/sites/*.py, found there and kept in no list."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache

from crawler import sites
from crawler.normalise import addresses
from crawler.problems import UsageProblem
from crawler.site import Site


def all_sites() -> tuple[Site, ...]:
    """Every site, by id."""
    return tuple(_by_id().values())


def site(site_id: str) -> Site:
    """The site with this id; raises `UsageProblem` with near matches for an unknown one."""
    known = _by_id()
    if site_id not in known:
        near = difflib.get_close_matches(site_id, known, n=3) or sorted(known)[:3]
        raise UsageProblem(f"unknown site {site_id!r}; near it: {', '.join(near)} (all: shengmei sites)")
    return known[site_id]


def site_for(url: str) -> Site | None:
    """The site that serves this address, None for an unknown host."""
    return _by_domain().get(addresses.host_of(url))


def canonical(url: str) -> str:
    """The one address of what `url` names: by its site's rules, else by the general ones."""
    known = site_for(url)
    return known.canonical(url) if known else addresses.canonical(url)


@cache
def _by_id() -> dict[str, Site]:
    found: dict[str, Site] = {}
    for module in sorted(pkgutil.iter_modules(sites.__path__), key=lambda module: module.name):
        one = getattr(importlib.import_module(f"{sites.__name__}.{module.name}"), "SITE", None)
        if not isinstance(one, Site):
            raise TypeError(f"{sites.__name__}.{module.name} has no SITE")
        if one.id in found:
            raise ValueError(f"two sites with the id {one.id!r}")
        found[one.id] = one
    return found


@cache
def _by_domain() -> dict[str, Site]:
    claimed: dict[str, Site] = {}
    for one in _by_id().values():
        for domain in one.domains:
            if domain in claimed:
                raise ValueError(f"{domain} is claimed by {claimed[domain].id} and by {one.id}")
            claimed[domain] = one
    return claimed
