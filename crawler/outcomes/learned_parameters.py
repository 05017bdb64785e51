"""Parameters that name no article of an outlet are learned from its pages, and later addresses with them are
taken for the one without, before they are fetched.

It is learned from articles that read the same (crawler/store/scheduling/address_parameters.py has how many),
kept under addresses that differ in a parameter, or at an address that the page itself states without it. What
is joined may be wrong, so: what lists call by another title is fetched, and one of some twenty in any case.
Two that differ in the parameter alone and are different articles end it for the outlet, and what was joined
is fetched then, as it is where the address without the parameter shows no article.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from crawler.items import Article, article_id
from crawler.normalise import tracking
from crawler.outcomes.outcome import Outcome
from crawler.outcomes.revision_check import reads_same, reason_not_a_revision, same_title
from crawler.store import ChangeKind, Discovery, Transaction
from crawler.store.scheduling.address_parameters import Comparison, Joined, Says

PageWithout = Callable[[str, Collection[str]], str | None]
FETCHED_ANYWAY = 13  # of 256 addresses
_HAS_ARTICLE = ("discovered", "fetching", "kept", "alias", "forgotten")
_SHOWED_NONE = ("gone", "empty", "unreadable", "redirect", "disallowed")


class LearnedParameters:
    """What is learned in a run, and what follows from it; `page_without` gives the address without some
    parameters, None where the rest names no article."""

    def __init__(self, page_without: PageWithout) -> None:
        self._page_without = page_without

    def learn(
        self,
        transaction: Transaction,
        outcomes: Sequence[Outcome],
        kinds: Mapping[int, ChangeKind],
        at: datetime,
    ) -> None:
        """Takes from a batch what it shows of parameters, and joins what was kept apart by those that name
        nothing. `kinds` says of articles, by `id()`, whether they are new."""
        compared: list[Comparison] = []
        for one in outcomes:
            row = one.verdict.row
            if "?" not in row.url or row.kind != "article":
                continue
            if one.article is not None and kinds.get(id(one.article)) == "new":
                compared += _compared(transaction, row.site, one.article)
            elif one.verdict.state == "alias" and one.stated and one.verdict.target == one.stated.url:
                # Its page states the other address, and the two were read and are the same.
                compared += _comparisons(row.site, row.url, one.stated.url, "same")
        if compared:
            transaction.parameters.record(compared, at)
            for site in {one.site for one in compared if one.says == "same"}:
                self._join_what_is_apart(transaction, site, at)
        if without := [one.verdict.row.url for one in outcomes if _showed_no_article(one)]:
            transaction.parameters.part_from(without, at)

    def joined(
        self, transaction: Transaction, found: Sequence[Discovery]
    ) -> tuple[list[Discovery], list[Joined]]:
        """What a list leads to, without the parameters that name nothing, and the addresses that go for
        it."""
        pages = self._pages(transaction, found)
        if not pages:
            return list(found), []
        known = dict(transaction.parameters.known({*pages, *pages.values()}))
        taken: list[Discovery] = []
        aliases: list[Joined] = []
        for one in found:
            page, there = pages.get(one.url), one
            if page is not None and _are_one(one, page, known):
                had = tracking.differing_parameters(one.url, page)
                there = replace(one, url=page, address=tracking.without_parameters(one.address, had))
                aliases.append(Joined(found=one, names=tuple(sorted(had)), page=page))
            taken.append(there)
            known.setdefault(there.url, ("discovered", one.title))
        return taken, aliases

    def _pages(self, transaction: Transaction, found: Sequence[Discovery]) -> dict[str, str]:
        """Of addresses that have such parameters, but for those that are fetched anyway, the one without."""
        sites = {one.site for one in found if "?" in one.url}
        learned = {site: transaction.parameters.known_of(site).name_nothing for site in sites}
        return {
            one.url: page
            for one in found
            if (names := learned.get(one.site))
            and not _is_tried(one.url)
            and (page := self._page_without(one.url, names))
        }

    def _join_what_is_apart(self, transaction: Transaction, site: str, at: datetime) -> None:
        names = transaction.parameters.known_of(site).name_nothing
        for url in transaction.parameters.kept_apart(site, names) if names else ():
            if page := self._page_without(url, names):
                transaction.joining.join(url, page, at)


def _showed_no_article(one: Outcome) -> bool:
    verdict = one.verdict
    if verdict.row.kind != "article" or one.moved_to:
        return False
    fails_again = verdict.state == "failed" and verdict.row.attempts > 0 and not verdict.excused
    return verdict.state in _SHOWED_NONE or fails_again


def _compared(transaction: Transaction, site: str, article: Article) -> Iterator[Comparison]:
    """A new article with those kept under addresses that differ in a parameter; in one of which is known
    that it names articles nothing is compared."""
    names = tracking.parameters(article.url)
    without = [tracking.without_parameters(article.url, {name}) for name in names]
    beside = dict.fromkeys((*without, *transaction.parameters.kept_beside(article.url)))
    against = transaction.parameters.known_of(site).name_articles
    others = [
        url
        for url in beside
        if (differing := tracking.differing_parameters(article.url, url)) - against
        and not (differing & against)
    ]
    stored = transaction.articles.stored([article_id(url) for url in others]) if others else []
    for other in stored:
        if says := _says(other.article, article):
            yield from _comparisons(site, article.url, other.article.url, says)


def _says(one: Article, other: Article) -> Says | None:
    """None where it is not sure: one of two texts may be an earlier version of the other."""
    if reads_same(one, other):
        return "same"
    return "different" if reason_not_a_revision(one, other) else None


def _comparisons(site: str, url: str, other: str, says: Says) -> Iterator[Comparison]:
    """What two addresses say of the parameters in which they differ; different articles only of a single one,
    for of several nobody knows which it is."""
    differing = tracking.differing_parameters(url, other)
    if says == "different" and len(differing) != 1:
        return
    for name in sorted(differing):
        has, against = (url, other) if name in tracking.parameters(url) else (other, url)
        page = tracking.without_parameters(has, {name})
        yield Comparison(url=has, name=name, site=site, page=page, other=against, says=says)


def _is_tried(url: str) -> bool:
    """Whether an address is one of the few that are fetched to see whether what was learned still holds."""
    return int(article_id(url)[:2], 16) < FETCHED_ANYWAY


def _are_one(found: Discovery, page: str, known: Mapping[str, tuple[str, str | None]]) -> bool:
    """Whether an address may go for the page's: not where it is known by itself, where the page shows no
    article, and where a list calls it otherwise."""
    state, title = known.get(page, ("discovered", None))
    if found.url in known or state not in _HAS_ARTICLE:
        return False
    return title is None or found.title is None or same_title(title, found.title)
