"""Takes an article out on request: of the store here; archive and indexes follow.

One transaction takes it out of the store and writes down what is to be overwritten in the archive, then that
is done (`finish_removals`). A process that dies in between leaves the rest to the next `forget` or crawl.
"""

from __future__ import annotations

from datetime import UTC, datetime

from crawler import registry
from crawler.items import article_id
from crawler.normalise.addresses import host_of
from crawler.store import Forgotten, Store, Transaction
from shengmei.messages import message
from shengmei.problems import Problem, UsageProblem

SHORTEST = 8  # characters of an id


class UnknownArticle(Problem):
    """The store has no article of that id."""

    exit_code = 1


def forget_article(store: Store, name: str, reason: str) -> Forgotten:
    """Takes the article with that id (its beginning will do) or address out of the store, and the addresses
    that lead to it; none is fetched again, also where nothing was kept under the address.

    Raises `UnknownArticle`, and `UsageProblem` for the beginning of several ids.
    """
    with store.writing() as transaction:
        url = _address(transaction, name)
        site = registry.site_for(url)
        return transaction.forgetting.forget(
            url,
            name if _is_address(name) else url,
            site.id if site else host_of(url),
            reason,
            datetime.now(UTC),
        )


def _address(transaction: Transaction, name: str) -> str:
    """The canonical address of what was named, as the store has it."""
    if not _is_address(name) and len(name) < SHORTEST:
        raise UsageProblem(
            message(
                "name at least {number} characters of an id: what is forgotten cannot be had back",
                number=SHORTEST,
            )
        )
    found = transaction.articles.find(name)
    if len(found) > 1:
        raise UsageProblem(
            message(
                "{number} articles have an id that begins with {id}: name more of it",
                number=len(found),
                id=name,
            )
        )
    if found:
        return transaction.articles.url_of(found[0])
    if not _is_address(name):
        raise UnknownArticle(
            message("the store has no article {id!r}: name the address of what is not kept", id=name)
        )
    url = registry.canonical(name)
    for each in (
        name,
        url,
    ):  # what was kept under another address is part of the article that it was joined with
        if (joined := transaction.joining.into(article_id(each))) is not None:
            return transaction.articles.url_of(joined)
    return url


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))
