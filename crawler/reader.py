"""From a captured page to what it says: the site's page classes, then the family's, then the generic one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler import confidence_model, registry
from crawler.items import Article, Capture, Reading
from crawler.list_reader import listing as listing
from crawler.normalise import addresses
from crawler.normalise.share import read_share
from crawler.pages.base import ArticlePage, Page, UnknownLayout
from crawler.pages.confidence.features import Features, measure
from crawler.pages.document.decoding import is_binary
from crawler.pages.document.embedded_json import EmbeddedJson
from crawler.pages.document.json_page import page_of
from crawler.pages.families.newspapers.article_fields import with_edition
from crawler.pages.families.newspapers.article_page import NewspaperArticlePage
from crawler.pages.families.newspapers.reading import read_edition
from crawler.pages.fields import explanation
from crawler.pages.fields.assemble import Assembled, assemble
from crawler.pages.fields.early_end import how_it_ends
from crawler.pages.generic import unseen
from crawler.pages.generic.page import GenericArticlePage
from crawler.pages.multipage import collector
from crawler.pages.multipage.paging import find_paging, without_pager_lines
from crawler.pages.notices import Notice, find_notice, says_of_itself
from shengmei.garbage import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crawler.edition_items import EditionReading
    from crawler.pages.fields.evidence import Candidate
    from crawler.site import Site

_BLANK = 2_000  # characters of markup
LARGEST = 5_000_000  # bytes; the longest real article page had 1.3 million


def read(capture: Capture, root: str | None = None) -> Reading:
    """What the page of this capture says. Never raises: what cannot be read comes back with a reason.

    `root`: the address of the article, for a further page of one (`PageCollector.root`).
    """
    with uncollected():
        return _without_parsing(capture) or _assembled(capture, root).reading


def explain(capture: Capture) -> tuple[Reading, tuple[Candidate, ...]]:
    """The same reading, with everything that was considered for each value."""
    if early := _without_parsing(capture):
        return early, ()
    assembled = _assembled(capture)
    article = assembled.reading.article
    return assembled.reading, explanation.explain(article, assembled.fields) if article else ()


def measured(capture: Capture) -> tuple[Reading, Features]:
    """The same reading, with the features that its confidence was made of."""
    if early := _without_parsing(capture):
        return early, {}
    assembled = _assembled(capture)
    return assembled.reading, assembled.features


def _assembled(capture: Capture, root: str | None = None) -> Assembled:
    """The reading, and what was found for each field, by the first page class that fits."""
    page = page_of(capture)
    if _is_blank(page):
        return Assembled(Reading(state="empty", reason="the page shows nothing"))
    if notice := _notice(page):
        reason = f"a notice: {notice.words}"
        return Assembled(Reading(state="unreadable", reason=reason, notice=notice.kind))
    page.url = _own_address(page)
    site = registry.site_for(page.url)
    mismatches: list[UnknownLayout] = []
    names: list[str] = []
    for page_class in _page_classes(page, site):
        try:
            assembled = assemble(_bound(page_class, page, site))
        except UnknownLayout as problem:
            mismatches.append(problem)
            names.append(page_class.__name__)
            continue
        address = site.page_address(page.url) if site else page.url
        assembled = _of_newspaper(assembled, address, site)
        reading = replace(assembled.reading, mismatches=tuple(names), stated_url=_stated_address(page))
        return _judged(replace(assembled, reading=_paged(reading, page, root)), page)
    reason = mismatches[-1].what
    return Assembled(Reading(state="unreadable", reason=reason, mismatches=tuple(names[:-1])))


def _of_newspaper(assembled: Assembled, address: str, site: Site | None) -> Assembled:
    """With the edition's day and the page of a newspaper's article."""
    if (article := assembled.reading.article) is None:
        return assembled
    paper = site.name if site and site.paper else None
    article = with_edition(article, address, paper, is_web_site=site is not None and paper is None)
    return replace(assembled, reading=replace(assembled.reading, article=article))


def _judged(assembled: Assembled, page: Page) -> Assembled:
    """With the features that speak against the reading, and the confidence that they leave."""
    reading = assembled.reading
    article = reading.article
    if article is None or article.extraction is None:
        return assembled
    features = measure(article, assembled.fields, page, len(reading.mismatches))
    extraction = confidence_model.judged(article.extraction, features)
    extraction = confidence_model.with_early_end(extraction)
    reading = replace(reading, article=replace(article, extraction=extraction))
    return replace(assembled, reading=reading, features=features)


def _notice(page: Page) -> Notice | None:
    """What a page says instead of an article. One that asks for scripts may keep its article for them."""
    notice = find_notice(page)
    if notice is None or notice.kind == "deleted":
        return notice
    kept_back = unseen.whole_text(page.outline) or EmbeddedJson(page).article(())
    return None if kept_back else notice


def _paged(reading: Reading, page: Page, root: str | None) -> Reading:
    """The reading with what the page says of the article's other pages, and without its pager's lines."""
    paging = find_paging(page, registry.canonical, root) if reading.article else None
    if reading.article is None:
        return reading
    if paging is None:
        return _with_ending(reading, reading.article, page)
    body = "\n".join(without_pager_lines(reading.article.body.splitlines()))
    article = collector.read_alone(replace(reading.article, body=body), paging)
    return replace(reading, article=article, paging=paging)


def _with_ending(reading: Reading, article: Article, page: Page) -> Reading:
    """The reading, with what the page keeps behind a login or a button counted as a part that is missing."""
    ending = how_it_ends(page, article.body)
    if ending == "early" and article.extraction is not None:
        article = replace(article, extraction=replace(article.extraction, parts=2, parts_missing=1))
    withheld = says_of_itself(article.body)
    return replace(reading, article=article, withheld=withheld, offers_rest=ending == "perhaps")


def edition(capture: Capture, listed_for: date | None = None) -> EditionReading:
    """What the page of a newspaper's edition tells of it; raises `UnknownLayout` where that is nothing.

    `listed_for`: the day of the edition that names the page, for an address that does not name its own.
    """
    site = registry.site_for(capture.url)
    told = site.edition(capture.url) if site else None
    day = told.day if told else listed_for
    if site is None or day is None:
        raise UnknownLayout(capture.url, "no page of a newspaper's edition that is known")
    if early := _without_parsing(capture):
        raise UnknownLayout(capture.url, early.reason or early.state)
    with uncollected():
        return read_edition(capture, site, site.canonical(capture.url), day)


def _without_parsing(capture: Capture) -> Reading | None:
    """The reading of bytes that are no page at all; None for what has to be parsed."""
    body = capture.body
    if not body.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return Reading(state="empty", reason="the page is empty")
    if len(body) > LARGEST:
        return Reading(state="unreadable", reason=f"larger than {LARGEST // 1_000_000} MB")
    if is_binary(body):
        return Reading(state="unreadable", reason="no text: an image, a document or an archive")
    return None


def _is_blank(page: Page) -> bool:
    """Whether the markup is there and nothing in it; a script may still lead on."""
    return (
        len(page.text) < _BLANK
        and not page.all("script, [onload], meta[http-equiv], frame, iframe, img, video")
        and (not page.tree.root or not page.tree.root.text().strip())
    )


def _page_classes(page: Page, site: Site | None) -> Iterator[type[ArticlePage]]:
    """The page classes to try; a family's marks are looked for when its turn comes."""
    known = site.article_pages if site else ()
    yield from known
    yield from (one for one in registry.families() if one not in known and one.recognises(page))
    yield NewspaperArticlePage if site and site.paper else GenericArticlePage


def _bound(page_class: type[ArticlePage], page: Page, site: Site | None) -> ArticlePage:
    """The page class with what the address tells: the site, the canonical address, the content id."""
    if not page.url:
        return page_class(page, "")
    if site is None:
        return page_class(page, page.host, registry.canonical(page.url))
    url = site.canonical(page.url)
    ids = (known.id_in(url) for known in site.article_pages)
    return page_class(page, site.id, url, next((found for found in ids if found), None))


def _own_address(page: Page) -> str:
    """The address as fetched; of a file with none, or only with its site's root, what the page states."""
    if urlsplit(page.url).path not in ("", "/"):
        return page.url
    stated = _stated_address(page)
    if not stated:
        share = read_share(page.printed_share, page.metadata.values)
        stated = page.absolute(share.link) if share else None
    if not stated or (page.url and not _same_domain(stated, page.url)):
        return page.url
    return stated


def _stated_address(page: Page) -> str | None:
    """What the page calls its own address: `<link rel=canonical>`, then og:url."""
    return next(filter(None, map(page.absolute, page.metadata.canonical_addresses)), None)


def _same_domain(one: str, other: str) -> bool:
    """Whether two addresses are of one host or one registered domain."""
    hosts = addresses.host_of(one), addresses.host_of(other)
    return hosts[0] == hosts[1] or addresses.registered_domain(hosts[0]) == addresses.registered_domain(
        hosts[1]
    )
