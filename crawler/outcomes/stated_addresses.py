"""One article under several addresses: a page is believed about its own address where that reads the same.

Until the stated address has been fetched, the outcome waits here, unwritten; a process that dies fetches it
again. What waits for an address that does not come, or shows something else, is kept under its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crawler.items import Article, article_id
from crawler.outcomes.outcome import Outcome
from crawler.outcomes.revision_check import reads_same
from crawler.store import Discovery, Transaction

MOST = 200  # outcomes that wait; of more, the one that waited longest is kept under its own address


class StatedAddresses:
    """The outcomes of a run that wait for the address that their page states."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Outcome]] = {}  # by the canonical form of the stated address

    def copy(self) -> StatedAddresses:
        """The same outcomes, waiting apart from these."""
        other = StatedAddresses()
        other._waiting = {url: list(waiting) for url, waiting in self._waiting.items()}
        return other

    def settle(
        self, transaction: Transaction, outcomes: list[Outcome]
    ) -> tuple[list[Outcome], list[Discovery]]:
        """The outcomes that can be written now, and stated addresses to be fetched for those that wait."""
        ready: list[Outcome] = []
        wanted: list[Discovery] = []
        shown: dict[str, Article] = {}  # articles of this batch, by address
        for came in outcomes:
            one = self._resolved(transaction, came, shown)
            if one is None and came.stated is not None:
                self._waiting.setdefault(came.stated.url, []).append(came)
                wanted.append(came.stated)
                continue
            ready += self._with_those_waiting(one or came, shown)
        while sum(map(len, self._waiting.values())) > MOST:
            ready += self._waiting.pop(next(iter(self._waiting)))
        return ready, wanted

    def waiting(self) -> list[Outcome]:
        """What waits now."""
        return [one for waiting in self._waiting.values() for one in waiting]

    def give_up(self, transaction: Transaction) -> list[Outcome]:
        """Everything that still waits: to be kept under its own address, but for what is an alias because
        another crawl has kept the stated one meanwhile."""
        left = self.waiting()
        self._waiting.clear()
        settled = [self._resolved(transaction, one, {}) for one in left]
        return [
            now if now is not None and now.article is None else replace(one, stated=None)
            for one, now in zip(left, settled, strict=True)
        ]

    def _resolved(self, transaction: Transaction, one: Outcome, shown: dict[str, Article]) -> Outcome | None:
        """The outcome as it is to be written; None where it has to wait."""
        url = one.verdict.row.url
        if one.stated is None or one.article is None or one.stated.url in self._waited_for_by(url):
            return one
        target = one.stated.url
        own, there = (
            next(iter(transaction.articles.stored([article_id(each)])), None) for each in (url, target)
        )
        kept = shown.get(target) or (there.article if there else None)
        if kept is not None:
            return _alias(one, target) if reads_same(kept, one.article) else one
        if own is not None:
            return one
        state = transaction.frontier.state(target)
        return None if state is None or state[0] in ("discovered", "fetching") else one

    def _waited_for_by(self, url: str) -> set[str]:
        """Addresses whose outcomes wait for `url`: two that state each other must not wait for ever."""
        return {one.verdict.row.url for one in self._waiting.get(url, ())}

    def _with_those_waiting(self, one: Outcome, shown: dict[str, Article]) -> Iterator[Outcome]:
        """An outcome, and behind it those that waited for its address."""
        url = one.verdict.row.url
        if one.article is not None:
            shown[url] = one.article
        yield one
        for waiting in self._waiting.pop(url, ()):
            same = one.article is not None and waiting.article is not None
            settled = _alias(waiting, url) if same and reads_same(one.article, waiting.article) else waiting  # type: ignore[arg-type]  # same
            yield from self._with_those_waiting(settled, shown)


def _alias(one: Outcome, target: str) -> Outcome:
    reason = "its page states this address, which reads the same"
    verdict = replace(one.verdict, state="alias", target=target, reason=reason)
    return replace(one, verdict=verdict, article=None, paging=None, ends_early=None)
