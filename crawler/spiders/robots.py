"""robots.txt as RFC 9309 has it: followed through redirects, and while it cannot be had nothing is fetched.

Scrapy's own middleware takes an answer of 500, or none, for leave to fetch everything.
"""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.spiders.failure_messages import RobotsUnknown, failure_reason

MOST_REDIRECTS = 5


class Robots(RobotsTxtMiddleware):
    """In the place of Scrapy's `RobotsTxtMiddleware`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._why: dict[str, str] = {}  # host: why its robots.txt cannot be had

    async def robot_parser(self, request: Request) -> Any:
        """The parser of the host's robots.txt; None where it cannot be had.

        Of several requests that wait for the same robots.txt, Scrapy's middleware gives the parser to the
        first and None to the others, though it has stored the parser by then.
        """
        parser = await super().robot_parser(request)
        return parser if parser is not None else self._parsers.get(urlparse_cached(request).netloc)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        response = await self._followed(response)
        if response.status >= 500:
            raise RobotsUnknown(f"HTTP {response.status}")
        if response.status >= 400:  # there is none: everything is allowed, whatever the error page says
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)

    async def _followed(self, response: Response) -> Response:
        engine: Any = self.crawler.engine
        for _ in range(MOST_REDIRECTS):
            location = response.headers.get("Location")
            if not 300 <= response.status < 400 or not location:
                break
            target = response.urljoin(location.decode("latin-1"))
            meta = {"dont_obey_robotstxt": True}
            response = await engine.download_async(Request(target, meta=meta, callback=NO_CALLBACK))
        return response

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._why[netloc] = failure_reason(exc)
        super()._robots_error(exc, netloc)

    def process_request_2(self, rp: Any, request: Request) -> None:
        if rp is None:
            host = urlparse_cached(request).netloc
            raise RobotsUnknown(f"robots.txt of {host} cannot be had: {self._why.get(host, 'no answer')}")
        super().process_request_2(rp, request)
