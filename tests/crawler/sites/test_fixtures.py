"""Every outlet's saved pages read as their JSON says, byte for byte as served.

`NAME.html` is the page, `NAME.json` says where it was served and what it must read as:
`{"url", "content_type", "reading": {"state", "article" | "target" | "reason"}}`. A missing reading, or the
missing JSON of a page that states its own address, is written once, and the test fails: compare it with the
page by eye, then let it stand (docs/add-a-site.md).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler import reader, registry
from crawler.items import Capture, Reading, to_dict
from shengmei.timezone import SHANGHAI
from tests.crawler.sites.saved_pages import (
    FIXTURES,
    PAGES,
    complete,
    differences,
    expectation,
    stated_address,
)

# What the address, the class itself or a notice across the page says.
NOT_READ = {"url", "site", "content_id", "kind", "preview", "extraction"}
FETCHED = datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)


def written(reading: Reading) -> dict[str, Any]:
    """A reading as JSON; the extractor's version and how far it trusts itself are nobody's expectation."""
    said: dict[str, Any] = {"state": reading.state}
    if reading.article is not None:
        said["article"] = to_dict(reading.article)
        del said["article"]["extraction"]["version"]
        for name in ("confidence", "doubts"):
            said["article"]["extraction"].pop(name, None)
    rest = {"target": reading.target, "reason": reading.reason, "mismatches": list(reading.mismatches)}
    return said | {name: value for name, value in rest.items() if value}


def read(page: Path, expected: dict[str, Any]) -> Reading:
    """The page read by our code, as it was served."""
    headers = (("Content-Type", expected["content_type"]),) if "content_type" in expected else ()
    return reader.read(
        Capture(url=expected["url"], fetched_at=FETCHED, body=page.read_bytes(), headers=headers)
    )


@pytest.mark.parametrize("page", [pytest.param(page, id=f"{page.parent.name}/{page.stem}") for page in PAGES])
def test_a_saved_page_reads_as_its_json_says(page):
    expected, name = expectation(page), f"{page.parent.name}/{page.stem}.json"
    if "url" not in expected:
        pytest.fail(f'the page does not state its address: write {name} with {{"url": "https://…"}}')
    said = written(read(page, expected))
    if "reading" not in expected:
        complete(page, said)
        pytest.fail(f"{name} had no reading and has one now: compare it with the page by eye")
    assert [f"{name}: {one}" for one in differences(said, expected["reading"])] == []


@pytest.mark.parametrize("page", [pytest.param(page, id=f"{page.parent.name}/{page.stem}") for page in PAGES])
def test_every_value_says_which_rule_gave_it(page):
    expected = expectation(page)
    article = read(page, expected).article
    if article is None:
        assert expected["reading"]["state"] != "kept"
        return
    assert article.extraction is not None
    rules = article.extraction.rules
    assert set(to_dict(article)) - NOT_READ <= set(rules)
    assert all(rules.values())
    if article.published is not None:
        assert rules["published"] == article.published.found_in


def test_what_is_read_right_is_trusted():
    """All but a few: later pages of an article alone, and texts that do not mention their headline."""
    articles = [article for page in PAGES if (article := read(page, expectation(page)).article)]
    trusts = [one.extraction.confidence for one in articles if one.extraction]
    assert None not in trusts
    assert sum(trust >= 0.5 for trust in trusts) >= 0.9 * len(articles)


def test_a_difference_names_its_field():
    read = {"state": "kept", "article": {"title": "甲", "source": "示例日报"}}
    expected = {"state": "kept", "article": {"title": "乙", "images": ["1.jpg"]}}
    assert list(differences(read, expected)) == [
        "article.title: reads '甲', the JSON says '乙'",
        "article.images: reads None, the JSON says ['1.jpg']",
        "article.source: reads '示例日报', the JSON says None",
    ]


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://www.example.cn/p/1.html">', "https://www.example.cn/p/1.html"),
        (
            '<meta property="og:url" content="http://www.example.cn/p/2.html">',
            "http://www.example.cn/p/2.html",
        ),
        ('<link rel="canonical" href="/p/1.html">', None),
        ("", None),
    ],
)
def test_a_page_states_its_address(head, url):
    assert stated_address(f"<html><head>{head}</head><body></body></html>".encode()) == url


@pytest.mark.parametrize("site", registry.all_sites(), ids=lambda site: site.id)
def test_an_outlet_has_a_fixture_and_facts_with_evidence(site):
    if site.paper is None and site.refuses is None:  # a newspaper has no page class of its own
        pages = list((FIXTURES / site.id).glob("*.html"))
        assert pages, f"save a page of {site.id} in tests/fixtures/{site.id}/"
    assert site.references
    assert all(site.owns(address) for address in site.lists)


def test_every_fixture_belongs_to_an_outlet():
    known = {site.id for site in registry.all_sites()} | {"unknown"}
    assert {page.parent.name for page in PAGES} <= known
