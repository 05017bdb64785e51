"""Saved pages of one article are joined: `several_1.html`, `several_2.html` of an outlet."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from crawler import reader
from crawler.items import Article, Capture
from crawler.pages.multipage.collector import PageCollector
from shengmei.timezone import SHANGHAI

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
OUTLETS = sorted(path.parent.name for path in FIXTURES.glob("*/several_1.html"))
FETCHED = datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)


def saved(outlet: str) -> dict[str, bytes]:
    """The pages by address, the first one first."""
    pages = sorted((FIXTURES / outlet).glob("several_*.html"))
    return {json.loads(page.with_suffix(".json").read_text())["url"]: page.read_bytes() for page in pages}


def joined(pages: dict[str, bytes]) -> Article:
    captures = {url: Capture(url=url, fetched_at=FETCHED, body=body) for url, body in pages.items()}
    first = reader.read(next(iter(captures.values())))
    assert first.article is not None
    assert first.paging is not None
    collector = PageCollector(first.article, first.paging)
    while address := collector.next_address():
        collector.add_page(address, reader.read(captures[address], collector.root))
    return collector.article()


@pytest.mark.parametrize("outlet", OUTLETS)
def test_an_outlets_pages_are_joined(outlet):
    pages = saved(outlet)
    article = joined(pages)
    alone = [reader.read(Capture(url=url, fetched_at=FETCHED, body=body)) for url, body in pages.items()]
    bodies = [one.article.body for one in alone if one.article is not None]
    assert article.body == "\n".join(bodies)
    assert article.title == "青石埠渡轮停航记：三代船工的最后一班"
    assert article.extraction is not None
    assert (article.extraction.parts, article.extraction.parts_missing) == (len(pages), 0)


@pytest.mark.parametrize("outlet", OUTLETS)
def test_an_outlets_later_page_leads_to_the_first(outlet):
    (first, *_), (url, body) = saved(outlet), list(saved(outlet).items())[-1]
    paging = reader.read(Capture(url=url, fetched_at=FETCHED, body=body)).paging
    assert paging is not None
    assert paging.first == first
