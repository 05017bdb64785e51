"""What an index covers: for each site its articles, first and last day, and the days without any.

What the crawls left out is in crawl_history.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indexer.search import Keyword, Query, SearchIndex
from search_cli.exporting.crawl_history import crawl
from shengmei.problems import UsageProblem
from shengmei.store_place import StorePlace

MOST_SITES = 10_000


def coverage(index: SearchIndex, query: Query, store: StorePlace | None) -> dict[str, Any]:
    """All sites of the index, since one that has no hit may still have been searched."""
    hits = dict(index.facet(query, "site", limit=MOST_SITES).values)
    everywhere = index.facet(Query(), "site", limit=MOST_SITES)
    return {
        "of": "all documents of the index, whatever the query; days are Beijing days of publication",
        "sites": [_site(index, name, count, hits.get(name, 0)) for name, count in everywhere.values],
        "sites_left_out": everywhere.others,
        "crawl": crawl(store, index.identity, list(hits)),
    }


def _site(index: SearchIndex, site: str, documents: int, hits: int) -> dict[str, Any]:
    said = {"site": site, "documents": documents, "hits": hits}
    try:
        timeline = index.timeline(Query(root=Keyword("site", site)), "day")
    except UsageProblem:  # dates so far apart that one is wrong: too many days to name
        return {
            **said,
            "gaps": None,
            "problem": "its dates are too far apart to name the days without articles",
        }
    days = timeline.buckets
    return {
        **said,
        "first_day": days[0][0] if days else None,
        "last_day": days[-1][0] if days else None,
        "undated": timeline.undated,
        "only_month_known": timeline.coarser,
        "days_without": sum(not count for _, count in days),
        "gaps": list(gaps(days)),
    }


def gaps(days: tuple[tuple[str, int], ...]) -> Iterator[str]:
    """Runs of days without an article: `2021-05-24`, `2021-05-26..2021-06-03`."""
    run: list[str] = []
    for day, count in days:
        if count == 0:
            run.append(day)
        elif run:
            yield _spelled(run)
            run = []
    if run:
        yield _spelled(run)


def _spelled(run: list[str]) -> str:
    return run[0] if len(run) == 1 else f"{run[0]}..{run[-1]}"
