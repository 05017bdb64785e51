"""All sites there are: every `SITE` in crawler/sites/*.py, found there and kept in no list."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TypeGuard

from crawler import sites
from crawler.normalise import addresses
from crawler.normalise.tracking import without_appended
from crawler.pages import families as family_pages
from crawler.pages.base import ArticlePage
from crawler.site import Site, domains_above
from shengmei.console.text import near
from shengmei.problems import UsageProblem


class SiteFileError(UsageProblem):
    """A file in crawler/sites that is wrong; the message names it."""


def all_sites() -> tuple[Site, ...]:
    """Every site, by id."""
    return tuple(_by_id().values())


def site(site_id: str) -> Site:
    """The site with this id; raises `UsageProblem` with near matches for an unknown one."""
    known = _by_id()
    if site_id not in known:
        raise UsageProblem(f"unknown site {site_id!r}.{near(site_id, known)} All: shengmei sites")
    return known[site_id]


def site_for(url: str) -> Site | None:
    """The site that serves this address, None for an unknown host."""
    host, known = addresses.host_of(url), _by_domain()
    exact = next((known[name] for name in (host, *domains_above(host)) if name in known), None)
    return exact or _by_twin().get(addresses.canonical_host(host))


def canonical(url: str) -> str:
    """The one address of what `url` names: by its site's rules, its platform's, or the general ones.

    `http://m-x.cjyun.org/news/p/12.html` gives `https://x.cjyun.org/p/12.html`.
    """
    known = site_for(url)
    if known:
        return known.canonical(url)
    folded = addresses.canonical(url)
    platform = platform_of(folded)
    return without_appended(_platforms()[platform].canonical_address(folded) if platform else folded)


def platform_of(url: str) -> str | None:
    """`https://m-x.cjyun.org/p/12.html` gives `cjyun.org`, a platform of many outlets; others None."""
    domain = addresses.registered_domain(addresses.host_of(url))
    return domain if domain in _platforms() else None


@cache
def families() -> tuple[type[ArticlePage], ...]:
    """The page classes in crawler/pages/families that know their own marks."""
    found: dict[type[ArticlePage], None] = {}
    for module in sorted(pkgutil.iter_modules(family_pages.__path__), key=lambda module: module.name):
        members = vars(importlib.import_module(f"{family_pages.__name__}.{module.name}")).values()
        found.update(dict.fromkeys(one for one in members if _knows_marks(one)))
    return tuple(found)


def _knows_marks(member: object) -> TypeGuard[type[ArticlePage]]:
    return (
        isinstance(member, type)
        and issubclass(member, ArticlePage)
        and member is not ArticlePage
        and "recognises" in vars(member)
    )


@cache
def _platforms() -> dict[str, type[ArticlePage]]:
    return {one.platform: one for one in families() if one.platform}


@cache
def _by_id() -> dict[str, Site]:
    found: dict[str, Site] = {}
    for module in sorted(pkgutil.iter_modules(sites.__path__), key=lambda module: module.name):
        one = _site_of(module.name)
        if one.id in found:
            raise SiteFileError(f"crawler/sites/{module.name}.py: another file has the id {one.id!r} too")
        found[one.id] = one
    return found


def _site_of(name: str) -> Site:
    """The `SITE` of a site file; raises `SiteFileError` for a file that has none or does not run."""
    try:
        one = getattr(importlib.import_module(f"{sites.__name__}.{name}"), "SITE", None)
    except Exception as error:  # a border: whatever is wrong in a file, the file is named
        raise SiteFileError(f"crawler/sites/{name}.py: {type(error).__name__}: {error}") from error
    if not isinstance(one, Site):
        raise SiteFileError(f"crawler/sites/{name}.py has no SITE")
    return one


@cache
def _by_domain() -> dict[str, Site]:
    claimed: dict[str, Site] = {}
    for one in _by_id().values():
        for domain in one.domains:
            if domain in claimed:
                raise SiteFileError(f"{domain} is claimed by {claimed[domain].id} and by {one.id}")
            claimed[domain] = one
    return claimed


@cache
def _by_twin() -> dict[str, Site]:
    """Sites by the canonical form of their hosts, where it is that of one site alone."""
    found: dict[str, set[str]] = {}
    for domain, one in _by_domain().items():
        found.setdefault(addresses.canonical_host(domain), set()).add(one.id)
    return {host: site(*ids) for host, ids in found.items() if len(ids) == 1}
