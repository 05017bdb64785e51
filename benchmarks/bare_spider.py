"""The peer: a bare Scrapy spider that follows every link of the demo outlet and writes title and text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

LISTS = 'a[href$="index.html"]::attr(href), a[href*="index_"]::attr(href)'


class BareSpider(scrapy.Spider):
    name = "bare"
    start_urls = ("http://m.xingzhi.example/",)

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        """Articles from front page, lists and the JSON list, each page once by Scrapy's own filter."""
        if "json" in (response.headers.get("Content-Type") or b"").decode():
            entries = json.loads(response.text)["data"]
            links = [one["url"] for one in entries]
            if entries:
                page = int(response.url.partition("&page=")[2].partition("&")[0])
                links.append(response.url.replace(f"&page={page}&", f"&page={page + 1}&"))
        else:
            links = response.css("a[href]::attr(href)").getall()
            if found := response.css("script::text").re(r"listid = (\d+)"):
                links.append(f"/index/nei/content?id={found[0]}&page=2&pagesize=15")
            yield {
                "url": response.url,
                "title": response.css("h1::text").get(),
                "text": "\n".join(response.css("p ::text").getall()),
            }
        for link in links:
            url = response.urljoin(link)
            if url.startswith("http://m.xingzhi.example/"):
                yield scrapy.Request(url)


def main() -> None:
    settings = {
        "FEEDS": {sys.argv[1]: {"format": "jsonlines"}},
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "ROBOTSTXT_OBEY": True,
    }
    process = CrawlerProcess(settings)
    process.crawl(BareSpider)
    process.start()


if __name__ == "__main__":
    main()
