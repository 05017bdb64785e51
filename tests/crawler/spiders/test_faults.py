"""A fault of our own wherever an address is asked for, read or settled is the outcome of that address, and is
counted; where even that cannot be written, the run ends, and not with exit code 0."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.crawler.spiders.faults import FAULT, crawl_with_fault
from tests.crawler.spiders.test_bad_links import DEMO
from tests.crawler.spiders.test_multipage import FIRST, HOST, three
from tests.crawler.spiders.test_runs import A, rows
from tests.crawler.spiders.test_stale_lists import listed
from tests.crawler.spiders.web import article, html

BAD, GOOD = f"{A}/bad.html", tuple(f"{A}/{number}.html" for number in (1, 2, 3))
BAD_DEMO, GOOD_DEMO = f"{DEMO}/p/9001.html", f"{DEMO}/p/9002.html"
MADE = [
    "crawler.spiders.articles:request_for",
    "crawler.spiders.articles:make_conditional",
    "crawler.spiders.articles:RedirectCookies.give_back",
]
SENT = [
    "crawler.spiders.last_border:_put_off",
    "crawler.spiders.articles:ArticlesSpider.postponed_until",
    "crawler.spiders.politeness.server_state:Servers.postponed_until",
    "crawler.spiders.politeness.public_addresses:PublicAddresses.process_request",
    "crawler.spiders.politeness.robots:Robots.process_request",
    "crawler.spiders.download.proxies:Proxies.process_request",
    "scrapy.downloadermiddlewares.defaultheaders:DefaultHeadersMiddleware.process_request",
    "scrapy.downloadermiddlewares.downloadtimeout:DownloadTimeoutMiddleware.process_request",
    "scrapy.downloadermiddlewares.useragent:UserAgentMiddleware.process_request",
    "crawler.spiders.download.record_exchange:RecordExchange.download_request",
    "crawler.spiders.download.record_exchange:RecordExchange._download",
    "crawler.spiders.download.complete_bodies:CompleteBodies.process_response",
    "scrapy.core.downloader:Downloader.fetch",
    "scrapy.core.downloader:Downloader._download",
    "scrapy.core.scraper:Scraper.call_spider_async",
]
READ = [
    "crawler.spiders.articles:ArticlesSpider._read",
    "crawler.spiders.articles:ArticlesSpider.parse",
    "crawler.spiders.classify_response:of_response",
    "crawler.spiders.classify_response:capture_of",
    "crawler.reader:read",
]
SETTLED = [
    "crawler.spiders.politeness.server_state:Servers.judge",
    "crawler.spiders.articles:ArticlesSpider._finish",
    "crawler.pipelines:StorePipeline.process_item",
    "crawler.pipelines:OutcomeWriter.add",
    "crawler.outcomes.stated_addresses:StatedAddresses.settle",
    "crawler.pipelines:mask_outcome",
    "crawler.pipelines:earlier_captures",
    "crawler.archive.writer:Archive.append",
    "crawler.pipelines:still_ours",
    "crawler.pipelines:accept_refetches",
    "crawler.pipelines:record_editions",
    "crawler.outcomes.discoveries:Discoveries.worth_following",
    "crawler.pipelines:placed_articles",
    "crawler.pipelines:_write_batch",
    "crawler.pipelines:write_captures",
    "crawler.store.articles:Articles.keep",
    "crawler.outcomes.discoveries:Discoveries.write",
    "crawler.pipelines:count_outcomes",
    "crawler.outcomes.learned_parameters:LearnedParameters.learn",
    "crawler.pipelines:without_circles",
]


def crawl(web, data, seam: str, times: int):
    web.pages = {url: html(article(f"早稻插秧{number}")) for number, url in enumerate((*GOOD, BAD))}
    # With a delay one request is under way at a time: a slot that is not freed would stop the others.
    call = ("crawl", GOOD[0], BAD, *GOOD[1:], "--data", str(data), "--delay", "0.01", "--no-index")
    variables = {"http_proxy": web.address, "SHENGMEI_CONTACT": "test@example.cn"}
    return crawl_with_fault(seam, "bad.html", times, *call, **variables)


def states(data) -> dict[str, tuple[str, str | None]]:
    found = rows(data, "SELECT address, state, last_error FROM frontier")
    return {address: (state, reason) for address, state, reason in found}


@pytest.mark.parametrize("seam", [*MADE, *SENT, *READ, *SETTLED])
def test_a_fault_each_time_is_the_outcome_of_its_address(web, data, seam):
    done = crawl(web, data, seam, 99)
    said = states(data)
    assert done.returncode == 4, (done.returncode, done.stderr[-3000:], said)
    assert {said[url][0] for url in GOOD} == {"kept"}
    assert said[BAD][0] in ("failed", "unreadable")
    assert FAULT in said[BAD][1]
    counted = dict(rows(data, "SELECT outcome, sum(count) FROM run_counts GROUP BY outcome"))
    assert (counted["kept"], counted[said[BAD][0]]) == (3, 1)


LATER = [
    "crawler.spiders.multipage_requests:request_for",
    "crawler.spiders.multipage_requests:MultipageRequests._read_later_page",
    "crawler.spiders.multipage_requests:MultipageRequests.parse_later_page",
    "crawler.spiders.multipage:MultipageFetch.add_response",
    "crawler.spiders.politeness.robots:Robots.process_request",
]


@pytest.mark.parametrize("seam", LATER)
def test_a_fault_at_a_later_page_settles_its_article(web, data, seam):
    """It ends early where the page could not be had, or failed; either way the others are kept."""
    three(web)
    web.pages |= {f"{HOST}/b/{number}.html": html(article("早稻插秧")) for number in (1, 2)}
    call = ("crawl", FIRST, *list(web.pages)[3:], "--data", str(data), "--delay", "0.01", "--no-index")
    variables = {"http_proxy": web.address, "SHENGMEI_CONTACT": "test@example.cn"}
    done = crawl_with_fault(seam, "12_2.html", 99, *call, **variables)
    said = states(data)
    assert said.pop(FIRST)[0] in ("kept", "failed")
    assert {state for state, _ in said.values()} == {"kept"}
    assert (done.returncode == 4) or "ends early" in done.stderr, done.stderr[-2000:]


LISTED = [
    "crawler.list_reader:listing",
    "crawler.outcomes.discoveries:Discoveries.write",
    "crawler.outcomes.discoveries:Discoveries.worth_following",
    "crawler.outcomes.counts:_day_counts",
    "crawler.spiders.articles:ArticlesSpider._finish",
]


@pytest.mark.parametrize("seam", LISTED)
def test_a_fault_at_a_list_is_its_outcome(web, data, seam):
    front, other = f"{DEMO}/", f"{DEMO}/yangtze/index.html"
    web.pages = {front: listed([BAD_DEMO]), other: listed([GOOD_DEMO])}
    web.pages |= {one: html(article("早稻插秧")) for one in (BAD_DEMO, GOOD_DEMO)}
    call = ("crawl", "demo", "--data", str(data), "--delay", "0.01", "--no-index")
    variables = {"http_proxy": web.address, "SHENGMEI_CONTACT": "test@example.cn"}
    done = crawl_with_fault(seam, f"'{front}'", 99, *call, **variables)
    said = states(data)
    assert done.returncode == 4
    assert said[front][0] in ("failed", "unreadable"), said
    assert FAULT in said[front][1]
    assert (said[other][0], said[GOOD_DEMO][0]) == ("kept", "kept")


@pytest.mark.parametrize(
    "seam", ["crawler.spiders.articles:ArticlesSpider.parse", "crawler.pipelines:mask_outcome"]
)
def test_a_fault_that_happened_once_costs_a_retry(web, data, seam):
    assert crawl(web, data, seam, 1).returncode in (0, 4)
    assert crawl(web, data, "crawler.spiders.articles:day", 0).returncode in (0, 4)
    with closing(sqlite3.connect(data / "shengmei.sqlite")) as store, store:
        store.execute("UPDATE frontier SET due_at = discovered_at WHERE state = 'failed'")
    assert crawl(web, data, "crawler.spiders.articles:day", 0).returncode == 0
    assert {state for state, _ in states(data).values()} == {"kept"}


def test_what_cannot_even_be_written_as_failed_ends_the_run_and_is_due_again(web, data):
    done = crawl(web, data, "crawler.store.scheduling.frontier:Frontier.record", 99)
    assert done.returncode == 70
    assert states(data)[BAD][0] in ("fetching", "discovered")
    assert crawl(web, data, "crawler.spiders.articles:day", 0).returncode == 0
    assert {state for state, _ in states(data).values()} == {"kept"}


@pytest.mark.parametrize("seam", ["crawler.outcomes.outcome:Tally.add", "crawler.pipelines:_facts"])
def test_a_fault_behind_the_transaction_loses_nothing(web, data, seam):
    crawl(web, data, seam, 99)
    assert {state for state, _ in states(data).values()} == {"kept"}
    assert rows(data, "SELECT count FROM run_counts WHERE outcome = 'kept'") == [(4,)]
