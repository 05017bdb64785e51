"""Doubts about a reading that is unlike the outlet's kept articles.

A crawl compares what it kept when it has come to its end (`compare_kept`); what is read again or out of a
file is compared at once (`OutletLikeness`), and the store is asked once for each outlet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from crawler.confidence_model import cleared, doubted
from crawler.items import Article
from crawler.store import Store, StoredArticle, Transaction, from_stamp
from crawler.store.history.outlet_days import DayCount, beijing_day
from crawler.store.outlet_profile import FEWEST, OutletProfile, text_head

Profile = Callable[[str], OutletProfile | None]  # of a site id

_NEARLY_ALL, _HARDLY_ANY = 0.95, 0.02  # of the outlet's articles
_TIMES_SHORTER, _TIMES_LONGER = 5, 10
_AGAIN = 2  # other articles with the same headline or beginning
_SHORTEST_HEAD = 20  # characters of a beginning that says something
_LONGEST_WAIT = timedelta(days=1)  # for the rest of an outlet
_AT_ONCE = 200  # articles that are compared in one transaction


class OutletLikeness:
    """Keeps the profiles of a run. An outlet without one is asked about again when it may have one."""

    def __init__(self) -> None:
        self._profiles: dict[str, OutletProfile | None] = {}
        self._seen: Counter[str] = Counter()  # articles since the outlet was asked about

    def compared(self, article: Article, profile: Profile) -> Article:
        """The article with the doubts that its outlet's other articles raise; `profile` asks the store."""
        extraction = article.extraction
        if extraction is None or extraction.confidence is None:
            return article
        usual = self._profile(article.site, profile)
        return article if usual is None else _compared(article, usual)

    def _profile(self, site: str, ask: Profile) -> OutletProfile | None:
        known = self._profiles.get(site)
        if known is None and (site not in self._profiles or self._seen[site] >= FEWEST):
            known = self._profiles[site] = ask(site)
            self._seen[site] = 0
        self._seen[site] += 1
        return known


def compare_kept(store: Store, at: datetime, tell: Callable[[Article], None]) -> None:
    """Compares what was kept since it was last called with the other articles of its outlet, and tells of
    those that are doubted for it, one by one: of a large run they would fill the memory. What an outlet with
    too few articles has waits until there are more. So does what was first seen less than a day ago, while
    more of its outlet is to come: the run may have ended early, because the outlet's servers are left alone,
    or another crawl is fetching it."""
    with store.reading() as transaction:
        sites = transaction.uncompared.sites()
        profiles = {site: transaction.articles.outlet_profile(site) for site in sites}
        incomplete = {site for site in sites if transaction.uncompared.more_to_come(site)}
    for site, usual in profiles.items():
        seen_before = at - _LONGEST_WAIT if site in incomplete else None
        more = usual is not None
        while more and usual is not None:
            with store.writing() as transaction:
                ids = transaction.uncompared.of_site(site, _AT_ONCE, seen_before)
                more = len(ids) == _AT_ONCE
                pairs = [(one, _compared(one.article, usual)) for one in transaction.articles.stored(ids)]
                pairs = [(one, compared) for one, compared in pairs if compared != one.article]
                _write_trust(transaction, pairs, at)
                transaction.uncompared.done(ids)
            for _, compared in pairs:
                tell(compared)


def _write_trust(transaction: Transaction, pairs: list[tuple[StoredArticle, Article]], at: datetime) -> None:
    """Writes articles as they were compared; each stands behind its state in the store."""
    transaction.uncompared.write_trust(
        {(one.id, one.revision, one.extraction): compared for one, compared in pairs}, at
    )
    counts: Counter[DayCount] = Counter()
    for one, compared in pairs:
        before, now = one.article.extraction, compared.extraction
        if one.revision == 1 and before and now:  # counted with the day's new articles
            day = beijing_day(from_stamp(one.fetched_at))
            added = {doubt.code for doubt in now.doubts} - {doubt.code for doubt in before.doubts}
            counts.update(DayCount(one.article.site, day, "doubt", code) for code in added)
    transaction.outlet_days.add(counts)


def _compared(article: Article, usual: OutletProfile) -> Article:
    """The article with the doubts that its outlet raises, instead of those that it raised before."""
    extraction = article.extraction
    if extraction is None or extraction.confidence is None:
        return article
    raised = {code: degree for code, degree in unlikeness(article, usual).items() if degree}
    before = [one.code for one in extraction.doubts if one.code.startswith("outlet_")]
    if set(before) == raised.keys():
        return article
    for code in before:
        extraction = cleared(extraction, code)
    return replace(article, extraction=doubted(extraction, raised))


def unlikeness(article: Article, usual: OutletProfile) -> dict[str, float]:
    """What speaks against the article by its outlet's others: degrees from 0 to 1, by code of the doubt."""
    page = article.extraction.page if article.extraction else ""
    length = len(article.body)
    itself = int(article.url in usual.urls)  # it does not speak for itself
    others = usual.articles - itself
    lacking = any(
        usual.having[name] >= _NEARLY_ALL * others and not getattr(article, name) for name in usual.having
    )
    far_off = length * _TIMES_SHORTER < usual.short or length > _TIMES_LONGER * usual.long
    head = text_head(article.body)
    return {
        "outlet_field_missing": float(lacking),
        "outlet_text_length": float(article.kind == "article" and far_off),
        "outlet_page_class": float(usual.classes[page] - itself <= _HARDLY_ANY * others),
        "outlet_title_again": float(_others(usual.titles, article.title, article.url) >= _AGAIN),
        "outlet_text_again": float(
            len(head) >= _SHORTEST_HEAD and _others(usual.heads, head, article.url) >= _AGAIN
        ),
    }


def _others(known: dict[str, frozenset[str]], text: str, url: str) -> int:
    """How many other addresses have this text."""
    return len(known.get(text, frozenset()) - {url})
