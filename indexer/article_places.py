"""The places of an article: its dateline's, and those that its headline and its first paragraph name."""

from __future__ import annotations

from functools import lru_cache

from crawler.items import Article
from indexer.search.text.fold import fold
from shengmei.places import Places, places_in

_LEAD = (
    60  # characters: a first paragraph that is shorter is a credit or a heading, and the next belongs to it
)
_LONGEST = 300  # of a headline and of a lead


def places(article: Article, province: str | None) -> list[str]:
    """Each place and each one above it, written from the province down: 湖北省, 湖北省武汉市."""
    found = _places_of(article, province).found
    return list(dict.fromkeys(name for one in found for name in (*one.above, one.full_name)))


def ambiguous_places(article: Article, province: str | None) -> list[str]:
    """The names in them that fit several places, of which nothing says which is meant: 朝阳."""
    return list(_places_of(article, province).ambiguous)


def _places_of(article: Article, province: str | None) -> Places:
    headline = "　".join(filter(None, (article.kicker, article.title, article.subtitle)))
    dateline = article.original.place if article.original else None
    return _read(headline[:_LONGEST], _lead(article.body), dateline, province)


@lru_cache(maxsize=64)  # two fields ask for the same article
def _read(headline: str, lead: str, dateline: str | None, province: str | None) -> Places:
    return places_in((fold(headline), fold(lead)), dateline=dateline and fold(dateline), province=province)


def _lead(body: str) -> str:
    lead = ""
    for paragraph in body[: 4 * _LONGEST].split("\n"):
        lead = f"{lead}\n{paragraph}" if lead else paragraph
        if len(lead) >= _LEAD:
            break
    return lead[:_LONGEST]
