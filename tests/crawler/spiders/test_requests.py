"""What requests a crawl makes, and how many at a time: the spider with a store of its own, and with a web."""

from __future__ import annotations

import threading

import pytest
from scrapy import Request

from crawler import settings
from crawler.spiders.articles import ArticlesSpider
from crawler.spiders.politeness.throttle_groups import AT_ONCE, LOOPBACK, download_settings
from crawler.spiders.run_store import open_run
from crawler.spiders.scheduler import FrontierScheduler
from shengmei.config import Config
from tests.crawler.spiders.test_crawl import A, crawl, states
from tests.crawler.spiders.web import Answer, Web, article, html

CJYUN = [f"http://m-{city}.cjyun.org/p/{number}.html" for number in (1, 2) for city in ("wuhan", "yichang")]


@pytest.fixture
def spider(data):
    """Makes the spider of a crawl of some addresses; it sends nothing."""
    made: list[ArticlesSpider] = []

    def make(urls: list[str], **more) -> ArticlesSpider:
        file = data.parent / "urls.txt"
        file.write_text("\n".join(urls), encoding="utf-8")
        config = Config(data=data, index=str(data / "index"), contact="desk@archive.example")
        one = ArticlesSpider(urls=str(file), config=config, **more)
        open_run(one)
        FrontierScheduler(one)
        made.append(one)
        return one

    yield make
    for one in made:
        one.close_store("finished")


def test_requests_to_one_platform_share_a_download_slot(spider):
    requests = spider([*CJYUN, f"{A}/1.html"]).dequeue(99, set())
    assert {request.url: request.meta["download_slot"] for request in requests} == {
        **dict.fromkeys(CJYUN, "cjyun.org"),
        f"{A}/1.html": "news.one.example",
    }


def test_requests_skip_what_scrapy_would_do_with_them_itself(spider):
    (request,) = spider([f"{A}/1.html"]).dequeue(99, set())
    assert request.dont_filter
    assert request.errback is not None


def test_no_more_is_dequeued_than_there_is_room_for_and_may_be_fetched(spider):
    some = spider([f"{A}/{number}.html" for number in range(9)], max_pages=5)
    assert [len(some.dequeue(most, set())) for most in (2, 2, 2, 2)] == [2, 2, 1, 0]


def sent(scheduler: FrontierScheduler) -> list[str]:
    """The addresses of all requests that the scheduler hands out before the first is answered."""
    handed_out: list[Request] = []
    while request := scheduler.next_request():
        handed_out.append(request)
    return [request.url for request in handed_out]


def test_of_one_platform_one_request_is_under_way_and_the_others_wait(spider):
    some = spider([*CJYUN, f"{A}/1.html", f"{A}/2.html", f"{A}/3.html"])
    first = sent(some.scheduler)
    assert sorted(url.partition("//")[2].partition("/")[0].rpartition(".")[2] for url in first) == [
        *("example", "org")
    ]
    assert some.scheduler.waiting() == 5
    some.scheduler.release_slot("cjyun.org")
    assert [".cjyun.org/" in url for url in sent(some.scheduler)] == [True]


def test_a_platform_gets_one_request_at_a_time_and_loopback_many():
    polite, fast = download_settings(2.0), download_settings(0)
    assert (polite["DOWNLOAD_DELAY"], polite["CONCURRENT_REQUESTS_PER_DOMAIN"]) == (2.0, 1)
    assert fast["CONCURRENT_REQUESTS_PER_DOMAIN"] == AT_ONCE
    assert set(polite["DOWNLOAD_SLOTS"]) == set(LOOPBACK)


def test_the_settings_of_the_project_are_those_of_a_crawl():
    """`scrapy shell`, and whatever else is run in the project, is as polite as the spider."""
    polite = download_settings(settings.DOWNLOAD_DELAY)
    said = {name: getattr(settings, name) for name in polite if hasattr(settings, name)}
    assert said == {name: polite[name] for name in said}
    assert "CONCURRENT_REQUESTS_PER_DOMAIN" in said


class Counting:
    """Answers pages, and sees how many of them are asked for at the same time."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._lock = threading.Lock()
        self._now = 0
        self.most = 0
        self._second = threading.Event()

    def __call__(self, _url: str) -> Answer | None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            if self._now > 1:
                self._second.set()
        # Time for a second request to come, which must not.
        self._second.wait(0.2)
        with self._lock:
            self._now -= 1
        return None


def test_a_host_is_asked_for_one_page_at_a_time(web, data):
    web.pages = {f"{A}/{number}.html": html(article(f"第{number}块田")) for number in range(4)}
    web.answer = counting = Counting(web)
    crawl(web, data, list(web.pages), "--no-index", "--delay", "0.01")
    assert {state for state, _ in states(data).values()} == {"kept"}
    assert counting.most == 1
