"""A web and a data directory of its own for each test that crawls."""

from tests.crawler.spiders.conftest import data, web

__all__ = ["data", "web"]
