"""Doubts about a reading that is unlike the outlet's kept articles: likeness is asked of the store, once for
each outlet of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from crawler.confidence_model import doubted
from crawler.items import Article
from crawler.store.outlet_profile import FEWEST, OutletProfile, text_head

Profile = Callable[[str], OutletProfile | None]  # of a site id

_NEARLY_ALL, _HARDLY_ANY = 0.95, 0.02  # of the outlet's articles
_TIMES_SHORTER, _TIMES_LONGER = 5, 10
_AGAIN = 2  # other articles with the same headline or beginning
_SHORTEST_HEAD = 20  # characters of a beginning that says something


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
        if usual is None:
            return article
        return replace(article, extraction=doubted(extraction, unlikeness(article, usual)))

    def _profile(self, site: str, ask: Profile) -> OutletProfile | None:
        known = self._profiles.get(site)
        if known is None and (site not in self._profiles or self._seen[site] >= FEWEST):
            known = self._profiles[site] = ask(site)
            self._seen[site] = 0
        self._seen[site] += 1
        return known


def unlikeness(article: Article, usual: OutletProfile) -> dict[str, float]:
    """What speaks against the article by its outlet's others: degrees from 0 to 1, by code of the doubt."""
    page = article.extraction.page if article.extraction else ""
    length = len(article.body)
    lacking = any(
        usual.having[name] >= _NEARLY_ALL * usual.articles and not getattr(article, name)
        for name in usual.having
    )
    far_off = length * _TIMES_SHORTER < usual.short or length > _TIMES_LONGER * usual.long
    head = text_head(article.body)
    return {
        "outlet_field_missing": float(lacking),
        "outlet_text_length": float(article.kind == "article" and far_off),
        "outlet_page_class": float(usual.classes[page] <= _HARDLY_ANY * usual.articles),
        "outlet_title_again": float(_others(usual.titles, article.title, article.url) >= _AGAIN),
        "outlet_text_again": float(
            len(head) >= _SHORTEST_HEAD and _others(usual.heads, head, article.url) >= _AGAIN
        ),
    }


def _others(known: dict[str, frozenset[str]], text: str, url: str) -> int:
    """How many other addresses have this text."""
    return len(known.get(text, frozenset()) - {url})
