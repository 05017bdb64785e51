"""What was crawled of the sites in an export, and what is known to be missing: only the store can say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from shengmei.problems import Problem
from shengmei.store_place import StorePlace

if TYPE_CHECKING:
    from crawler.store import Transaction

MOST_SITES = 500  # a manifest is read by people; further sites are counted
MOST_GAPS = 50  # of a site
LONGEST_PAUSE = 7  # days without an answer that are no gap yet

OF = (
    "the sites that have hits, from the store; days are Beijing days on which the site answered, gaps more "
    f"than {LONGEST_PAUSE} days without; lost and waiting are addresses of which no article was ever kept"
)

WAITING = ("discovered", "fetching")  # states of the frontier (crawler/store/scheduling/frontier.py)


def crawl(place: StorePlace | None, identity: str, sites: Sequence[str]) -> dict[str, Any]:
    """Of the first `MOST_SITES` sites; without a store that can be read only its problem. Never raises:
    an export is whole without it."""
    try:
        if place is None or not place.exists():
            return {"problem": "the store was not there: what was crawled and what is missing is not known"}
        return _read(place, identity, sites)
    except (Problem, OSError, ValueError) as problem:
        return {"problem": f"the store could not be read: {problem}"}


def _read(place: StorePlace, identity: str, sites: Sequence[str]) -> dict[str, Any]:
    from crawler.store import Store

    with Store.open_read_only(place) as store:
        return store.read(lambda transaction: _said(transaction, identity, sites))


def _said(transaction: Transaction, identity: str, sites: Sequence[str]) -> dict[str, Any]:
    return {
        "of": OF,
        "store_fed_this_index": transaction.changes.known(identity) is not None,
        "sites": _sites(transaction, sites[:MOST_SITES]),
        "sites_left_out": max(0, len(sites) - MOST_SITES),
    }


def _sites(transaction: Transaction, sites: Sequence[str]) -> list[dict[str, Any]]:
    from crawler.store import FAILED

    days = {site: _days(found) for site, found in transaction.crawled.days(sites)}
    missing = transaction.crawled.missing(sites)

    def counted(site: str, kind: str, states: Iterable[str]) -> dict[str, int]:
        return {state: missing.get((site, kind, state), 0) for state in states}

    return [
        {
            "site": site,
            **(days.get(site) or _days(())),
            "lost": counted(site, "article", FAILED),
            "waiting": sum(counted(site, "article", WAITING).values()),
            "lists_failed": sum(counted(site, "list", FAILED).values()),
        }
        for site in sites
    ]


def _days(found: Iterable[str]) -> dict[str, Any]:
    """Of days in order: the first, the last, how many, and the gaps between them."""
    first = last = None
    count, gaps, left_out = 0, list[str](), 0
    for day in map(date.fromisoformat, found):
        if last and (day - last).days - 1 > LONGEST_PAUSE:
            if len(gaps) < MOST_GAPS:
                gaps.append(f"{last + timedelta(1)}..{day - timedelta(1)}")
            else:
                left_out += 1
        first, last, count = first or day, day, count + 1
    return {
        "first_day": first and str(first),
        "last_day": last and str(last),
        "days_crawled": count,
        "gaps": gaps,
        "gaps_left_out": left_out,
    }
