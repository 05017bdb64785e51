"""robots.txt as RFC 9309 has it: followed through redirects, and while it cannot be had nothing is fetched.

Scrapy's own middleware takes an answer of 500, or none, for leave to fetch everything, asks outside the
platform's slot, and knows no Crawl-delay.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.normalise import addresses
from crawler.spiders.download.long_bodies import BEGINNING
from crawler.spiders.failure_messages import RobotsUnknown, failure_reason
from crawler.spiders.politeness.group_leases import LeaseEnded
from crawler.spiders.politeness.retry_after import retry_after
from crawler.spiders.politeness.robots_rules import MOST_BYTES, Rules
from crawler.spiders.politeness.statuses import trouble_of_status
from crawler.spiders.politeness.throttle_groups import throttle_group

MOST_REDIRECTS = 5
KEPT = 24 * 3600  # seconds: RFC 9309, 2.4: no longer
UNKNOWN_FOR = 300  # seconds after which one that could not be had is asked for again
_READ = "robots_txt_bytes"  # in a request's meta: how many bytes of its robots.txt have come


class Robots:
    """Downloader middleware, in the place of Scrapy's `RobotsTxtMiddleware`.

    `on_delay` is called with an address and the Crawl-delay, in seconds, that its robots.txt asks for.
    """

    def __init__(self, crawler: Crawler, on_delay: Callable[[str, float], None] | None = None) -> None:
        self._crawler = crawler
        self._on_delay = on_delay
        self._asked: dict[str, tuple[float, asyncio.Future[Rules]]] = {}  # by origin; when

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        servers = getattr(crawler.spider, "servers", None)  # `scrapy shell` has none
        one = cls(crawler, servers.crawl_delay_asked if servers else None)
        crawler.signals.connect(one.bytes_received, signals.bytes_received)
        return one

    async def process_request(self, request: Request) -> None:
        """Raises `IgnoreRequest` for what is forbidden, `RobotsUnknown` while nobody knows."""
        if request.meta.get("dont_obey_robotstxt") or not request.url.startswith(("http://", "https://")):
            return  # the latter: `scrapy shell` with a saved page
        rules = await self._rules(request.url)
        if not rules.allowed(request.url):
            raise IgnoreRequest("Forbidden by robots.txt")

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Ends the download of a robots.txt behind the bytes that count."""
        if _READ in request.meta:
            request.meta[_READ] += len(data)
            if request.meta[_READ] > MOST_BYTES:
                raise StopDownload(fail=False)

    async def _rules(self, url: str) -> Rules:
        """The rules of the address's scheme, host and port (RFC 9309); asked for once by all that wait."""
        origin = addresses.origin(url)
        now = time.monotonic()
        at, rules = self._asked.get(origin, (0.0, None))
        if rules is None or now - at > (UNKNOWN_FOR if _failed(rules) else KEPT):
            rules = asyncio.ensure_future(self._fetch(url))
            self._asked[origin] = (now, rules)
        return await asyncio.shield(rules)

    async def _fetch(self, url: str) -> Rules:
        address = f"{addresses.origin(url)}/robots.txt"
        try:
            response = await self._download(address)
        except ValueError:  # the host is none: the address is at fault, not its robots.txt
            raise
        except LeaseEnded:
            self._asked.pop(addresses.origin(url), None)  # it was not asked for
            raise
        except Exception as error:  # a border: whatever keeps it from being had, nothing is fetched
            busy = getattr(error, "busy", False)
            raise self._unknown(url, failure_reason(error), busy=busy) from error
        if trouble := trouble_of_status(response.status):
            why = f"HTTP {response.status}"
            raise self._unknown(url, why, busy=trouble == "busy", wait=retry_after(response))
        # 3xx is one redirect too many, 4xx says that there is none: everything is allowed.
        rules = Rules(response.body if response.status < 300 else b"")
        if rules.crawl_delay and self._on_delay is not None:
            self._on_delay(url, rules.crawl_delay)
        return rules

    async def _download(self, address: str) -> Response:
        engine: Any = self._crawler.engine
        may_ask = getattr(self._crawler.spider, "may_ask", lambda _: True)  # `scrapy shell` has none
        own = throttle_group(address)
        for _ in range(MOST_REDIRECTS + 1):
            group = throttle_group(address)
            if not may_ask(group):
                if group == own:  # taken over since its address was dequeued: no fault of the server
                    raise LeaseEnded(f"{address} is left to whoever crawls its platform now")
                raise RobotsUnknown(f"it is at {group}, which another crawl is asking")
            meta = {
                "dont_obey_robotstxt": True,
                "download_slot": group,
                "download_maxsize": 0,
                BEGINNING: MOST_BYTES + 1,  # one more shows the rules that something was left out
                _READ: 0,
            }
            # Packed it could not be cut where we like; who packs it all the same is unpacked so far.
            headers = {"Accept-Encoding": "identity"}
            request = Request(address, meta=meta, headers=headers, callback=NO_CALLBACK)
            response: Response = await engine.download_async(request)
            location = response.headers.get("Location")
            target = addresses.absolute(response.url, location.decode("latin-1")) if location else None
            if not 300 <= response.status < 400 or target is None:
                break
            address = target
        return response

    def _unknown(self, url: str, why: str, *, busy: bool, wait: float | None = None) -> RobotsUnknown:
        host = urlsplit(url).netloc
        return RobotsUnknown(f"robots.txt of {host} cannot be had: {why}", busy=busy, wait=wait)


def _failed(rules: asyncio.Future[Rules]) -> bool:
    return rules.done() and (rules.cancelled() or rules.exception() is not None)
