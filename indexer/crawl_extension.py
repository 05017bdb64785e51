"""Scrapy's extension that feeds the index during a crawl that Scrapy or Scrapyd starts.

`shengmei crawl` feeds it itself, and says how that went; there the setting SHENGMEI_FEEDS_INDEX is off.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured

from indexer.live_feed import Following, following

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)


class FeedIndex:
    """Follows the store of the articles spider from its start to its end."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._following: Following | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FeedIndex:
        if not crawler.settings.getbool("SHENGMEI_FEEDS_INDEX"):
            raise NotConfigured
        extension = cls()
        crawler.signals.connect(extension.begin, signals.spider_opened)
        crawler.signals.connect(extension.end, signals.spider_closed)
        return extension

    def begin(self, spider: Spider) -> None:
        """Scrapy's signal `spider_opened`."""
        config = getattr(spider, "config", None)
        if config is not None:  # `scrapy shell` has a spider of its own
            self._following = self._open.enter_context(
                following(config.store_path, config.index, ledger=config.ledger_place)
            )

    def end(self) -> None:
        """Scrapy's signal `spider_closed`, behind the spider's own: everything is in the store."""
        self._open.close()
        if self._following is None:
            return
        if self._following.ledger_problem is not None:
            log.error("the ledger of copies is not fed: %s", self._following.ledger_problem)
        if self._following.problem is not None:
            log.error("the index is not fed: %s; shengmei index sync feeds it", self._following.problem)
        elif self._following.refused:
            log.error("the index refused %d documents: shengmei index dead list", self._following.refused)
