"""Imports what a crawl imports on its way, once for all crawls that tests fork (tests/program.py).

None of it installs a reactor or starts a thread, so each forked process begins as a new one would.
"""

# ruff: noqa: F401
from __future__ import annotations

import sys

import alembic.command
import scrapy.core.downloader.handlers.http11
import scrapy.downloadermiddlewares.httpproxy
import scrapy.extensions.feedexport
import tldextract

import crawler.commands.reread
import crawler.reread
import crawler.spiders.download.record_exchange
import crawler.spiders.run
import indexer.crawl_extension
import indexer.live_feed
import indexer.search.embedded
import search_cli.cli
import search_cli.commands.crawl
from crawler import registry

registry._ours()
assert "twisted.internet.reactor" not in sys.modules
