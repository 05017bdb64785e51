"""What the kept articles of an outlet usually have: what a new one of it is compared with."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from sqlalchemy import Connection, and_, func, select

from crawler.store.schema import articles, revisions

FEWEST = 20  # articles of an outlet, with fewer there is nothing usual
_MOST = 100  # its newest are looked at
_COMPARED = ("published", "source", "bylines", "body")
_HEAD = 60  # characters of a text by which it is known again


@dataclass(frozen=True, kw_only=True)
class OutletProfile:
    """Counts over `articles` of an outlet; lengths in characters."""

    articles: int
    urls: frozenset[str]  # their addresses
    having: Counter[str]  # by field
    classes: Counter[str]  # by page class
    titles: dict[str, frozenset[str]]  # the addresses with this headline
    heads: dict[str, frozenset[str]]  # and of the texts that begin so
    short: float  # a tenth of the texts are shorter
    long: float  # a tenth are longer


def outlet_profile(connection: Connection, site: str) -> OutletProfile | None:
    """Of the outlet's newest articles; None where it has fewer than `FEWEST`. Those of one day count as
    equally new: it must not depend on the order in which their pages came."""
    current = and_(
        revisions.c.article_id == articles.c.id,
        revisions.c.revision == articles.c.revision,
        revisions.c.extraction == articles.c.extraction,
    )
    newest = (
        select(revisions.c.article)
        .join(articles, current)
        .where(articles.c.site == site)
        .order_by(func.substr(articles.c.first_seen, 1, len("2026-05-01")).desc(), articles.c.id)
        .limit(_MOST)
    )
    written = [json.loads(text) for text in connection.execute(newest).scalars()]
    return _profile(written) if len(written) >= FEWEST else None


def _profile(written: Sequence[dict[str, Any]]) -> OutletProfile:
    lengths = [len(one.get("body", "")) for one in written]
    deciles = quantiles(lengths, n=10)
    return OutletProfile(
        articles=len(written),
        urls=frozenset(one["url"] for one in written),
        having=Counter(name for one in written for name in _COMPARED if one.get(name)),
        classes=Counter((one.get("extraction") or {}).get("page", "") for one in written),
        titles=_addresses((one["title"], one["url"]) for one in written),
        heads=_addresses((one["body"][:_HEAD], one["url"]) for one in written if one.get("body")),
        short=deciles[0],
        long=deciles[-1],
    )


def _addresses(pairs: Any) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for text, url in pairs:
        found.setdefault(text, set()).add(url)
    return {text: frozenset(urls) for text, urls in found.items()}


def text_head(body: str) -> str:
    """By what a text is looked up in `OutletProfile.heads`."""
    return body[:_HEAD]
