"""How edges and articles stand in the rows of the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from indexer.copies.edges import Edge
from indexer.copies.ledger.packing import packed_passages, unpacked_passages
from indexer.copies.story_building import Outlet, PrintedArticle

# The rows that `printed_article` reads.
PRINTED = """SELECT article, text, url, site, title, credits, agency, at, time_precision,
    name, organisation, province FROM printed LEFT JOIN outlets USING (site)"""

WRITE_PRINTED = """INSERT INTO printed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article) DO UPDATE SET
    text = excluded.text, url = excluded.url, site = excluded.site, title = excluded.title,
    credits = excluded.credits, agency = excluded.agency, at = excluded.at,
    time_precision = excluded.time_precision"""
WRITE_OUTLET = """INSERT INTO outlets VALUES (?, ?, ?, ?) ON CONFLICT (site) DO UPDATE SET
    name = excluded.name, organisation = excluded.organisation, province = excluded.province"""


def listed(names: Iterable[str]) -> str:
    """Names as one column: JSON, sorted."""
    return json.dumps(sorted(names), ensure_ascii=False)


def edge_row(edge: Edge) -> tuple[Any, ...]:
    """In the order of the columns of `edges`."""
    return (
        edge.a,
        edge.b,
        edge.length_a,
        edge.length_b,
        edge.numbers,
        edge.all_numbers,
        packed_passages(edge.passages),
    )


def edge(row: tuple[Any, ...]) -> Edge:
    """What `edge_row` wrote."""
    a, b, length_a, length_b, numbers, all_numbers, packed = row
    passages = unpacked_passages(packed)
    return Edge(
        a=a,
        b=b,
        length_a=length_a,
        length_b=length_b,
        share_a=sum(one.a_end - one.a_start for one in passages) / length_a,
        share_b=sum(one.b_end - one.b_start for one in passages) / length_b,
        same=sum(one.same for one in passages),
        numbers=numbers,
        all_numbers=all_numbers,
        passages=passages,
    )


# A story is told of many articles of few outlets.
@lru_cache(maxsize=1024)
def _outlet(name: str | None, organisation: str | None, province: str | None) -> Outlet:
    return Outlet(name=name, organisation=organisation, province=province)


@lru_cache(maxsize=1024)
def _names(listed_: str) -> frozenset[str]:
    return frozenset(json.loads(listed_))


def printed_article(row: tuple[Any, ...]) -> PrintedArticle:
    """From a row of `PRINTED`."""
    article, text, url, site, title, credited, agency, at, precision, name, organisation, province = row
    return PrintedArticle(
        id=article,
        text=text,
        url=url,
        site=site,
        title=title,
        outlet=_outlet(name, organisation, province),
        credits=_names(credited),
        at=datetime.fromisoformat(at) if at else None,
        precision=precision,
        agency=agency,
    )
