"""Which scope the sites of a crawl have: web sites what is due of them, newspapers the editions of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from crawler.site import Site
from crawler.spiders.scopes.edition_scope import EditionScope, next_edition_at
from crawler.spiders.scopes.scope import CrawlScope, JointScope, SiteScope
from crawler.store import Transaction, stamp


def scope_of(sites: Sequence[Site], days: Sequence[date] | None) -> CrawlScope:
    """Of newspapers the editions of `days` (None: the newest ones), of others everything that is due."""
    papers = [site for site in sites if site.paper is not None]
    others = [site for site in sites if site.paper is None]
    scopes: list[CrawlScope] = []
    if papers:
        scopes.append(EditionScope(papers, days))
    if others or not papers:
        scopes.append(SiteScope(others))
    return scopes[0] if len(scopes) == 1 else JointScope(scopes)


class DueScope(SiteScope):
    """Everything that is due in the store: of every outlet that was ever crawled, known by a file or not."""

    def __init__(self) -> None:
        super().__init__(())
        self._papers: list[Site] = []

    def begin(self, transaction: Transaction, at: datetime) -> None:
        self._set_sites(transaction.frontier.sites())
        # Their lists again: an update of the site's file may have brought new ones.
        listed = set(transaction.frontier.sites(lists=True))
        self._record(transaction, [site for site in self._known if site.id in listed], at)
        self._papers = [site for site in self._known if site.id in listed and site.paper is not None]
        EditionScope(self._papers).begin(transaction, at)  # today's editions are due too

    def next_due(self, transaction: Transaction, at: datetime) -> str | None:
        moments = [super().next_due(transaction, at)]
        moments += [stamp(next_edition_at(at))] if self._papers else []
        return min((when for when in moments if when is not None), default=None)

    @property
    def groups(self) -> set[str]:
        """The throttle groups of all outlets."""
        return set(self._groups.values())

    def groups_due(self, transaction: Transaction, at: datetime) -> set[str]:
        """Those of which an address is due; of outlets too that other crawls have found meanwhile."""
        self._set_sites(transaction.frontier.sites())
        return {self._groups[site] for site in transaction.frontier.sites_with_due(list(self._sites), at)}
