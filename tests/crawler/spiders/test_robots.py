"""What robots.txt says reaches every request that waits for it."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler import settings
from crawler.spiders.failure_messages import RobotsUnknown
from crawler.spiders.politeness.group_leases import LeaseEnded
from crawler.spiders.politeness.robots import MOST_REDIRECTS, Robots

HOST = "http://news.one.example"


class Engine:
    """In the place of Scrapy's engine: answers what a test puts in, once `release` is set."""

    def __init__(self, *answers: Response | Exception) -> None:
        self.release = asyncio.Event()
        self.asked: list[str] = []
        self._answers = iter(answers)

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request.url)
        await self.release.wait()
        answer = next(self._answers)
        if isinstance(answer, Exception):
            raise answer
        return answer.replace(url=request.url)


def robots(text: str = "", status: int = 200, location: str | None = None) -> Response:
    headers = {"Location": location} if location else {}
    return Response(f"{HOST}/robots.txt", status=status, headers=headers, body=text.encode())


def made(engine: Engine, **spider: Any) -> Robots:
    ours = {"ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": settings.ROBOTSTXT_USER_AGENT}
    crawler = get_crawler(settings_dict=ours)
    crawler.engine = SimpleNamespace(download_async=engine.download_async)  # type: ignore[assignment]
    if spider:
        crawler.spider = SimpleNamespace(servers=None, **spider)  # type: ignore[assignment]
    return Robots(crawler)


async def ends(engine: Engine, paths: list[str]) -> list[Any]:
    """What becomes of requests that all come before the answer: None for one that passes, else its error."""
    middleware = made(engine)
    waiting = [asyncio.ensure_future(middleware.process_request(Request(HOST + path))) for path in paths]
    while not engine.asked:
        await asyncio.sleep(0)
    for _ in paths:  # each takes its first step: all of them wait now
        await asyncio.sleep(0)
    assert not any(one.done() for one in waiting)
    engine.release.set()
    return await asyncio.gather(*waiting, return_exceptions=True)


def run(paths: list[str], *answers: Response | Exception) -> tuple[list[type], list[str]]:
    """How each request ended, and what was asked for."""

    async def both() -> tuple[list[type], list[str]]:
        engine = Engine(*answers)
        ended = await ends(engine, paths)
        return [type(one) for one in ended], engine.asked

    return asyncio.run(both())


def test_all_that_wait_for_one_robots_txt_obey_it_and_it_is_asked_for_once():
    said = robots("User-agent: shengmei\nDisallow: /private/")
    ended, asked = run(["/1.html", "/private/2.html", "/3.html", "/private/4.html", "/5.html"], said)
    allowed = type(None)
    assert ended == [allowed, IgnoreRequest, allowed, IgnoreRequest, allowed]
    assert asked == [f"{HOST}/robots.txt"]


def test_each_scheme_and_port_has_its_own():
    places = ["http://news.one.example", "https://news.one.example", "http://news.one.example:8080"]

    async def asked() -> list[str]:
        engine = Engine(*[robots()] * 3)
        engine.release.set()
        middleware = made(engine)
        for place in places * 2:
            await middleware.process_request(Request(f"{place}/1.html"))
        return engine.asked

    assert asyncio.run(asked()) == [f"{place}/robots.txt" for place in places]


@pytest.mark.parametrize("answer", [robots(status=500), robots(status=599), OSError("broken")])
def test_none_of_them_passes_while_it_cannot_be_had(answer):
    assert run(["/1.html", "/2.html", "/3.html"], answer)[0] == [RobotsUnknown] * 3


@pytest.mark.parametrize("status", [400, 404, 499])
def test_an_answer_that_there_is_none_lets_all_pass(status):
    ended, _ = run(["/1.html", "/2.html"], robots("User-agent: *\nDisallow: /", status))
    assert ended == [type(None)] * 2


def test_it_is_followed_through_redirects_for_some_steps():
    steps = [robots(status=301, location=f"/robots-{n}.txt") for n in range(MOST_REDIRECTS)]
    ended, asked = run(["/1.html"], *steps, robots("User-agent: *\nDisallow: /"))
    assert ended == [IgnoreRequest]
    assert asked[-1] == f"{HOST}/robots-{MOST_REDIRECTS - 1}.txt"


@pytest.mark.parametrize(
    ("held", "error"),
    [(("elsewhere.example",), LeaseEnded), (("one.example", "news.one.example"), RobotsUnknown)],
)
def test_a_platform_that_another_crawl_has_by_now_is_no_server_in_trouble(held, error):
    """It was taken over after the address was dequeued; that the file leads to another's is told."""

    async def asked() -> None:
        engine = Engine(robots(status=301, location="http://elsewhere.example/robots.txt"))
        engine.release.set()
        await made(engine, may_ask=lambda group: group in held).process_request(Request(f"{HOST}/1.html"))

    with pytest.raises(error, match=r"left to whoever|another crawl is asking"):
        asyncio.run(asked())
