"""What pages lead to is written down, as far as it is worth following: a calendar goes on for ever, and so do
pagers that show their last page again and again, or the same articles under new addresses."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crawler.outcomes.learned_parameters import LearnedParameters
from crawler.outcomes.outcome import Outcome
from crawler.store import Discovery, FrontierRow, Transaction
from crawler.store.scheduling.address_parameters import Joined

BARREN = 2  # lists in a row without anything new, behind which a third one is the last
FRUITLESS = 20  # lists in a row whose new addresses brought nothing: more, for they may be many gone articles
MOST_STEPS = 200  # up from a list
MOST_TEXTS = 4096  # articles that are remembered by what they say
_NOTHING = ("alias", "gone", "empty", "unreadable")  # states of what is no article, or the same as another
TURNED_BACK = f"what follows it: {FRUITLESS} lists in a row led to no article that is a new one"


class Discoveries:
    """Of one run. It remembers what the addresses came to that lists had shown first."""

    def __init__(self, parameters: LearnedParameters) -> None:
        self.parameters = parameters
        self._led_from: dict[str, str] = {}  # from a list to the one that showed it first
        self._fruitful: set[str] = set()  # lists of whose addresses some were kept
        self._fruitless: set[str] = set()  # and some came to nothing
        self._texts: OrderedDict[int, str] = (
            OrderedDict()
        )  # of the articles kept last: where each stood first

    def worth_following(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """The outcomes; of lists behind many in a row whose new addresses came to nothing without further
        lists, which is said."""
        for one in outcomes:
            self._remember(one)
        return [_turned_back(one) if self._is_far_from_fruit(one) else one for one in outcomes]

    def write(self, transaction: Transaction, outcomes: Sequence[Outcome], now: datetime) -> dict[int, int]:
        """Writes what pages lead to; returns how many addresses were new, by `id()` of the outcome.

        Of a list that shows what was not there when it was read last, whichever list brought that first, the
        next page is fetched too. Only articles are news.
        """
        new: dict[int, int] = {}
        for one in outcomes:
            row = one.verdict.row
            articles = [each for each in one.discoveries if each.kind == "article"]
            aliases: list[Joined] = []
            if row.kind == "list":
                articles, aliases = self.parameters.joined(transaction, articles)
            new[id(one)] = transaction.frontier.discover(articles, now)
            transaction.parameters.join(aliases, now)
            if new[id(one)] or not _leads_nowhere(transaction, one):
                lists = [each for each in one.discoveries if each.kind != "article"]
                transaction.frontier.discover(lists, now)
                # One that failed before may have let pass what has meanwhile moved on to the next page.
                has_news = row.last_error or _shows_news(transaction, row, articles, now)
                if one.next_page is not None and has_news:
                    transaction.frontier.discover([one.next_page], now)
        return new

    def _remember(self, one: Outcome) -> None:
        row, state = one.verdict.row, one.verdict.state
        if row.found_on is None:
            return
        if row.kind != "article":
            self._led_from[row.url] = row.found_on
        elif state == "kept" and not self._was_kept_elsewhere(one):
            self._fruitful.add(row.found_on)
        elif state == "kept" or state in _NOTHING:
            self._fruitless.add(row.found_on)

    def _was_kept_elsewhere(self, one: Outcome) -> bool:
        """Whether another address of the outlet has shown the same article, to the letter."""
        if one.article is None:
            return False
        text = hash((one.verdict.row.site, one.article.title, one.article.body))
        first = self._texts.setdefault(text, one.verdict.row.url)
        self._texts.move_to_end(text)
        if len(self._texts) > MOST_TEXTS:
            self._texts.popitem(last=False)
        return first != one.verdict.row.url

    def _is_far_from_fruit(self, one: Outcome) -> bool:
        if one.verdict.row.kind != "list":
            return False
        url, count = one.verdict.row.found_on, 0
        for _ in range(MOST_STEPS):
            if url is None or url in self._fruitful or count == FRUITLESS:
                break
            count += url in self._fruitless  # of what is not known yet nothing is said
            url = self._led_from.get(url)
        return count == FRUITLESS


def _turned_back(one: Outcome) -> Outcome:
    articles = tuple(each for each in one.discoveries if each.kind == "article")
    if one.next_page is None and articles == one.discoveries:
        return one
    return replace(one, next_page=None, discoveries=articles, cuts=(*one.cuts, TURNED_BACK))


def _shows_news(transaction: Transaction, row: FrontierRow, articles: list[Discovery], at: datetime) -> bool:
    since = row.fetched_at
    # By a clock that was ahead nothing found since would be news.
    if since is None or since > at:
        return True
    return transaction.frontier.any_discovered([one.url for one in articles], since)


def _leads_nowhere(transaction: Transaction, one: Outcome) -> bool:
    """Whether a list that brought nothing was led to by others that brought nothing."""
    row = one.verdict.row
    if row.kind != "list" or one.verdict.state != "kept" or row.found_on is None:
        return False
    return transaction.frontier.barren(row.found_on, BARREN) >= BARREN
