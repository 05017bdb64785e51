"""All sites there are: every `SITE` in crawler/sites/*.py, and those of one's own; kept in no list."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from functools import cache
from typing import TypeGuard

from crawler import sites
from crawler.normalise import addresses
from crawler.normalise.tracking import without_appended
from crawler.pages import families as family_pages
from crawler.pages.base import ArticlePage
from crawler.pages.families.newspapers.addresses import EditionAddress, with_day
from crawler.site import Site, domains_above
from crawler.site_files.own_sites import OwnSites, load_own, site_directory
from crawler.site_files.paper_table import read_paper_table
from shengmei.console.text import near
from shengmei.messages import message
from shengmei.problems import UsageProblem


class SiteFileError(UsageProblem):
    """A file in crawler/sites that is wrong; the message names it."""


def all_sites() -> tuple[Site, ...]:
    """Every site, by id."""
    return tuple(_by_id().values())


def site(site_id: str) -> Site:
    """The site with this id; raises `UsageProblem` with near matches for an unknown one."""
    known = _by_id()
    if site_id in (refused := own().refused):
        raise UsageProblem(refused[site_id])
    if site_id not in known:
        raise UsageProblem(
            message(
                "unknown site {site!r}.{near} All: shengmei sites", site=site_id, near=near(site_id, known)
            )
        )
    return known[site_id]


def site_for(url: str) -> Site | None:
    """The site that serves this address, None for an unknown host."""
    host, known = addresses.host_of(url), _by_domain()
    sharing = _by_path().get(addresses.canonical_host(host), ())
    if (part := next((one for one in sharing if one.owns(url)), None)) is not None:
        return part
    exact = next((known[name] for name in (host, *domains_above(host)) if name in known), None)
    return exact or _by_twin().get(addresses.canonical_host(host))


@cache
def own() -> OwnSites:
    """The outlets of the user's own directory and of installed packages, and why others were refused."""
    return load_own(site_directory(), _ours())


def canonical(url: str) -> str:
    """The one address of what `url` names: by its site's rules, its platform's, or the general ones.

    `http://m-x.cjyun.org/news/p/12.html` gives `https://x.cjyun.org/p/12.html`.
    """
    known = site_for(url)
    if known:
        return known.canonical(url)
    folded = addresses.normalised(url)
    platform = platform_of(folded)
    return without_appended(_platforms()[platform].canonical_address(folded) if platform else folded)


def platform_of(url: str) -> str | None:
    """`https://m-x.cjyun.org/p/12.html` gives `cjyun.org`, a platform of many outlets; others None."""
    domain = addresses.registered_domain(addresses.host_of(url))
    return domain if domain in _platforms() else None


def province_of(host: str) -> str | None:
    """The province of the outlet that serves a host, or to which its parent domain belongs; None where nobody
    knows: `changsha.rednet.cn` is of 湖南, `unnamed.cjyun.org`, a customer of a platform, of none."""
    if one := site_for(f"http://{host}/"):
        return one.province
    parent, known = addresses.registered_domain(host), _by_domain()
    owner = next((known[name] for name in (parent, f".{parent}", f"www.{parent}") if name in known), None)
    return owner.province if owner else None


def family_of(one: Site) -> str | None:
    """The family (module of crawler.pages.families) whose page class reads the site; `generic` where a class
    of its own does, None where none does. Of a newspaper the grammar of its addresses, `founder_new`;
    `newspapers` where only its newest edition tells them."""
    if one.paper is not None:
        return one.paper.family or "newspapers"
    if not one.article_pages:
        return None
    package = f"{family_pages.__name__}."
    ancestors = [base.__module__ for base in one.article_pages[0].__mro__]
    found = next((module for module in ancestors if module.startswith(package)), "generic")
    return found.removeprefix(package)


def edition_of(url: str) -> EditionAddress | None:
    """What the address of a page of a known newspaper's edition tells; None for any other address."""
    known = site_for(url)
    return known.edition(url) if known else None


def edition_address(known: str, day: date) -> str | None:
    """The address at which another day's edition of the same paper may stand, made of one of its pages."""
    return with_day(known, day)


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
    """Ours and the user's own."""
    return dict(sorted((_ours() | own().sites).items()))


@cache
def _ours() -> dict[str, Site]:
    found: dict[str, Site] = {}
    for module in sorted(pkgutil.iter_modules(sites.__path__), key=lambda module: module.name):
        one = _site_of(module.name)
        if one.id in found:
            raise SiteFileError(f"crawler/sites/{module.name}.py: another file has the id {one.id!r} too")
        found[one.id] = one
    return dict(sorted((found | _papers(found)).items()))


def _papers(known: dict[str, Site]) -> dict[str, Site]:
    """The newspapers of crawler/sites/newspapers.tsv, by id."""
    try:
        papers = {one.id: one for one in read_paper_table()}
    except ValueError as error:
        raise SiteFileError(str(error)) from error
    if twice := sorted(papers.keys() & known.keys()):
        raise SiteFileError(f"crawler/sites/newspapers.tsv: a site file has the id {twice[0]!r} too")
    return papers


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
        for domain in () if one.paths else one.domains:
            if domain in claimed:
                raise SiteFileError(f"{domain} is claimed by {claimed[domain].id} and by {one.id}")
            claimed[domain] = one
    return claimed


@cache
def _by_path() -> dict[str, tuple[Site, ...]]:
    """Sites that share a host, by its canonical form; of those that own an address the longest path first."""
    found: dict[str, list[Site]] = {}
    claimed: dict[tuple[str, str], Site] = {}
    for one in _by_id().values():
        for domain in one.domains if one.paths else ():
            host = addresses.canonical_host(domain)
            for path in one.paths:
                if (host, path) in claimed:
                    raise SiteFileError(
                        f"{domain}{path} is claimed by {claimed[host, path].id} and by {one.id}"
                    )
                claimed[host, path] = one
            found.setdefault(host, []).append(one)
    longest = {one.id: max(map(len, one.paths)) for sites in found.values() for one in sites}
    return {
        host: tuple(sorted(dict.fromkeys(sites), key=lambda one: -longest[one.id]))
        for host, sites in found.items()
    }


@cache
def _by_twin() -> dict[str, Site]:
    """Sites by the canonical form of their hosts, where it is that of one site alone."""
    found: dict[str, set[str]] = {}
    for domain, one in _by_domain().items():
        found.setdefault(addresses.canonical_host(domain), set()).add(one.id)
    return {host: site(*ids) for host, ids in found.items() if len(ids) == 1}
