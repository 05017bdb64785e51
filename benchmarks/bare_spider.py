"""The peer: a bare Scrapy spider that fetches the addresses in a file and writes title and text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class BareSpider(scrapy.Spider):
    name = "bare"

    def parse(self, response: Response, **_: Any) -> Iterator[dict[str, Any]]:
        """Title and text, as a first spider reads them."""
        if not isinstance(response, scrapy.http.TextResponse) or "json" in response.url:
            return
        yield {
            "url": response.url,
            "title": response.css("h1::text").get(),
            "text": "\n".join(response.css("p ::text").getall()),
        }


def main() -> None:
    addresses, out = sys.argv[1:]
    settings = {
        "FEEDS": {out: {"format": "jsonlines"}},
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "ROBOTSTXT_OBEY": True,
    }
    process = CrawlerProcess(settings)
    process.crawl(BareSpider, start_urls=Path(addresses).read_text(encoding="utf-8").split())
    process.start()


if __name__ == "__main__":
    main()
