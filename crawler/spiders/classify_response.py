"""What an answer is taken for at first sight: every response and every failure becomes an `Outcome` here.

Changed afterwards by the state of its server (politeness/server_state.py, pauses.py), by what its page calls
its own address (outcomes/stated_addresses.py), and by what is kept of it already (outcomes/refetch_guard.py).

A request without an outcome would hold its slot in the scheduler for ever.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import list_reader, reader, registry
from crawler.items import Capture, Link, Listing, NoticeKind, Reading
from crawler.normalise import addresses, dates, tracking
from crawler.outcomes.outcome import Outcome
from crawler.pages.base import UnknownLayout
from crawler.spiders.addresses_found import discovery, location_of, names_article, site_id
from crawler.spiders.download.long_bodies import TRUNCATED
from crawler.spiders.edition_links import (
    edition_again,
    edition_links,
    elsewhere,
    leads_to_another,
    listed_day,
)
from crawler.spiders.failure_messages import RobotsUnknown, failure_reason, trouble_of
from crawler.spiders.politeness.retry_after import retry_after
from crawler.spiders.politeness.statuses import trouble_of_status
from crawler.store import Discovery, FrontierRow, Verdict
from crawler.store.scheduling.due import RETRIES
from crawler.store.scheduling.frontier import MOST_HOPS

log = logging.getLogger(__name__)
GONE = (404, 410)
LONGEST_VALIDATOR = 256  # characters of an ETag that is kept
READ = (200, 203)  # 203: a proxy on the way has changed something, and says so
# What a page comes to that only says why there is no article; behind the other notices there may be one.
_NOTICED: dict[NoticeKind, str] = {"deleted": "gone"}


def of_response(row: FrontierRow, response: Response, since: date | None = None) -> Outcome:
    """The outcome of a response, whatever its status. What lists date before `since` is left out."""
    at = datetime.now(UTC)
    capture = capture_of(response, at)
    if 300 <= response.status < 400 and response.headers.get("Location"):
        return replace(_redirected(row, response, at), capture=capture)
    if response.status == 304 and row.state == "kept" and (row.etag or row.last_modified):
        verdict = _verdict(row, "kept", at)
        verdict = replace(verdict, etag=row.etag, last_modified=row.last_modified, changed=False)
        return Outcome(verdict=verdict, capture=capture, not_modified=True)
    if response.status in GONE:
        one = Outcome(verdict=_verdict(row, "gone", at, f"HTTP {response.status}"), capture=capture)
        return elsewhere(row, one) if row.kind == "edition" else one
    if response.status not in READ:
        verdict = _verdict(row, "failed", at, f"HTTP {response.status}")
        trouble = trouble_of_status(response.status)
        return Outcome(verdict=verdict, capture=capture, trouble=trouble, retry_after=retry_after(response))
    try:
        if row.kind == "edition":
            return _edition(row, capture)
        one = _list(row, capture, since) if row.kind == "list" else _article(row, capture)
        # Of several pages the others may change; of a list that is not taken whole the rest would be missed.
        return one if one.paging or since else _with_validators(one, response)
    except UnknownLayout as error:
        return Outcome(verdict=_verdict(row, "unreadable", at, error.what), capture=capture)
    except Exception as error:  # a border: the page is kept with its problem, the crawl goes on
        log.exception("reading %s failed", response.url)
        reason = f"reading it failed: {type(error).__name__}: {error}"
        return Outcome(verdict=_verdict(row, "unreadable", at, reason), capture=capture)


def of_failure(row: FrontierRow, failure: Failure) -> Outcome:
    """The outcome of a request that got no response."""
    at = datetime.now(UTC)
    error = failure.value
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return Outcome(verdict=_verdict(row, "disallowed", at, str(error), answered=False))
    if isinstance(error, DownloadCancelledError | IgnoreRequest):  # the latter: grown too large by unpacking
        reason = f"larger than {reader.LARGEST // 1_000_000} MB: not fetched"
        return Outcome(verdict=_verdict(row, "unreadable", at, reason, answered=False))
    verdict = _verdict(row, "failed", at, failure_reason(error), answered=False)
    wait = error.wait if isinstance(error, RobotsUnknown) else None
    return Outcome(verdict=verdict, trouble=trouble_of(error), retry_after=wait)


def of_fault(row: FrontierRow, error: Exception) -> Outcome:
    """The outcome of an address where our own code failed: it is tried again like one without an answer."""
    reason = f"reading it failed: {type(error).__name__}: {error}"[:500]
    return Outcome(verdict=_verdict(row, "failed", datetime.now(UTC), reason, answered=False))


def of_bad_address(row: FrontierRow, error: Exception) -> Outcome:
    """The outcome of an address that no request can be made of: it is not tried again at once."""
    at = datetime.now(UTC)
    verdict = _verdict(row, "failed", at, f"its address cannot be asked for: {error}"[:500], answered=False)
    return Outcome(verdict=replace(verdict, due_at=at + RETRIES[-1]))


def _with_validators(one: Outcome, response: Response) -> Outcome:
    """The outcome with what its server calls this version of the page."""
    etag, last_modified = (_short(response.headers.get(name)) for name in ("ETag", "Last-Modified"))
    return replace(one, verdict=replace(one.verdict, etag=etag, last_modified=last_modified))


def _short(header: bytes | None) -> str | None:
    """A header that can be sent back as it is; nobody needs longer ones."""
    text = (header or b"").decode("latin-1").strip()
    return text if text and len(text) <= LONGEST_VALIDATOR and text.isprintable() else None


def _verdict(
    row: FrontierRow,
    state: str,
    at: datetime,
    reason: str | None = None,
    *,
    target: str | None = None,
    answered: bool = True,
) -> Verdict:
    return Verdict(row=row, state=state, at=at, reason=reason, target=target, answered=answered)  # type: ignore[arg-type]


def capture_of(response: Response, at: datetime) -> Capture:
    """The response as the archive keeps it."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    request = response.request
    return Capture(
        url=request.meta.get("asked", response.url) if request else response.url,
        fetched_at=at,
        body=response.body,
        status=response.status,
        headers=headers,
        exchange=request.meta.get("exchange") if request else None,
        truncated=TRUNCATED in response.flags,
    )


def _redirected(row: FrontierRow, response: Response, at: datetime) -> Outcome:
    location = location_of(response)
    target = addresses.absolute(response.url, location)
    if target is None or row.hops >= MOST_HOPS:
        why = f"redirects to {location!r}" if target is None else f"more than {MOST_HOPS} redirects in a row"
        return Outcome(verdict=_verdict(row, "failed", at, why[:500]))
    if row.kind == "article" and _is_front(target, row.site):
        # What was withdrawn is often sent to the front page instead of being answered with 404.
        reason = f"HTTP {response.status} to the front page"
        return Outcome(verdict=_verdict(row, "gone", at, reason))
    if row.kind == "edition" and leads_to_another(row, target):
        reason = f"HTTP {response.status} to an address that is not of this edition"
        return elsewhere(row, Outcome(verdict=_verdict(row, "gone", at, reason)))
    kind = "edition" if row.kind == "list" and registry.edition_of(target) else row.kind
    there = discovery(target, kind=kind, hops=row.hops + 1, title=row.title, published_raw=row.published_raw)
    if there.url == row.url:
        return Outcome(verdict=_verdict(row, "alias", at), moved_to=target)
    same = there.site == row.site or _same_host(there.url, row.url)
    verdict = _verdict(row, "alias" if same else "redirect", at, f"HTTP {response.status}", target=there.url)
    return Outcome(
        verdict=verdict,
        discoveries=(there,) if same else (),
        sets_cookie="Set-Cookie" in response.headers,
        target_names_article=names_article(there.address),
    )


def _is_front(target: str, site_name: str) -> bool:
    """Whether an address is its site's front page or one of its lists."""
    if site_id(target) != site_name:
        return False
    site = registry.site_for(target)
    parts = urlsplit(target)
    return (parts.path in ("", "/") and not parts.query) or (site is not None and site.is_list(target))


def _article(row: FrontierRow, capture: Capture) -> Outcome:
    reading = reader.read(capture)
    if _is_guess(row) and (reason := list_reader.no_article(capture, reading)):
        return Outcome(verdict=_verdict(row, "unreadable", capture.fetched_at, reason), capture=capture)
    if reading.paging and reading.paging.first and row.hops < MOST_HOPS:
        return _later_page(row, capture, reading.paging.first)
    if reading.target is not None and registry.canonical(reading.target) == row.url:
        return _to_itself(row, capture, reading.target)
    state = _NOTICED.get(reading.notice, "failed") if reading.notice else reading.state
    verdict = _verdict(row, state, capture.fetched_at, reading.reason, target=reading.target)
    return Outcome(
        verdict=verdict,
        capture=capture,
        article=reading.article,
        discoveries=_redirect_target(row, reading),
        target_names_article=reading.target is None or names_article(reading.target),
        mismatches=reading.mismatches,
        paging=reading.paging,
        withheld=reading.withheld,
        offers_rest=reading.offers_rest,
        stated=_stated(row, reading.stated_url) if reading.article else None,
    )


def _to_itself(row: FrontierRow, capture: Capture, target: str) -> Outcome:
    """A page that only leads to its own address: one that sets a cookie wants to be asked for with it."""
    if row.hops < MOST_HOPS and any(name.lower() == "set-cookie" for name, _ in capture.headers):
        return Outcome(verdict=_verdict(row, "alias", capture.fetched_at), capture=capture, moved_to=target)
    verdict = _verdict(row, "failed", capture.fetched_at, "a page that only leads to itself")
    return Outcome(verdict=verdict, capture=capture)


def _is_guess(row: FrontierRow) -> bool:
    """Whether an address was taken for an article's by its form alone, from a list of its outlet."""
    site = registry.site_for(row.url)
    return site is not None and row.found_on is not None and not site.is_article(row.url)


def _stated(row: FrontierRow, address: str | None) -> Discovery | None:
    """The address that a page calls its own, where that is another one, of an article of the same outlet."""
    if address is None:
        return None
    there = discovery(address, title=row.title, published_raw=row.published_raw)
    site = registry.site_for(there.url)
    names_article = site.is_article(there.url) if site else tracking.names_article(there.url)
    same_outlet = there.site == row.site or _same_domain(there.url, row.url)
    return there if there.url != row.url and names_article and same_outlet else None


def _same_host(one: str, other: str) -> bool:
    """Whether two addresses are of one host or its twin: `one.example` and `www.one.example`."""
    hosts = {addresses.canonical_host(addresses.host_of(url)) for url in (one, other)}
    return len(hosts) == 1 and "" not in hosts


def _same_domain(one: str, other: str) -> bool:
    domains = {addresses.registered_domain(addresses.host_of(url)) for url in (one, other)}
    return len(domains) == 1 and None not in domains


def _later_page(row: FrontierRow, capture: Capture, first: str) -> Outcome:
    """The address is page 2 or later of an article: an alias of its first page, which is queued."""
    there = discovery(first, hops=row.hops + 1, title=row.title, published_raw=row.published_raw)
    at = capture.fetched_at
    if there.url == row.url:
        return Outcome(verdict=_verdict(row, "alias", at), moved_to=there.address)
    verdict = _verdict(row, "alias", at, "a later page of an article", target=there.url)
    return Outcome(verdict=verdict, capture=capture, discoveries=(there,))


def _redirect_target(row: FrontierRow, reading: Reading) -> tuple[Discovery, ...]:
    """The address that a page without an article leads to, where it is on the same site; elsewhere none."""
    if reading.target is None or row.hops >= MOST_HOPS:
        return ()
    there = discovery(reading.target, hops=row.hops + 1, title=row.title, published_raw=row.published_raw)
    return (there,) if there.site == row.site else ()


def _edition(row: FrontierRow, capture: Capture) -> Outcome:
    """The page of a newspaper's edition: its articles, and the other pages unless it lists them all."""
    reading = reader.edition(capture, listed_day(row))
    verdict = replace(_verdict(row, "kept", capture.fetched_at), due_at=edition_again(reading.day, capture))
    return Outcome(verdict=verdict, capture=capture, edition=reading, discoveries=edition_links(row, reading))


def _list(row: FrontierRow, capture: Capture, since: date | None) -> Outcome:
    listing: Listing = list_reader.listing(capture)
    links = [link for link in listing.articles if not _older(link, since, capture.fetched_at)]
    articles = [_link_discovery(link, row) for link in links]
    lists = [discovery(address, kind="list", found_on=row.url) for address in listing.lists]
    lists += [discovery(address, kind="edition", found_on=row.url) for address in listing.editions]
    next_page = (
        discovery(listing.next_page, kind="list", found_on=row.url, again=True) if listing.next_page else None
    )
    is_empty = row.found_on is None and listing.leads_nowhere  # a later page may be the end
    state, reason = ("empty", list_reader.NOTHING_LISTED) if is_empty else ("kept", None)
    return Outcome(
        verdict=_verdict(row, state, capture.fetched_at, reason),
        capture=capture,
        cuts=listing.cuts,
        discoveries=(*articles, *lists),
        next_page=next_page if links or since is None else None,  # behind a page of old ones stand older ones
        by_form=listing.by_form,
    )


def _older(link: Link, since: date | None, fetched_at: datetime) -> bool:
    if since is None:
        return False
    printed = dates.read_time(link.published_raw, "list", fetched_at=fetched_at)
    return printed is not None and printed.at.date() < since


def _link_discovery(link: Link, row: FrontierRow) -> Discovery:
    return discovery(link.url, title=link.title, published_raw=link.published_raw, found_on=row.url)
