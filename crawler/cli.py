"""The door to the crawler's commands, and to what other commands ask of its addresses.

Importing it imports no Scrapy, no store and no site.
"""

from __future__ import annotations

from crawler.commands.archive import archive
from crawler.commands.backup import backup, restore
from crawler.commands.crawl import LogFormat, check_crawl, crawl, raise_for
from crawler.commands.crawl_options import crawl_options
from crawler.commands.editions import editions
from crawler.commands.forget import forget, mask
from crawler.commands.read import read
from crawler.commands.reread import reread
from crawler.commands.sites import complete_site, sites
from crawler.commands.store import store
from crawler.commands.worker import worker

__all__ = [
    "LogFormat",
    "archive",
    "backup",
    "canonical",
    "check_crawl",
    "complete_site",
    "crawl",
    "crawl_options",
    "editions",
    "forget",
    "mask",
    "raise_for",
    "read",
    "reread",
    "restore",
    "sites",
    "store",
    "worker",
]


def canonical(url: str) -> str:
    """The one address of what `url` names, by its site's rules or the general ones."""
    from crawler import registry

    return registry.canonical(url)
