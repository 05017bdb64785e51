"""What outcomes tell of newspapers' editions, and what editions tell of articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crawler.outcomes.outcome import Outcome
from crawler.place_in_edition import placed
from crawler.store import Transaction


def record_editions(transaction: Transaction, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Writes down what the pages of editions tell, and why some could not be had."""
    for one in outcomes:
        row = one.verdict.row
        if row.kind != "edition" or one.moved_to:
            continue
        if one.edition is not None:
            transaction.editions.record(row.site, row.url, one.edition, at)
        elif one.verdict.state not in ("alias", "kept"):
            transaction.editions.tried(row.url, one.verdict.reason or one.verdict.state)
        for each in one.discoveries if one.edition is None else ():
            transaction.editions.lead(row.url, each.url)


def placed_articles(transaction: Transaction, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, their articles with the page and the place at which their edition lists them."""
    urls = {id(one): (one.verdict.row.url, one.article.url) for one in outcomes if one.article is not None}
    if not urls:
        return list(outcomes)
    places = transaction.editions.place([url for pair in urls.values() for url in pair])
    return [
        replace(one, article=placed(one.article, place))
        if one.article is not None
        and (place := next((places[u] for u in urls[id(one)] if u in places), None))
        else one
        for one in outcomes
    ]
